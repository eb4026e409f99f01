import type { Diagnostic } from '../text/diagnostic.ts'

/** As many errors as are told of one thing: whoever mends these sees the next ones. */
export const MAX_PROBLEMS = 50

/**
 * What is wrong with each item, in order, until `MAX_PROBLEMS` errors are found; the last of them says that there may be
 * more. A hostile file can have an error in every second character, and each is worded with what was probably meant.
 */
export function firstProblems<T>(
  items: readonly T[],
  problemsOf: (item: T, index: number) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const [index, item] of items.entries()) {
    found.push(...problemsOf(item, index))
    if (found.filter(({ severity }) => severity === 'error').length < MAX_PROBLEMS) continue
    return index === items.length - 1 ? found : [...found.slice(0, -1), ...found.slice(-1).map(withMore)]
  }
  return found
}

function withMore(problem: Diagnostic): Diagnostic {
  return { ...problem, detail: `${problem.detail} There may be more problems of this kind, which are not listed.` }
}
