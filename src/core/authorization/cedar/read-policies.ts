/** One policy of a text of Cedar, as far as two texts are compared. */
export interface CedarPolicy {
  readonly effect: 'permit' | 'forbid'
  /** Equal for texts that differ in nothing but white space and comments. */
  readonly text: string
}

/**
 * The policies of a text of Cedar; undefined where it is not certain what they are. Only their effect is read: what a
 * policy is about, and on what conditions, stays text. Source: "Cedar policy syntax", Cedar policy language reference.
 */
export function readCedarPolicies(text: string): readonly CedarPolicy[] | undefined {
  const tokens = tokensOf(text)
  if (tokens === undefined) return undefined
  const policies: CedarPolicy[] = []
  let start = 0
  let depth = 0
  for (const [at, token] of tokens.entries()) {
    depth += OPENING.has(token) ? 1 : CLOSING.has(token) ? -1 : 0
    if (depth < 0) return undefined
    if (token !== ';' || depth > 0) continue
    const policy = policyOf(tokens.slice(start, at))
    if (policy === undefined) return undefined
    policies.push(policy)
    start = at + 1
  }
  return start === tokens.length && depth === 0 ? policies : undefined
}

/** Longer texts are not read: the service takes 10,000 bytes. */
const MAX_LENGTH = 100_000

const OPENING: ReadonlySet<string> = new Set(['(', '[', '{'])
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}'])

/** White space or a comment; or a string, a name, a number, an operator, or any one character. */
const TOKEN = /\s+|\/\/[^\n\r]*|("(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|\d+|::|[=!<>]=|&&|\|\||[^\s"])/sy

/** The tokens of a text without white space and comments; undefined where something is none. */
function tokensOf(text: string): readonly string[] | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const tokens: string[] = []
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (found === null) return undefined
    if (found[1] !== undefined) tokens.push(found[1])
  }
  return tokens
}

/** Annotations say nothing of access, and they may stand before the effect. */
function policyOf(tokens: readonly string[]): CedarPolicy | undefined {
  const body = withoutAnnotations(tokens)
  const [effect, next] = body
  if ((effect !== 'permit' && effect !== 'forbid') || next !== '(') return undefined
  return { effect, text: body.join(' ') }
}

/** `@name("text")`, or `@name` alone. */
function withoutAnnotations(tokens: readonly string[]): readonly string[] {
  const [first, name = '', open, text = '', close] = tokens
  if (first !== '@' || !/^\w+$/.test(name)) return tokens
  const hasText = open === '(' && text.startsWith('"') && close === ')'
  return withoutAnnotations(tokens.slice(hasText ? 5 : 2))
}
