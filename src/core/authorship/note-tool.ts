import { fold, type Signatures } from './signature-index.ts'

/** Stands for an AI tool that is not named, as in rules/authorship/signatures.yml. */
export const UNNAMED_TOOL = 'other-ai-tool'

const MAX_TOOL_CHARS = 64
/** What tells the variants of a tool apart that leave the same evidence: `claude-web`, `codex-cloud`. */
const VARIANTS: ReadonlySet<string> = new Set(['agent', 'app', 'cli', 'cloud', 'code', 'desktop', 'ide', 'web'])

/**
 * The id of the AI tool that a note's `agent_id.tool` names: an id or a name of the signatures, whatever separates its
 * words, also with a variant behind it. A tool that is not known stays as it is given.
 */
export function noteTool(given: string, signatures: Signatures): string {
  const name = given.trim().slice(0, MAX_TOOL_CHARS)
  let words = wordsOf(name)
  if (words.length === 0) return UNNAMED_TOOL
  for (;;) {
    const known = knownTool(words, signatures)
    if (known !== undefined) return known
    if (words.length === 1 || !VARIANTS.has(words.at(-1) ?? '')) return name
    words = words.slice(0, -1)
  }
}

function wordsOf(name: string): readonly string[] {
  return fold(name)
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
}

function knownTool(words: readonly string[], signatures: Signatures): string | undefined {
  const byId = signatures.tools.get(words.join('-'))
  if (byId !== undefined) return byId.id
  const name = words.join(' ')
  return signatures.names.find((known) => wordsOf(known.name).join(' ') === name)?.tool.id
}
