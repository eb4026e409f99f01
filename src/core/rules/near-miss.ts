/** The candidate that `word` was probably meant to be, or undefined where none is close enough to be worth saying. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const written = word.slice(0, LONGEST_WORD).toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(written.length * 0.4)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(written, candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

const LONGEST_WORD = 80

/** Levenshtein distance: insertions, deletions and substitutions. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const substituted = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      current.push(Math.min(substituted, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[right.length] ?? 0
}
