import { readJsonText } from '../../../syntax/json/parse.ts'
import { readYamlText } from '../../../syntax/yaml/read-text.ts'
import { NOWHERE } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { type TextValue, textOf, type Value } from '../../../value/value.ts'
import { readTag } from './open-yaml.ts'

/**
 * What a text of several lines or of JSON says, where it may hold a policy; undefined where it does not look like one.
 * A text that looks like one and cannot be read is unknown, equal only to the same text.
 */
export function decodedText(value: TextValue): Value | undefined {
  const known = decoded.get(value)
  if (known !== undefined || decoded.has(value)) return known
  const text = value.parts.map((part) => (part.kind === 'literal' ? part.text : '\0')).join('')
  const answer = readText(value, text)
  decoded.set(value, answer)
  return answer
}

/** A text never changes, and its place is looked at before what it says. */
const decoded = new WeakMap<TextValue, Value | undefined>()

function readText(value: TextValue, text: string): Value | undefined {
  const sent = percentDecoded(text)
  if (sent !== undefined) {
    const plain = textOf(sent, value.spans)
    return readSoundly(value, readJsonText(plain), /"(?:Statement|Effect)"\s*:/.test(sent))
  }
  if (/^\s*[{[]/.test(text)) {
    return /Statement|Effect|\\u/.test(text)
      ? readSoundly(value, readJsonText(value), /"(?:Statement|Effect)"\s*:/.test(text))
      : undefined
  }
  return ELEMENT.test(text) ? readSoundly(value, readYamlText(value, readTag), false) : undefined
}

/** JSON as the API of IAM answers with it: encoded as RFC 3986 says. Undefined where it is none. */
function percentDecoded(text: string): string | undefined {
  if (!/^\s*%(?:7B|5B)[^\s]*$/i.test(text) || /%(?![\da-f]{2})/i.test(text)) return undefined
  return text.replace(/%([2-7][\da-f]|0[9ad])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** One of the elements of a policy, as a key of YAML. */
const ELEMENT = /^[ \t]*(?:-[ \t]+)?["']?(?:Version|Statement|Effect)["']?\s*:/m

function readSoundly(
  text: TextValue,
  { value, diagnostics }: ReturnType<typeof readJsonText>,
  speaksOfPolicies: boolean,
): Value | undefined {
  const isSound = value !== undefined && diagnostics.every(({ severity }) => severity !== 'error')
  if (isSound) return value.kind === 'unknown' ? undefined : value
  if (!speaksOfPolicies) return undefined
  const [span = NOWHERE] = text.spans
  const fingerprint = digestOf('broken-policy', fingerprintOf(text))
  const symbol = { address: 'the policy', fingerprint, reason: 'cannot be read as JSON', span }
  return { kind: 'unknown', symbol, spans: text.spans }
}
