import { utf8ToBytes } from '@noble/hashes/utils.js'

/** Text in another encoding than UTF-8, by the names that IANA registers; `unknown` for those not computed here. */
export interface TextEncoding {
  /** Undefined where the encoding lacks a character. */
  encode(text: string): Uint8Array | undefined
  decode(bytes: Uint8Array): string | undefined
}

export function textEncodingOf(name: string): TextEncoding | undefined {
  return ENCODINGS.get(name.toLowerCase())
}

const UTF_8: TextEncoding = {
  encode: (text) => utf8ToBytes(text.toWellFormed()),
  decode: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
}

const LATIN_1: TextEncoding = {
  encode: (text) => (/^[\0-\xff]*$/.test(text) ? bytesOf(text) : undefined),
  decode: (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''),
}

const ENCODINGS: ReadonlyMap<string, TextEncoding> = new Map([
  ['utf-8', UTF_8],
  ['utf-16le', utf16('utf-16le')],
  ['utf-16be', utf16('utf-16be')],
  ['iso-8859-1', LATIN_1],
])

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function utf16(name: 'utf-16le' | 'utf-16be'): TextEncoding {
  const isLittle = name === 'utf-16le'
  return {
    encode(text) {
      const bytes = new Uint8Array(text.length * 2)
      const view = new DataView(bytes.buffer)
      for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle)
      return bytes
    },
    decode: (bytes) => new TextDecoder(name, { ignoreBOM: true }).decode(bytes),
  }
}
