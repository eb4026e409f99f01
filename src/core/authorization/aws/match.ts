import type { TextValue } from '../../value/value.ts'
import type { Pattern, PatternOptions, Token } from './pattern.ts'

/** `unknown` where the answer depends on a symbol of the pattern. */
export type Truth = 'yes' | 'no' | 'unknown'

/** The value of a policy variable's key in the request; undefined where it is absent or has several values. */
export type Variables = (key: string) => string | undefined

/**
 * Whether one text of a request matches a pattern. A variable that the request does not resolve, and that has no
 * fallback, matches nothing. A symbol may stand for any text.
 */
export function matchText(pattern: Pattern, text: string, variables: Variables): Truth {
  const subject = pattern.ignoreCase ? text.toLowerCase() : text
  if (!beginsLike(pattern, subject)) return 'no'
  const steps = pattern.tokens.flatMap((token) => stepsOf(token, pattern.ignoreCase, variables))
  if (steps.includes('never')) return 'no'
  if (!accepts(steps, subject)) return 'no'
  return pattern.tokens.some((token) => token.kind === 'symbol') ? 'unknown' : 'yes'
}

/**
 * False where a pattern that is not parsed yet begins unlike the text, so that it need not be. One that may hold a
 * variable has to be parsed.
 */
export function mayMatch(pattern: TextValue, text: string, { ignoreCase, variables }: PatternOptions): boolean {
  const [first] = pattern.parts
  if (first?.kind !== 'literal') return true
  if (variables !== false && pattern.parts.some((part) => part.kind === 'literal' && part.text.includes('$')))
    return true
  const end = first.text.search(/[*?]/)
  const begin = end === -1 ? first.text : first.text.slice(0, end)
  return ignoreCase ? text.toLowerCase().startsWith(begin.toLowerCase()) : text.startsWith(begin)
}

/** Most patterns are told from most texts by how they begin. */
function beginsLike(pattern: Pattern, subject: string): boolean {
  const [first] = pattern.tokens
  if (first?.kind !== 'literal') return true
  return subject.startsWith(pattern.ignoreCase ? first.text.toLowerCase() : first.text)
}

/** True where a variable of the pattern has neither a value in the request nor a fallback. */
export function isUnresolved(pattern: Pattern, variables: Variables): boolean {
  return pattern.tokens.some(
    (token) => token.kind === 'variable' && token.fallback === undefined && variables(token.key) === undefined,
  )
}

/** One character, or a wildcard: `one` is any character, `many` any run; `-in-segment` excludes the colon. */
type Step = string | 'never'

const ONE = 'one'
const MANY = 'many'
const ONE_IN_SEGMENT = 'one-in-segment'
const MANY_IN_SEGMENT = 'many-in-segment'

function stepsOf(token: Token, ignoreCase: boolean, variables: Variables): readonly Step[] {
  switch (token.kind) {
    case 'literal':
      return characters(token.text, ignoreCase)
    case 'wildcard':
      if (token.many) return [token.inSegment ? MANY_IN_SEGMENT : MANY]
      return [token.inSegment ? ONE_IN_SEGMENT : ONE]
    case 'symbol':
      return [token.inSegment ? MANY_IN_SEGMENT : MANY]
    case 'variable': {
      const value = variables(token.key) ?? token.fallback
      if (value === undefined || (token.inSegment && value.includes(':'))) return ['never']
      return characters(value, ignoreCase)
    }
  }
}

function characters(text: string, ignoreCase: boolean): readonly Step[] {
  return (ignoreCase ? text.toLowerCase() : text).split('')
}

/** Reads the text once, holding every position of the pattern that may have been reached. */
function accepts(steps: readonly Step[], text: string): boolean {
  let reached = skipRuns(steps, new Set([0]))
  for (const character of text.split('')) {
    const next = new Set<number>()
    for (const at of reached) {
      const step = steps[at]
      if (step === undefined) continue
      const isRun = step === MANY || (step === MANY_IN_SEGMENT && character !== ':')
      const isOne = step === ONE || (step === ONE_IN_SEGMENT && character !== ':')
      if (isRun) next.add(at)
      else if (isOne || step === character) next.add(at + 1)
    }
    if (next.size === 0) return false
    reached = skipRuns(steps, next)
  }
  return reached.has(steps.length)
}

/** A run may be empty, so a position before one also stands after it. */
function skipRuns(steps: readonly Step[], positions: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(positions)
  for (const start of positions) {
    for (let at = start; steps[at] === MANY || steps[at] === MANY_IN_SEGMENT; at++) all.add(at + 1)
  }
  return all
}
