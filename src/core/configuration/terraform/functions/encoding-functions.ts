import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { parseJsonText } from '../../../syntax/json/parse.ts'
import { through } from '../../../value/spans.ts'
import type { Value } from '../../../value/value.ts'
import { asText } from '../text.ts'
import { derived } from '../unknown.ts'
import {
  type FunctionCall,
  type FunctionTable,
  type Implementation,
  partial,
  textArgument,
  textResult,
  total,
} from './function.ts'
import { encodeAsJson } from './json-encode.ts'
import { decodeYaml } from './yaml-decode.ts'

/** Source: "Encoding Functions" and "Hash and Crypto Functions", Terraform language documentation. */
export const ENCODING_FUNCTIONS: FunctionTable = {
  jsonencode: partial(1, 1, ([value], call) => (value === undefined ? undefined : encodeAsJson(value, call))),
  jsondecode: partial(1, 1, jsondecode),
  yamldecode: total(1, 1, ([text], call) => decodeYaml(textArgument(text), call)),
  base64encode: total(
    1,
    1,
    onText((text) => toBase64(utf8ToBytes(text))),
  ),
  base64decode: total(1, 1, onText(fromBase64)),
  urlencode: total(1, 1, onText(urlencode)),
  md5: total(
    1,
    1,
    onText((text) => bytesToHex(md5(utf8ToBytes(text)))),
  ),
  sha1: total(
    1,
    1,
    onText((text) => bytesToHex(sha1(utf8ToBytes(text)))),
  ),
  sha256: total(
    1,
    1,
    onText((text) => bytesToHex(sha256(utf8ToBytes(text)))),
  ),
  sha512: total(
    1,
    1,
    onText((text) => bytesToHex(sha512(utf8ToBytes(text)))),
  ),
  base64sha256: total(
    1,
    1,
    onText((text) => toBase64(sha256(utf8ToBytes(text)))),
  ),
  base64sha512: total(
    1,
    1,
    onText((text) => toBase64(sha512(utf8ToBytes(text)))),
  ),
}

function onText(change: (text: string) => string | undefined): Implementation {
  return ([value], call) => {
    const text = textArgument(value)
    return textResult(text === undefined ? undefined : change(text), call)
  }
}

/** What was encoded is found again with its places; other text is parsed, unknown parts and all. */
function jsondecode([value]: readonly Value[], call: FunctionCall): Value | undefined {
  if (value?.kind === 'text' && value.encoded !== undefined) return through(value.encoded, [call.span])
  if (value?.kind === 'unknown') return derived('call jsondecode', 'jsondecode(…)', [value], call.span)
  const text = value === undefined ? undefined : asText(value)
  return text === undefined ? undefined : parseJsonText(text)
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Undefined where the text is not base64, or what it encodes is not UTF-8. */
function fromBase64(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const decoded = new TextDecoder().decode(bytes)
  return toBase64(utf8ToBytes(decoded)) === text ? decoded : undefined
}

function urlencode(text: string): string {
  const escaped = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return escaped.replaceAll('%20', '+')
}
