/** Brackets and quotes that stand open, innermost last. Every operation is amortized constant time, whatever the text. */
export interface OpenBrackets {
  readonly stack: number[]
  readonly counts: Map<number, number>
}

export function newOpenBrackets(): OpenBrackets {
  return { stack: [], counts: new Map() }
}

export function openBracket(brackets: OpenBrackets, code: number): void {
  brackets.stack.push(code)
  brackets.counts.set(code, countOf(brackets, code) + 1)
}

/** Closes the innermost bracket of that kind, with all that stands open within it; nothing where there is none. */
export function closeBracket(brackets: OpenBrackets, code: number): void {
  if (countOf(brackets, code) === 0) return
  while (pop(brackets) !== code);
}

/** Closes every bracket of that kind, with all that stands open within them. */
export function closeAll(brackets: OpenBrackets, code: number): void {
  while (countOf(brackets, code) > 0) pop(brackets)
}

export function isOpen(brackets: OpenBrackets, code: number): boolean {
  return countOf(brackets, code) > 0
}

function countOf(brackets: OpenBrackets, code: number): number {
  return brackets.counts.get(code) ?? 0
}

function pop(brackets: OpenBrackets): number | undefined {
  const code = brackets.stack.pop()
  if (code !== undefined) brackets.counts.set(code, countOf(brackets, code) - 1)
  return code
}
