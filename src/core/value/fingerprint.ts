import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { TextPart, Value } from './value.ts'

/** Hexadecimal digits of a fingerprint: 128 bits, beyond any chance of two things meeting in one. */
const FINGERPRINT_DIGITS = 32

/**
 * The fingerprint of a list of texts, in order. No two different lists share one: each text stands with its length.
 * The first text should name what kind of thing is meant, so that a reference and a call never meet.
 */
export function digestOf(...texts: readonly string[]): string {
  return digestOfAll(texts)
}

/** As above; a call cannot take as many arguments as a list has items. */
function digestOfAll(texts: readonly string[]): string {
  const joined = texts.map((text) => `${text.length}:${text}`).join('')
  return bytesToHex(sha256(utf8ToBytes(joined))).slice(0, FINGERPRINT_DIGITS)
}

/**
 * The fingerprint of a value: equal exactly when the values are equal, wherever they were written. Entries of
 * maps count in any order; unknown parts count by their own fingerprints; lists, sets and tuples of the same
 * items are the same.
 */
export function fingerprintOf(value: Value): string {
  const known = fingerprints.get(value)
  if (known !== undefined) return known
  const texts = ['value']
  write(value, texts)
  const fingerprint = digestOfAll(texts)
  fingerprints.set(value, fingerprint)
  return fingerprint
}

/** Values never change, and the same ones are asked for again and again. */
const fingerprints = new WeakMap<Value, string>()

/** A collection within another stands there by its own fingerprint: it may be in many places, and is read once. */
function writeInner(value: Value, texts: string[]): void {
  if (value.kind === 'list' || value.kind === 'map') texts.push('collection', fingerprintOf(value))
  else write(value, texts)
}

function write(value: Value, texts: string[]): void {
  switch (value.kind) {
    case 'null':
      texts.push('null')
      return
    case 'boolean':
      texts.push(value.value ? 'true' : 'false')
      return
    case 'number':
      texts.push('number', value.digits)
      return
    case 'text':
      writeParts(value.parts, texts)
      return
    case 'list':
      texts.push('list', String(value.items.length))
      for (const item of value.items) writeInner(item, texts)
      return
    case 'map':
      texts.push('map', String(value.entries.size))
      for (const [key, entry] of [...value.entries].sort(byKey)) {
        texts.push(key)
        writeInner(entry.value, texts)
      }
      return
    case 'unknown':
      texts.push('symbol', value.symbol.fingerprint)
  }
}

/** A text that is one symbol is that symbol: how a value is carried does not change what it is. */
function writeParts(parts: readonly TextPart[], texts: string[]): void {
  const only = parts.length === 1 ? parts[0] : undefined
  if (only?.kind === 'symbol') {
    texts.push('symbol', only.symbol.fingerprint)
    return
  }
  texts.push('text')
  for (const part of mergeLiterals(parts)) {
    if (part.kind === 'literal') texts.push('literal', part.text)
    else texts.push('symbol', part.symbol.fingerprint)
  }
  texts.push('end')
}

/** Literals that stand side by side (each with its own place) are one text. */
function mergeLiterals(parts: readonly TextPart[]): readonly TextPart[] {
  const merged: TextPart[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (part.kind === 'literal' && last?.kind === 'literal') {
      merged[merged.length - 1] = { kind: 'literal', text: last.text + part.text }
    } else merged.push(part)
  }
  return merged
}

function byKey(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : 0
}
