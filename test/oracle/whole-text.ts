import { knownText, type TextValue } from '../../src/core/value/value.ts'

/** The text of a value without unknown parts; the encoding knows no others. */
export function wholeText(value: TextValue): string {
  const text = knownText(value)
  if (text === undefined) throw new Error('an unknown text is not encoded')
  return text
}
