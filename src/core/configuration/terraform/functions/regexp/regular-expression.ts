import { compile, type Program } from './compile.ts'
import { parsePattern } from './parse.ts'
import { type Captures, type Effort, search } from './search.ts'

/** Longer patterns are not read. */
const MAX_PATTERN_LENGTH = 5_000

export interface RegularExpression {
  readonly program: Program
  readonly names: readonly (string | undefined)[]
}

/** `invalid` is what Terraform refuses as well, `too-long` what is beyond our limits. */
export function readRegularExpression(source: string): RegularExpression | 'invalid' | 'too-long' {
  if (source.length > MAX_PATTERN_LENGTH) return 'too-long'
  const parsed = parsePattern(source)
  if (parsed === undefined) return 'invalid'
  const program = compile(parsed.node)
  return program === undefined ? 'too-long' : { program, names: parsed.names }
}

/** A text as characters, with what a match says of it. */
export interface Subject {
  readonly characters: readonly string[]
  readonly codePoints: readonly number[]
}

export function subjectOf(text: string): Subject {
  const characters = [...text]
  return { characters, codePoints: characters.map((character) => character.codePointAt(0) ?? 0) }
}

/** The text of a group; undefined where it took no part. */
export function groupText(subject: Subject, captures: Captures, group: number): string | undefined {
  const [start = -1, end = -1] = [captures[group * 2], captures[group * 2 + 1]]
  return start < 0 || end < 0 ? undefined : subject.characters.slice(start, end).join('')
}

/**
 * All matches that do not overlap, at most `limit`. An empty match right behind another one does not count.
 * Undefined where that takes more than `effort`.
 */
export function matchesOf(
  expression: RegularExpression,
  subject: Subject,
  effort: Effort,
  limit: number,
): readonly Captures[] | undefined {
  const found: Captures[] = []
  let previousEnd = -1
  let from = 0
  while (from <= subject.codePoints.length && found.length < limit) {
    const captures = search(expression.program, subject.codePoints, from, effort)
    if (captures === 'too-long') return undefined
    if (captures === 'none') break
    const [start = 0, end = 0] = captures
    if (end > start || start !== previousEnd) found.push(captures)
    from = end > from ? end : from + 1
    previousEnd = end
  }
  return found
}
