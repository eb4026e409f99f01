import type { AgentLines, AgentNote, LineRange } from './authorship.ts'
import { type Attestation, readAttestations } from './git-ai-attestations.ts'
import { type AgentSession, readNoteRecords } from './git-ai-records.ts'
import { joinedRanges } from './line-ranges.ts'
import { noteTool, UNNAMED_TOOL } from './note-tool.ts'
import type { Signatures } from './signature-index.ts'

/** What a note at `refs/notes/ai` says. Notes that are something else, or broken, are no evidence and no error. */
export type GitAiNote =
  /** One entry for each tool, model and human; none where the note tells that no agent was at work. */
  | { readonly kind: 'read'; readonly notes: readonly AgentNote[] }
  /** `why` is a predicate about the note. */
  | { readonly kind: 'unreadable'; readonly why: string }

/** Notes of early versions hold whole conversations, and reach some megabytes. */
const MAX_NOTE_CHARS = 8 * 1024 * 1024

/**
 * Reads one note of git-ai's ("authorship log", versions 1 to 3): which agents had a part in a commit, who directed
 * them, and which lines they wrote. Total. Where the lines of an agent cannot be read in full, none are given, which
 * stands for all of the commit. Source: the git-ai standard 3.0.0, sections 1.2 and 3.
 */
export function readGitAiNote(
  note: { readonly sha: string; readonly text: string },
  signatures: Signatures,
): GitAiNote {
  if (note.text.length > MAX_NOTE_CHARS) return { kind: 'unreadable', why: 'is larger than 8 MiB' }
  const divider = DIVIDER.exec(note.text)
  const json = divider === null ? note.text : note.text.slice(divider.index + divider[0].length)
  const records = readNoteRecords(json)
  if (records === undefined) return { kind: 'unreadable', why: "holds no authorship log in git-ai's format" }
  const attestations = divider === null ? records.attestations : readAttestations(note.text.slice(0, divider.index))
  const agents = agentsOf(records.sessions, attestations ?? (divider === null ? [] : BEYOND_LIMITS))
  const notes = [...agents.values()].map((agent) => agentNote(note.sha, agent, attestations !== undefined))
  return { kind: 'read', notes: joinedByAgent(notes, signatures) }
}

/** A line of its own between the lines and the JSON. */
const DIVIDER = /^---\r?$/m

/** Entries that are too many to be read may be of sessions that are recorded elsewhere. */
const BEYOND_LIMITS: readonly Attestation[] = [{ path: undefined, key: '', lines: undefined }]

/** What one session's entries add up to. */
interface Agent {
  readonly session: AgentSession
  readonly files: Map<string, LineRange[]>
  /** False where an entry of it cannot be read. */
  complete: boolean
}

function agentsOf(
  sessions: ReadonlyMap<string, AgentSession>,
  attestations: readonly Attestation[],
): ReadonlyMap<string, Agent> {
  const agents = new Map<string, Agent>()
  for (const [key, session] of sessions) agents.set(key, { session, files: new Map(), complete: true })
  let readable = true
  for (const { key: written, path, lines } of attestations) {
    const key = written.split('::', 1)[0] ?? ''
    if (isHumanKey(key)) continue
    // A session that stands in another commit's note is an agent's all the same; those are all one here.
    const agent = agents.get(key) ??
      agents.get(ELSEWHERE) ?? { session: { tool: '' }, files: new Map(), complete: true }
    if (!agents.has(key)) agents.set(ELSEWHERE, agent)
    if (!SESSION_KEY.test(key)) readable = false
    if (path === undefined || lines === undefined) agent.complete = false
    else addLines(agent.files, path, lines)
  }
  // An entry of nobody knows whose may be anybody's.
  if (!readable) for (const agent of agents.values()) agent.complete = false
  return agents
}

/** No key holds a space. */
const ELSEWHERE = 'recorded elsewhere'
const SESSION_KEY = /^[\w.-]{1,200}$/

/** `human` is what early versions wrote. */
function isHumanKey(key: string): boolean {
  return key.startsWith('h_') || key === 'human'
}

function addLines(files: Map<string, LineRange[]>, path: string, lines: readonly LineRange[]): void {
  const known = files.get(path) ?? []
  files.set(path, known)
  for (const range of lines) known.push(range)
}

interface Found extends Omit<AgentNote, 'files'> {
  readonly files: ReadonlyMap<string, readonly LineRange[]> | undefined
}

function agentNote(sha: string, { session, files, complete }: Agent, linesTold: boolean): Found {
  return { sha, ...session, files: complete && linesTold ? files : undefined }
}

/** Sessions of one tool, model and human are one note: all that differs is their number. */
function joinedByAgent(found: readonly Found[], signatures: Signatures): readonly AgentNote[] {
  const toolIds = new Map<string, string>()
  const toolOf = (given: string): string => {
    const known = toolIds.get(given) ?? (given === '' ? UNNAMED_TOOL : noteTool(given, signatures))
    toolIds.set(given, known)
    return known
  }
  const groups = Map.groupBy(
    found
      .filter(({ tool }) => tool.trim().toLowerCase() !== 'human')
      .map((each) => ({ ...each, tool: toolOf(each.tool) })),
    ({ tool, model, human }) => JSON.stringify([tool, model, human]),
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ ...first, ...linesOf(group) }]
  })
}

function linesOf(group: readonly Found[]): Pick<AgentNote, 'files' | 'noLines'> {
  const all = new Map<string, LineRange[]>()
  for (const { files } of group) {
    if (files === undefined) return { files: [] }
    for (const [path, lines] of files) addLines(all, path, lines)
  }
  const files: readonly AgentLines[] = [...all].map(([path, lines]) => ({ path, lines: joinedRanges(lines) }))
  return files.length === 0 ? { files, noLines: true } : { files }
}
