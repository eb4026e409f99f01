import type { OwnersPattern, PatternSegment, PatternToken } from './code-owners-pattern.ts'

/**
 * Whether a path, taken apart at its slashes, is what the pattern stands for or below it. Case matters, as on GitHub.
 * Takes the product of both lengths at most, whatever the pattern is.
 */
export function matchesOwnersPattern({ segments, takesBelow }: OwnersPattern, path: readonly string[]): boolean {
  const last = segments.length - 1
  // Bit number n: the pattern's first n segments are matched by what was read of the path.
  let reached = withSkipped(segments, 1)
  for (let index = 0; index < path.length && reached !== 0; index += 1) {
    const name = path[index] ?? ''
    let next = 0
    for (let at = 0; at <= last; at += 1) {
      const segment = segments[at]
      if ((reached & (1 << at)) === 0 || segment === undefined) continue
      if (segment.kind !== 'any-depth') next |= matchesName(segment, name) ? 1 << (at + 1) : 0
      else if (at === last) return true
      else next |= 1 << at
    }
    if ((next & (1 << segments.length)) !== 0 && (takesBelow || index === path.length - 1)) return true
    reached = withSkipped(segments, next)
  }
  return false
}

/** A `**` that is not the last segment may stand for nothing. */
function withSkipped(segments: readonly PatternSegment[], reached: number): number {
  let all = reached
  for (let at = 0; at < segments.length - 1; at += 1) {
    if ((all & (1 << at)) !== 0 && segments[at]?.kind === 'any-depth') all |= 1 << (at + 1)
  }
  return all
}

function matchesName(segment: Exclude<PatternSegment, { kind: 'any-depth' }>, name: string): boolean {
  return segment.kind === 'literal' ? segment.name === name : matchesTokens(segment.tokens, name)
}

/** Only the last `*` is ever taken back. */
function matchesTokens(tokens: readonly PatternToken[], name: string): boolean {
  let at = 0
  let inTokens = 0
  let star = -1
  let starAt = 0
  while (at < name.length) {
    const token = tokens[inTokens]
    if (token?.kind === 'any') {
      star = inTokens
      starAt = at
      inTokens += 1
    } else if (token?.kind === 'one' || (token !== undefined && name.startsWith(token.character, at))) {
      at += token.kind === 'one' ? charactersAt(name, at) : token.character.length
      inTokens += 1
    } else if (star >= 0) {
      starAt += charactersAt(name, starAt)
      at = starAt
      inTokens = star + 1
    } else return false
  }
  return tokens.slice(inTokens).every(({ kind }) => kind === 'any')
}

/** UTF-16 units of the character there. */
function charactersAt(name: string, at: number): number {
  return (name.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}
