import { recognise } from './identity.ts'
import type { Signatures, Tool } from './signature-index.ts'
import { readPeople, type Trailer } from './trailers.ts'

/** `Assisted-by:` (Linux kernel, Fedora, LLVM) and what people write in its place. */
const ASSISTED_KEYS: ReadonlySet<string> = new Set([
  'assisted-by',
  'ai-assisted-by',
  'llm-assisted-by',
  'ai-generated-by',
  'co-generated-by',
])
/** Apache's `Generated-by: <tool> <version>`; code generators write it too, so only known names count. */
const GENERATED_KEYS: ReadonlySet<string> = new Set(['generated-by', 'generated-with'])

/** Whether a trailer of this key may name an AI tool that helped. */
export function isAssistanceKey(key: string): boolean {
  return ASSISTED_KEYS.has(key) || GENERATED_KEYS.has(key)
}

/**
 * The AI tool that an assistance trailer names, else null. People are credited with `Assisted-by:` too, so it takes a
 * known tool's name – alone or followed by what a model, a version or a note looks like – or the kernel's `TOOL:MODEL`.
 */
export function assistingTool(trailer: Trailer, signatures: Signatures): Tool | null {
  const assisted = ASSISTED_KEYS.has(trailer.key)
  if (!assisted && !GENERATED_KEYS.has(trailer.key)) return null
  const written = trailer.value.slice(0, VALUE_CHARS)
  if (ADDRESS.test(written)) return addressedTool(written, signatures)
  const value = plainName(written)
  const known = knownTool(value, signatures)
  if (known !== null || !assisted || !TOOL_AND_MODEL.test(value)) return known
  return signatures.tools.get(UNNAMED_TOOL) ?? { id: UNNAMED_TOOL, name: 'another AI tool', kind: 'ai' }
}

/** More than any tool, model and list of helpers need. */
const VALUE_CHARS = 300
/** An angle bracket with an `@` behind it; a link in brackets is no address. */
const ADDRESS = /<[^<]*@/
const UNNAMED_TOOL = 'other-ai-tool'
/** The model holds a digit or a hyphen, which tells it from `Name:remark`; the look-ahead and the rest are linear. */
const TOOL_AND_MODEL =
  /^[a-z][\w.+-]{1,40}(?: [a-z][\w.+-]{1,40})?:(?!\/\/)(?=[\w./:]{0,60}[\d-])[a-z0-9][\w./:-]{1,80}(?:[\s#([,]|$)/i

/** With an address, the address decides: a person's makes it a person's credit, whatever the name. */
function addressedTool(value: string, signatures: Signatures): Tool | null {
  for (const person of readPeople(value)) {
    const tool = recognise(person, 'co-author', signatures).find((found) => found.tool.kind === 'ai')?.tool
    if (tool !== undefined) return tool
  }
  return null
}

/** Without the marks in front of a name (`[Claude Code](…)`, in backticks) and a link in brackets behind it. */
function plainName(value: string): string {
  const link = value.indexOf('<')
  return (link === -1 ? value : value.slice(0, link)).trimEnd().replace(/^[[`"'*_]+/, '')
}

function knownTool(value: string, signatures: Signatures): Tool | null {
  const folded = value.toLowerCase()
  const found = signatures.names.find(({ name, shared }) => {
    if (!folded.startsWith(name)) return false
    const rest = folded.slice(name.length)
    return shared ? isModel(rest) : rest === '' || /^\s*[.,;@#([+&\]`"'*]/.test(rest) || isModel(rest) || isLinked(rest)
  })
  return found?.tool ?? null
}

/** `:model`, `/model`, `v1.2`, `Opus 4`, `-opus-4`: what follows a tool's name, never a person's. */
function isModel(rest: string): boolean {
  if (/^\s?[:/]\S/.test(rest)) return true
  const word = wordAfter(rest)
  return word !== undefined && (/\d/.test(word) || QUALIFIERS.has(word))
}

/** `Cursor with Claude Sonnet`, `GPT via Codex`. */
function isLinked(rest: string): boolean {
  return LINKS.has(wordAfter(rest) ?? '')
}

function wordAfter(rest: string): string | undefined {
  return /^[\s-]{1,5}([\w.]{1,60})/.exec(rest)?.[1]
}

const LINKS: ReadonlySet<string> = new Set(['and', 'for', 'in', 'on', 'using', 'via', 'with'])
const QUALIFIERS: ReadonlySet<string> = new Set([
  ...['agent', 'ai', 'assistant', 'chat', 'cli', 'cloud', 'code', 'coder', 'codex', 'desktop', 'ide', 'llm', 'model'],
  ...[
    'auto',
    'flash',
    'fable',
    'haiku',
    'large',
    'lite',
    'max',
    'mini',
    'nano',
    'opus',
    'plus',
    'pro',
    'sonnet',
    'ultra',
  ],
])
