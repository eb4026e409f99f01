import type { AgentNote, CommitAuthorship, LineOrigin, LineRange } from './authorship.ts'
import { partsOutside, partsWithin } from './line-ranges.ts'
import { UNNAMED_TOOL } from './note-tool.ts'

/** Lines of a file at head that an AI tool wrote, as far as is known. */
export interface AgentWrittenLines extends LineRange {
  readonly tool: string
  /** The commit that they came with. */
  readonly sha: string
  /**
   * `note`: a note names these very lines. `commit`: the commit is an AI tool's, and nothing tells its lines apart.
   * `beside-note`: the commit carries the tool's mark, and a note names other lines as that tool's.
   */
  readonly known: 'note' | 'commit' | 'beside-note'
}

/**
 * Which lines of a file at head an AI tool wrote: sorted, disjoint, within the file. `origins` are the file's, `commits`
 * and `notes` the change's. Undefined where the origin of any line is not known: then the file must be taken as a whole.
 *
 * A note says more precisely what a helper wrote, but whoever may push can write notes, so it acquits nothing: the other
 * lines of a commit that carries the tool's own mark stay its possible work. Without such a mark the note alone tells.
 */
export function agentLines(
  origins: readonly LineOrigin[] | undefined,
  commits: readonly CommitAuthorship[],
  notes: readonly AgentNote[],
): readonly AgentWrittenLines[] | undefined {
  if (origins === undefined || !isGapless(origins)) return undefined
  const claims = claimsByCommit(commits, notes)
  return joined(
    origins.flatMap((origin) => {
      const claim = claims.get(origin.sha)
      return claim === undefined ? [] : linesOf(origin, claim)
    }),
  )
}

function isGapless(origins: readonly LineOrigin[]): boolean {
  let next = 1
  for (const { startLine, endLine } of origins) {
    if (startLine !== next || endLine < startLine) return false
    next = endLine + 1
  }
  return true
}

interface ToolLines extends LineRange {
  readonly tool: string
}

/** What AI tools did in one commit. */
interface Claim {
  /** The tool that any line may be of, and how that is known. */
  readonly anyLine: { readonly tool: string; readonly known: 'commit' | 'beside-note' } | undefined
  /** By path in that commit: sorted, disjoint. */
  readonly told: ReadonlyMap<string, readonly ToolLines[]>
  /** The first tool whose lines are told: it is named where a told line cannot be found at head. */
  readonly toldTool: string | undefined
}

function claimsByCommit(commits: readonly CommitAuthorship[], notes: readonly AgentNote[]): ReadonlyMap<string, Claim> {
  const notesOf = Map.groupBy(notes, (note) => note.sha)
  const verdicts = new Map(commits.map((commit) => [commit.sha, commit]))
  return new Map(
    [...new Set([...notesOf.keys(), ...verdicts.keys()])].map((sha) => [
      sha,
      claimOf(verdicts.get(sha), notesOf.get(sha) ?? []),
    ]),
  )
}

function claimOf(commit: CommitAuthorship | undefined, notes: readonly AgentNote[]): Claim {
  const lineless = notes.find((note) => note.files.length === 0 && note.noLines !== true)
  const told = notes.filter((note) => note.files.length > 0)
  const marked = toolOfAnyLine(commit, notes)
  return {
    anyLine: lineless !== undefined && marked?.known !== 'commit' ? { tool: lineless.tool, known: 'commit' } : marked,
    told: toldLines(told),
    toldTool: told[0]?.tool,
  }
}

/** The AI tool whose mark a commit carries, one first that no note tells of. */
function toolOfAnyLine(commit: CommitAuthorship | undefined, notes: readonly AgentNote[]): Claim['anyLine'] {
  if (commit === undefined) return undefined
  switch (commit.verdict) {
    case 'human':
    case 'bot':
      return undefined
    case 'ai':
      return { tool: commit.tool ?? commit.evidence[0]?.tool ?? UNNAMED_TOOL, known: 'commit' }
    case 'ai-assisted': {
      const noted = new Set(notes.map((note) => note.tool))
      const marks = commit.evidence.flatMap(({ tool, where }) => (where === 'note' ? [] : [tool]))
      const elsewhere = marks.find((tool) => !noted.has(tool))
      if (elsewhere !== undefined) return { tool: elsewhere, known: 'commit' }
      if (notes.length === 0) return { tool: commit.tool ?? UNNAMED_TOOL, known: 'commit' }
      return marks[0] === undefined ? undefined : { tool: marks[0], known: 'beside-note' }
    }
  }
}

/** Of two tools that claim a line, the one whose range starts first keeps it. */
function toldLines(notes: readonly AgentNote[]): ReadonlyMap<string, readonly ToolLines[]> {
  const byPath = new Map<string, ToolLines[]>()
  for (const { tool, files } of notes) {
    for (const { path, lines } of files) {
      const known = byPath.get(path) ?? []
      byPath.set(path, known)
      for (const { startLine, endLine } of lines) known.push({ startLine, endLine, tool })
    }
  }
  return new Map([...byPath].map(([path, lines]) => [path, disjoint(lines)]))
}

function disjoint(lines: readonly ToolLines[]): readonly ToolLines[] {
  let covered = 0
  return lines
    .toSorted((one, other) => one.startLine - other.startLine)
    .flatMap((each) => {
      const startLine = Math.max(each.startLine, covered + 1)
      if (startLine > each.endLine) return []
      covered = each.endLine
      return [{ ...each, startLine }]
    })
}

function linesOf(origin: LineOrigin, claim: Claim): readonly AgentWrittenLines[] {
  const { sha, startLine, endLine, original } = origin
  const written = (range: LineRange, tool: string, known: AgentWrittenLines['known']): AgentWrittenLines => ({
    startLine: range.startLine,
    endLine: range.endLine,
    tool,
    sha,
    known,
  })
  if (original === undefined) {
    // Where the lines stood in their commit is not known: any of them may be one that the notes tell of.
    const tool = claim.anyLine?.tool ?? claim.toldTool
    return tool === undefined ? [] : [written(origin, tool, 'commit')]
  }
  const shift = startLine - original.startLine
  const there = { startLine: original.startLine, endLine: endLine - shift }
  const told = claim.told.get(original.path) ?? []
  const noted = partsWithin(there, told).map((part) => written(part, part.tool, 'note'))
  const { anyLine } = claim
  const others =
    anyLine === undefined ? [] : partsOutside(there, told).map((part) => written(part, anyLine.tool, anyLine.known))
  return [...noted, ...others]
    .sort((one, other) => one.startLine - other.startLine)
    .map((part) => ({ ...part, startLine: part.startLine + shift, endLine: part.endLine + shift }))
}

/** Neighbours of the same tool, commit and knowledge are one range. */
function joined(lines: readonly AgentWrittenLines[]): readonly AgentWrittenLines[] {
  const result: AgentWrittenLines[] = []
  for (const each of lines) {
    const last = result.at(-1)
    const same = last?.tool === each.tool && last.sha === each.sha && last.known === each.known
    if (last === undefined || !same || last.endLine + 1 !== each.startLine) result.push(each)
    else result[result.length - 1] = { ...last, endLine: each.endLine }
  }
  return result
}
