/**
 * True where `pattern` with `*` (any text) and `?` (any one character) matches the whole of `text`.
 * Never exponential: only the last `*` is taken back. At worst it takes as long as all of the text times all of the
 * pattern, where each try fits but for its end.
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let starAt = 0
  while (at < text.length) {
    // Beyond the pattern's end it is NaN, which equals nothing.
    const wanted = pattern.charCodeAt(inPattern)
    if (wanted === ANY_TEXT) {
      star = inPattern
      starAt = at
      inPattern += 1
    } else if (wanted === ANY_CHARACTER || wanted === text.charCodeAt(at)) {
      at += 1
      inPattern += 1
    } else if (star >= 0) {
      starAt += 1
      at = starAt
      inPattern = star + 1
    } else return false
  }
  while (pattern.charCodeAt(inPattern) === ANY_TEXT) inPattern += 1
  return inPattern === pattern.length
}

const ANY_TEXT = 42
const ANY_CHARACTER = 63
