import type { TextValue } from '../../../src/core/value/value.ts'
import { jsonValue } from './json-value.ts'

/** A text for tests, with `<x>` for an unknown part. */
export function textValue(text: string): TextValue {
  const value = jsonValue(text)
  if (value.kind !== 'text') throw new TypeError('a text has become something else')
  return value
}
