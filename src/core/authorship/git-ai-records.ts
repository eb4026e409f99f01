import { z } from 'zod'
import type { LineRange } from './authorship.ts'
import { type Attestation, lineRange } from './git-ai-attestations.ts'

/** What a note's JSON says, whatever its version. */
export interface NoteRecords {
  /** Sessions of agents by key, in the note's order. */
  readonly sessions: ReadonlyMap<string, AgentSession>
  /** Versions 1 and 2 keep lines in the JSON; undefined where it holds none. */
  readonly attestations: readonly Attestation[] | undefined
}

export interface AgentSession {
  /** As written; empty where the record does not name it. */
  readonly tool: string
  readonly model?: string
  readonly human?: string
}

const MAX_SESSIONS = 200
const MAX_ATTESTATIONS = 50_000
const MAX_RANGES = 200_000
const MAX_TEXT_CHARS = 200

/**
 * Reads the JSON of an authorship log: `sessions` and `prompts` of version 3, `prompts` and `files` of versions 1 and
 * 2, or one bare record with an `agent_id`. Undefined where the text is nothing of the kind. Later versions are read as
 * far as they keep these names.
 */
export function readNoteRecords(json: string): NoteRecords | undefined {
  const parsed = noteJson.safeParse(parseJson(json))
  if (!parsed.success) return undefined
  const { schema_version, sessions, prompts, files, agent_id } = parsed.data
  const isLog = typeof schema_version === 'string' && schema_version.startsWith('authorship/')
  if (!isLog && sessions === undefined && prompts === undefined && agent_id === undefined) return undefined
  const records = [...entriesOf(sessions), ...entriesOf(prompts)].slice(0, MAX_SESSIONS)
  const read = records.map(([key, record]) => [key, sessionOf(record)] as const)
  const bare = agent_id === undefined ? [] : [['', sessionOf(parsed.data)] as const]
  return { sessions: new Map([...read, ...bare]), attestations: files === undefined ? undefined : linesOf(files) }
}

/** Values are read one by one: one that is broken spoils no other. */
const noteJson = z.looseObject({
  schema_version: z.unknown().optional(),
  sessions: z.unknown().optional(),
  prompts: z.unknown().optional(),
  files: z.unknown().optional(),
  agent_id: z.unknown().optional(),
})
const sessionJson = z.looseObject({
  agent_id: z.looseObject({ tool: z.string(), model: z.string().optional().catch(undefined) }),
  human_author: z.string().optional().catch(undefined),
})
/** `[lines, author, session?, turn?]`; a line is a number or a pair of numbers. */
const entryJson = z.tuple([z.array(z.unknown()), z.unknown()]).rest(z.unknown())
const pairJson = z.tuple([z.number(), z.number()])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An array's or a text's entries would be no records by key. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

/** A record that cannot be read still says that an agent was at work. */
function sessionOf(record: unknown): AgentSession {
  const parsed = sessionJson.safeParse(record)
  if (!parsed.success) return { tool: '' }
  const { agent_id, human_author } = parsed.data
  const model = shortText(agent_id.model)
  const human = shortText(human_author)
  return { tool: agent_id.tool, ...(model === '' ? {} : { model }), ...(human === '' ? {} : { human }) }
}

function shortText(text: string | undefined): string {
  return (text ?? '').trim().slice(0, MAX_TEXT_CHARS)
}

/** An entry without a session is a human's; beyond the limits nothing is told. */
function linesOf(files: unknown): readonly Attestation[] | undefined {
  const found: Attestation[] = []
  let ranges = 0
  for (const [path, entries] of entriesOf(files)) {
    for (const entry of Array.isArray(entries) ? entries : [entries]) {
      const attestation = attestationOf(path, entry)
      if (attestation === undefined) continue
      found.push(attestation)
      ranges += attestation.lines?.length ?? 0
      if (found.length > MAX_ATTESTATIONS || ranges > MAX_RANGES) return undefined
    }
  }
  return found
}

function attestationOf(path: string, entry: unknown): Attestation | undefined {
  const parsed = entryJson.safeParse(entry)
  if (!parsed.success) return { path, key: '', lines: undefined }
  const [lines, , session] = parsed.data
  if (typeof session !== 'string') return undefined
  return { path, key: session, lines: rangesOf(lines) }
}

function rangesOf(lines: readonly unknown[]): readonly LineRange[] | undefined {
  const ranges: LineRange[] = []
  for (const line of lines) {
    const pair = pairJson.safeParse(line)
    const range = pair.success ? lineRange(...pair.data) : lineRange(Number(line), Number(line))
    if (range === undefined) return undefined
    ranges.push(range)
  }
  return ranges
}
