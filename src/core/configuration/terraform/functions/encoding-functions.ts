import { utf8ToBytes } from '@noble/hashes/utils.js'
import { readJsonText } from '../../../syntax/json/parse.ts'
import { utf8Text } from '../../../text/utf8-text.ts'
import { through } from '../../../value/spans.ts'
import { textOf, type Value } from '../../../value/value.ts'
import { asText } from '../text.ts'
import { derived, isKnown } from '../unknown.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { decodeCsv } from './csv-decode.ts'
import { type FunctionCall, type FunctionTable, ofText, partial, textArgument, textResult, total } from './function.ts'
import { encodeAsJson } from './json-encode.ts'
import { textEncodingOf } from './text-encoding.ts'
import { decodeYaml } from './yaml-decode.ts'
import { encodeYaml } from './yaml-encode.ts'

/** Source: "Encoding Functions", Terraform language documentation; `urldecode` is OpenTofu's. */
export const ENCODING_FUNCTIONS: FunctionTable = {
  jsonencode: partial(1, 1, ([value], call) => (value === undefined ? undefined : encodeAsJson(value, call))),
  jsondecode: partial(1, 1, jsondecode),
  yamlencode: partial(1, 1, yamlencode),
  yamldecode: total(1, 1, ([text], call) => decodeYaml(textArgument(text), call)),
  csvdecode: total(1, 1, ([text], call) => decodeCsv(textArgument(text), call)),
  base64encode: ofText((text) => toBase64(utf8ToBytes(text.toWellFormed()))),
  base64decode: ofText((text) => {
    const bytes = fromBase64(text)
    return bytes === undefined ? undefined : utf8Text(bytes)
  }),
  textencodebase64: total(2, 2, textencodebase64),
  textdecodebase64: total(2, 2, textdecodebase64),
  urlencode: ofText(urlencode),
  urldecode: ofText(urldecode),
}

/** What was encoded is found again with its places; other text is parsed, unknown parts and all. */
function jsondecode([value]: readonly Value[], call: FunctionCall): Value | undefined {
  if (value?.kind === 'text' && value.encoded !== undefined) return through(value.encoded, [call.span])
  if (value?.kind === 'unknown') return derived('call jsondecode', 'jsondecode(…)', [value], call.span)
  const text = value === undefined ? undefined : asText(value)
  if (value === undefined || text === undefined) return undefined
  // Half of a surrogate pair is another character to Terraform.
  if (
    text.parts.some(
      (part) => part.kind === 'literal' && /\\u[dD][89a-fA-F]/.test(part.text) && !isWellFormed(part.text),
    )
  )
    return derived('call jsondecode', 'jsondecode(…)', [value], call.span)
  const { value: decoded, diagnostics } = readJsonText(text)
  const isRead = diagnostics.every((each) => each.severity !== 'error' || each.code === 'json-duplicate-key')
  return isRead ? decoded : undefined
}

function isWellFormed(json: string): boolean {
  return !/\\u[dD]/.test(json.replace(/\\u[dD][89abAB]..\\u[dD][c-fC-F]../g, ''))
}

/** As `encodeAsJson`: the text remembers the value. */
function yamlencode([value]: readonly Value[], call: FunctionCall): Value | undefined {
  if (value === undefined) return undefined
  const text = isKnown(value) ? encodeYaml(value) : undefined
  if (text !== undefined) return { ...textOf(text, call.spans), yaml: value }
  const { symbol } = derived('call yamlencode', 'yamlencode(…)', [value], call.span)
  const parts = [{ kind: 'symbol', symbol: { ...symbol, form: 'text' } } as const]
  return { kind: 'text', parts, spans: call.spans, yaml: value }
}

function textencodebase64([value, name]: readonly Value[], call: FunctionCall): Value | undefined {
  const [text, encoding] = [textArgument(value), textArgument(name)]
  if (value === undefined || name === undefined || text === undefined || encoding === undefined) return undefined
  const known = textEncodingOf(encoding)
  if (known === undefined) return derived(`call ${call.name}`, `${call.name}(…)`, [value, name], call.span)
  const bytes = known.encode(text)
  return textResult(bytes === undefined ? undefined : toBase64(bytes), call)
}

function textdecodebase64([value, name]: readonly Value[], call: FunctionCall): Value | undefined {
  const [text, encoding] = [textArgument(value), textArgument(name)]
  if (value === undefined || name === undefined || text === undefined || encoding === undefined) return undefined
  const known = textEncodingOf(encoding)
  if (known === undefined) return derived(`call ${call.name}`, `${call.name}(…)`, [value, name], call.span)
  const bytes = fromBase64(text)
  return textResult(bytes === undefined ? undefined : known.decode(bytes), call)
}

function urlencode(text: string): string {
  const escaped = encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return escaped.replaceAll('%20', '+')
}

/** Undefined for a percent sign without two hexadecimal digits. */
function urldecode(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined
  const bytes = utf8ToBytes(text.toWellFormed().replaceAll('+', ' '))
  const decoded: number[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const isEscape = bytes[at] === 0x25
    decoded.push(
      isEscape ? Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16) : (bytes[at] ?? 0),
    )
    if (isEscape) at += 2
  }
  return utf8Text(Uint8Array.from(decoded))
}
