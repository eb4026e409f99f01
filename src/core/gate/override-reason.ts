const MIN_LETTERS = 8
const MAX_CHARS = 1_000

/** Why a text is no reason that people could judge an override by afterwards, as a whole sentence; undefined where it is one. */
export function overrideReasonProblem(reason: string): string | undefined {
  if (reason.length > MAX_CHARS) return `Its reason is longer than ${MAX_CHARS} characters.`
  const letters = reason.match(/\p{L}/gu)?.length ?? 0
  return letters < MIN_LETTERS ? 'It gives no reason in words.' : undefined
}
