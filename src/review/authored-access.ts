import { type AgentWrittenLines, agentLines } from '../core/authorship/agent-lines.ts'
import type { CommitAuthorship, LineRange } from '../core/authorship/authorship.ts'
import { joinedRanges, partsWithin } from '../core/authorship/line-ranges.ts'
import type { AccessFact, LinesKnown, Location, OpenedAccess } from '../core/rules/fact.ts'
import { touches } from '../core/text/line-changes.ts'
import type { AuthorshipContext, AuthorshipMark } from './authorship-context.ts'
import type { TreeComparison } from './compare-trees.ts'

/** Access facts on lines of AI tools that are known alike, in one file and on one side of it. */
export interface AuthoredAccess extends OpenedAccess {
  /** The first run of the lines. */
  readonly location: Location
  readonly tools: readonly string[]
  readonly commits: readonly CommitAuthorship[]
}

/** Files whose lines' origins are asked for, at most; others are taken as a whole. */
const MAX_FILES = 50

/**
 * Which access facts stand on lines that AI tools wrote. The history says so line by line; where it cannot (deleted
 * lines, a cause elsewhere, no history, beyond the limit), a file that a marked commit changes counts whole, and so does
 * every file where the commits' files are not known: not knowing never acquits.
 */
export async function authoredAccess(
  mark: AuthorshipMark,
  context: AuthorshipContext,
): Promise<readonly AuthoredAccess[]> {
  const byFile = Map.groupBy(accessFactsOf(context.change), ({ location }) => location.file)
  const found: AuthoredAccess[] = []
  for (const [index, [path, facts]] of [...byFile].entries()) {
    const lines = index < MAX_FILES ? await writtenLines(path, facts, mark, context) : undefined
    const authored = facts.flatMap((fact) => authoredFact(fact, lines, mark, context) ?? [])
    const groups = Map.groupBy(authored, ({ fact, known }) => `${fact.location.side ?? 'head'} ${known}`)
    found.push(...[...groups.values()].flatMap((group) => together(group, mark) ?? []))
  }
  return found
}

/** The facts that access may grow by. */
function accessFactsOf({ facts }: Pick<TreeComparison, 'facts'>): readonly AccessFact[] {
  return facts.filter(
    (fact): fact is AccessFact => fact.kind === 'granted' || fact.kind === 'undecided' || fact.kind === 'malformed',
  )
}

/** The AI-written lines of a file at head; undefined where they cannot be told from the others. */
async function writtenLines(
  path: string,
  facts: readonly AccessFact[],
  mark: AuthorshipMark,
  { authorship, change, commits }: AuthorshipContext,
): Promise<readonly AgentWrittenLines[] | undefined> {
  if (commits === undefined || mark.commits.length === 0) return undefined
  if (!facts.some(({ location }) => standsOnChange(location, change))) return undefined
  const origins = await commits.history.lineOrigins(commits.headSha, path)
  // A link has other lines than what it leads to.
  const isWhole = facts.every(({ location: { side, endLine } }) => side === 'base' || endLine <= lastLine(origins))
  return isWhole ? agentLines(origins, mark.commits, authorship.notes) : undefined
}

function lastLine(origins: readonly LineRange[] = []): number {
  return origins.at(-1)?.endLine ?? 0
}

/** Whether a fact stands on lines of head that the change itself brought. */
function standsOnChange(location: Location, change: TreeComparison): boolean {
  return location.side === undefined && isOnChange(location, change)
}

/** Whether a fact stands on lines that the change brought or took away. Elsewhere its cause is another place. */
function isOnChange({ file, side, ...lines }: Location, { governed, others, sources }: TreeComparison): boolean {
  const { added, removed } = sources.changes(file)
  const isChanged = others.includes(file) || governed.some(({ path }) => path === file)
  return isChanged && touches(side === 'base' ? removed : added, lines)
}

