import type { Evidence, EvidenceStrength } from './authorship.ts'
import type { Tool } from './signature-index.ts'

/** Whoever wrote the commit chose the text that matched, and how long it is. */
const MATCH_CHARS = 200

/** One piece of evidence, with as much of the matching text as a reader needs. */
export function evidenceOf(tool: Tool, where: string, match: string, strength: EvidenceStrength): Evidence {
  return { tool: tool.id, where, match: match.trim().slice(0, MATCH_CHARS), strength }
}
