/** Terraform's engine needs linear time for any pattern; ours does not, so patterns are kept small and simple. */
const MAX_PATTERN_LENGTH = 200
const MAX_REPETITIONS = 3
const MAX_BOUND = 100

const SPACE = '\\t\\n\\f\\r '
const KEPT_ESCAPES = 'dDwWbBntrfv'
const SYNTAX = '^$\\.*+?()[]{}|/'

/**
 * A pattern of RE2's syntax as one of ours with the same meaning; undefined where there is none or where matching
 * might take long: groups are not repeated, and few things are. Source: "RE2 syntax".
 */
export function safePattern(pattern: string, flags: string): RegExp | undefined {
  if (pattern.length > MAX_PATTERN_LENGTH) return undefined
  const translated = translate(pattern)
  if (translated === undefined) return undefined
  try {
    return new RegExp(translated, flags)
  } catch {
    // What RE2 takes and we do not (a lone brace, an odd range) is not evaluated; the caller says so.
    return undefined
  }
}

function translate(pattern: string): string | undefined {
  let output = ''
  let repetitions = 0
  let at = 0
  while (at < pattern.length) {
    const token = readToken(pattern, at)
    if (token === undefined) return undefined
    if (token.repeats) repetitions += 1
    output += token.text
    at = token.end
  }
  return repetitions > MAX_REPETITIONS ? undefined : output
}

interface Token {
  readonly text: string
  readonly end: number
  readonly repeats?: boolean
}

function readToken(pattern: string, at: number): Token | undefined {
  const character = pattern[at] ?? ''
  switch (character) {
    case '\\':
      return readEscape(pattern, at, false)
    case '[':
      return readClass(pattern, at)
    case '(':
      return readGroup(pattern, at)
    case ')':
      return '*+{'.includes(pattern[at + 1] ?? 'x') ? undefined : { text: ')', end: at + 1 }
    case '.':
      return { text: '[^\\n]', end: at + 1 }
    case '*':
    case '+':
      return { text: character, end: at + 1, repeats: true }
    case '{':
      return readBounds(pattern, at)
    default:
      return { text: character, end: at + 1 }
  }
}

function readEscape(pattern: string, at: number, inClass: boolean): Token | undefined {
  const escaped = pattern[at + 1]
  if (escaped === undefined) return undefined
  const end = at + 2
  if (escaped === 's') return { text: inClass ? SPACE : `[${SPACE}]`, end }
  if (escaped === 'S') return inClass ? undefined : { text: `[^${SPACE}]`, end }
  if (KEPT_ESCAPES.includes(escaped)) return { text: `\\${escaped}`, end }
  if (SYNTAX.includes(escaped) || (inClass && escaped === '-')) return { text: `\\${escaped}`, end }
  return /[A-Za-z0-9]/.test(escaped) ? undefined : { text: escaped, end }
}

function readClass(pattern: string, start: number): Token | undefined {
  let text = '['
  let at = start + 1
  if (pattern[at] === '^') {
    text += '^'
    at += 1
  }
  for (let first = true; at < pattern.length; first = false) {
    const character = pattern[at] ?? ''
    if (character === ']' && !first) return { text: `${text}]`, end: at + 1 }
    if (character === '[' && pattern[at + 1] === ':') return undefined
    const token = character === '\\' ? readEscape(pattern, at, true) : classCharacter(character, at)
    if (token === undefined) return undefined
    text += token.text
    at = token.end
  }
  return undefined
}

function classCharacter(character: string, at: number): Token {
  return { text: character === '[' || character === ']' ? `\\${character}` : character, end: at + 1 }
}

function readGroup(pattern: string, at: number): Token | undefined {
  if (pattern[at + 1] !== '?') return { text: '(', end: at + 1 }
  if (pattern.startsWith('(?:', at)) return { text: '(?:', end: at + 3 }
  const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(pattern.slice(at))
  return named === null ? undefined : { text: `(?<${named[1]}>`, end: at + named[0].length }
}

function readBounds(pattern: string, at: number): Token | undefined {
  const bounds = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(pattern.slice(at))
  if (bounds === null) return undefined
  const highest = Number(bounds[3] || bounds[1])
  return highest > MAX_BOUND ? undefined : { text: bounds[0], end: at + bounds[0].length, repeats: true }
}
