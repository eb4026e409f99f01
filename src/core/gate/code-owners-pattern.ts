/** A pattern of a CODEOWNERS file, taken apart at its slashes and anchored at the root. */
export interface OwnersPattern {
  /** Never empty. */
  readonly segments: readonly PatternSegment[]
  /** Whether what stands below a match belongs to it: not where the last segment is a lone `*`. */
  readonly takesBelow: boolean
}

export type PatternSegment =
  /** `**`: any number of segments; at the end at least one. */
  | { readonly kind: 'any-depth' }
  | { readonly kind: 'literal'; readonly name: string }
  | { readonly kind: 'wildcard'; readonly tokens: readonly PatternToken[] }

export type PatternToken =
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'character'; readonly character: string }

/** The matcher keeps its places in the bits of a number. */
const MAX_SEGMENTS = 28
const MAX_CHARACTERS = 4_096

/** Whether a pattern is more than is read, though GitHub may read it. */
export function isTooLong(text: string): boolean {
  return text.length > MAX_CHARACTERS || text.split('/').length > MAX_SEGMENTS
}

/**
 * Reads a pattern, or says why GitHub takes it for none. As in gitignore a pattern without a slash (but at its end)
 * matches at any depth, and a directory takes what is below it; unlike there, a last `*` does not (`docs/*` is not
 * `docs/a/b`), and `!`, `[ ]` and an escaped `#` at the start do not work.
 */
export function readOwnersPattern(text: string): OwnersPattern | string {
  const problem = problemOf(text)
  if (problem !== undefined) return problem
  const names = anchored(text.split('/'))
  return { segments: names.map(segmentOf), takesBelow: names.at(-1) !== '*' }
}

function problemOf(text: string): string | undefined {
  if (text === '/') return 'its pattern is a slash alone, which matches nothing'
  if (text.startsWith('!')) return 'its pattern begins with `!`, and patterns cannot be negated'
  if (text.startsWith('\\#')) return 'its pattern begins with an escaped `#`, which does not work'
  if (/(^|[^\\])(\\\\)*[[\]]/.test(text)) return 'its pattern holds `[` or `]`, and ranges of characters do not work'
  return text.includes('***') ? 'its pattern holds three asterisks in a row' : undefined
}

function anchored(segments: readonly string[]): readonly string[] {
  const [first = '', ...rest] = segments
  const isDirectory = segments.length > 1 && segments.at(-1) === ''
  const names = isDirectory ? [...segments.slice(0, -1), '**'] : segments
  if (first === '') return names.slice(1)
  const isLone = rest.length === 0 || (rest.length === 1 && isDirectory)
  return isLone && first !== '**' ? ['**', ...names] : names
}

function segmentOf(name: string): PatternSegment {
  if (name === '**') return { kind: 'any-depth' }
  const tokens = tokensOf(name)
  const literal = tokens.flatMap((token) => (token.kind === 'character' ? token.character : []))
  return literal.length === tokens.length ? { kind: 'literal', name: literal.join('') } : { kind: 'wildcard', tokens }
}

function tokensOf(name: string): readonly PatternToken[] {
  return (name.match(/\\.|./gsu) ?? []).map((each) => {
    if (each === '*') return { kind: 'any' }
    if (each === '?') return { kind: 'one' }
    return { kind: 'character', character: each.length > 1 && each.startsWith('\\') ? each.slice(1) : each }
  })
}
