import type { AgentNote, CommitAuthorship, Evidence } from './authorship.ts'
import { evidenceOf } from './evidence.ts'
import type { Person } from './identity.ts'
import { UNNAMED_TOOL } from './note-tool.ts'
import type { Signatures, Tool } from './signature-index.ts'
import { readPeople } from './trailers.ts'

/** A commit with what the notes on it say: at least `ai-assisted`. Whoever may push writes notes, so they are text. */
export function withNotes(
  judged: CommitAuthorship,
  notes: readonly AgentNote[],
  signatures: Signatures,
): CommitAuthorship {
  const told = notes.filter(({ sha }) => sha === judged.sha).map((note) => noteEvidence(note, signatures))
  const [first] = told
  if (first === undefined) return judged
  const distinct = new Map(
    [...judged.evidence, ...told].map((each) => [`${each.tool} ${each.where} ${each.match}`, each]),
  )
  const evidence = [...distinct.values()]
  if (judged.verdict === 'ai' || judged.verdict === 'ai-assisted') return { ...judged, evidence }
  // As for any commit, the evidence is then that of the AI tool: a bot's own is no evidence of AI.
  const ofAi = evidence.filter(({ tool }) => signatures.tools.get(tool)?.kind !== 'automation')
  return { ...judged, verdict: 'ai-assisted', tool: first.tool, evidence: ofAi }
}

function noteEvidence({ tool, model }: AgentNote, signatures: Signatures): Evidence {
  const match = model === undefined ? tool : `${tool}, ${model}`
  return evidenceOf(toolOfNote(tool, signatures), 'note', match, 'text')
}

/** Notes are about AI alone: one that names automation, or a tool that nobody knows, is about an AI tool all the same. */
function toolOfNote(id: string, signatures: Signatures): Tool {
  const known = signatures.tools.get(id)
  if (known?.kind === 'automation') return { id: UNNAMED_TOOL, name: 'another AI tool', kind: 'ai' }
  return known ?? { id, name: id, kind: 'ai' }
}

/** Whom a note names as having directed the agent: `@login`, `Name <address>`, an address or a name. */
export function peopleOfNote({ human }: AgentNote): readonly Person[] {
  const written = human?.trim().slice(0, HUMAN_CHARS) ?? ''
  if (written === '') return []
  const login = /^@([a-z\d][a-z\d_-]{0,99})$/i.exec(written)?.[1]
  return login === undefined ? readPeople(written) : [{ name: login, email: '', login }]
}

const HUMAN_CHARS = 500