interface AuthoredFact {
  readonly fact: AccessFact
  readonly known: LinesKnown
  readonly lines: readonly LineRange[]
  readonly commits: readonly string[]
  /** Empty where the commits tell. */
  readonly tools: readonly string[]
}

function authoredFact(
  fact: AccessFact,
  lines: readonly AgentWrittenLines[] | undefined,
  mark: AuthorshipMark,
  context: AuthorshipContext,
): AuthoredFact | undefined {
  const whole = (known: LinesKnown, commits: readonly CommitAuthorship[]): AuthoredFact => {
    const { startLine, endLine } = fact.location
    return { fact, known, lines: [{ startLine, endLine }], commits: commits.map(({ sha }) => sha), tools: [] }
  }
  const isTold = lines !== undefined && standsOnChange(fact.location, context.change)
  const parts = isTold ? partsWithin(fact.location, lines) : []
  if (parts.length > 0) return toldFact(fact, parts)
  const suspects = isTold ? rewritten(fact.location.file, mark, context) : suspectsOf(fact.location, mark, context)
  if (suspects.length > 0) return whole(knownBy(fact.location, suspects, mark, context), suspects)
  const { tools, evidence } = context.authorship
  const onIt = evidence.map(({ tool }) => tool).filter((tool) => tools.includes(tool))
  return mark.isOnPullRequest ? { ...whole('pull-request', []), tools: onIt.length > 0 ? onIt : tools } : undefined
}

/** What a note names or a commit's mark covers is told; what a note leaves to others only where there is nothing else. */
function toldFact(fact: AccessFact, parts: readonly AgentWrittenLines[]): AuthoredFact {
  const certain = parts.filter((part) => part.known !== 'beside-note')
  const told = certain.length > 0 ? certain : parts
  const known = certain.length === 0 ? 'file' : certain.some((part) => part.known === 'commit') ? 'history' : 'note'
  const [commits, tools] = [told.map(({ sha }) => sha), told.map(({ tool }) => tool)]
  return { fact, known, lines: joinedRanges(told), commits, tools }
}

/** Marked commits that a force-push took away: their lines may live on in commits without a mark. */
function rewritten(path: string, mark: AuthorshipMark, { commits }: AuthorshipContext): readonly CommitAuthorship[] {
  const current = commits?.current
  return current === undefined ? [] : mark.commitsOf(path).filter(({ sha }) => !current.has(sha))
}

/** Marked commits that the fact may come from: those of its file or, where its cause is elsewhere, of any governed one. */
function suspectsOf(
  location: Location,
  mark: AuthorshipMark,
  { change }: AuthorshipContext,
): readonly CommitAuthorship[] {
  return isOnChange(location, change) ? mark.commitsOf(location.file) : mark.ofGoverned
}

function knownBy(
  { file }: Location,
  suspects: readonly CommitAuthorship[],
  mark: AuthorshipMark,
  { authorship }: AuthorshipContext,
): LinesKnown {
  if (mark.isAlone(file) && authorship.complete) return 'only-author'
  return suspects.every(({ sha }) => mark.changes(sha, file) === true) ? 'file' : 'commits'
}

/** What several facts of a file, known alike, say together. */
function together(group: readonly AuthoredFact[], mark: AuthorshipMark): AuthoredAccess | undefined {
  const [first] = group
  if (first === undefined) return undefined
  const shas = new Set(group.flatMap(({ commits }) => commits))
  const commits = mark.commits.filter(({ sha }) => shas.has(sha))
  const tools = group.flatMap((each) => each.tools)
  const ofCommits = commits.flatMap(({ evidence }) => evidence.map(({ tool }) => tool))
  const lines = joinedRanges(group.flatMap((each) => each.lines))
  const isHead = first.fact.location.side === undefined
  return {
    location: isHead ? { file: first.fact.location.file, ...(lines[0] ?? first.fact.location) } : first.fact.location,
    lines,
    known: first.known,
    facts: group.map(({ fact }) => fact),
    commits,
    tools: [...new Set(tools.length > 0 ? tools : ofCommits)],
  }
}
