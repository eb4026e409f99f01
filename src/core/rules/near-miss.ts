/**
 * The candidate that `word` was probably meant to be, or undefined where none is close enough to be worth saying. Whoever
 * left out the category of a rule, or wrote another one's, meant the one of that name, and so did whoever wrote the
 * words of the name in another order.
 */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const written = word.slice(0, LONGEST_WORD)
  const name = written.slice(written.lastIndexOf('/') + 1)
  const isSame = (each: string) => each.endsWith(`/${name}`)
  const isReordered = (each: string) => each.includes('/') && wordsOf(each) === wordsOf(written)
  return candidates.find(isSame) ?? candidates.find(isReordered) ?? closest(written, candidates)
}

/** Of the name alone, in alphabetical order. */
function wordsOf(id: string): string {
  const words = id.slice(id.lastIndexOf('/') + 1).split('-')
  return words.sort().join('-')
}

function closest(word: string, candidates: readonly string[]): string | undefined {
  const written = word.toLowerCase()
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

/** The same as a sentence with a space behind it, to stand before the other ways out; empty where nothing is close. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const meant = nearMiss(word, candidates)
  return meant === undefined ? '' : `Did you mean \`${meant}\`? `
}

const LONGEST_WORD = 80

/** Insertions, deletions, substitutions, and two neighbours that changed places (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: readonly number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const substituted = (last[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      const exchanged = swapped ? (beforeLast[column - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY
      current.push(Math.min(substituted, exchanged, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    beforeLast = last
    last = current
  }
  return last[right.length] ?? 0
}
