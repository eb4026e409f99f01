import { utf8ToBytes } from '@noble/hashes/utils.js'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { compareText, plainText } from '../text.ts'

/**
 * What a provider made with Terraform's plugin SDK keys the items of a set by: the CRC-32 of a serialisation, as a
 * decimal text. The set is in the order of these texts, and of two items with one key it keeps only one.
 * Source: terraform-plugin-sdk, `helper/schema`, types Set and SchemaSetFunc.
 */
export function setHash(serialised: string): string {
  let crc = 0xffffffff
  for (const byte of utf8ToBytes(serialised)) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0)
  return String((crc ^ 0xffffffff) >>> 0)
}

/** An item of a set, its content as one value, and its serialisation where all of it is known. */
export interface SetItem<T> {
  readonly item: T
  readonly content: Value
  readonly serialised: string | undefined
}

/**
 * The items in the order of the set, each content once; what is unknown stands last, in an order that does not depend
 * on the source. Undefined where different items share a key: it is not known which of them the provider keeps.
 */
export function inSetOrder<T>(items: readonly SetItem<T>[]): readonly T[] | undefined {
  const seen = new Map<string, string>()
  const keyed: { readonly key: string; readonly item: T }[] = []
  for (const { item, content, serialised } of items) {
    const fingerprint = fingerprintOf(content)
    const key = serialised === undefined ? `~${fingerprint}` : setHash(serialised)
    const other = seen.get(key)
    if (other !== undefined && other !== fingerprint) return undefined
    if (other === undefined) keyed.push({ key, item })
    seen.set(key, fingerprint)
  }
  return keyed.sort((left, right) => compareText(left.key, right.key)).map(({ item }) => item)
}

/** A text as a member of a serialised collection; undefined where it is not known. */
export function serialisedText(value: Value | undefined): string | undefined {
  const text = value === undefined ? undefined : plainText(value)
  return text === undefined ? undefined : `${text};`
}

/** Texts as the members of a serialised list. */
export function serialisedTexts(values: readonly Value[]): readonly string[] | undefined {
  const texts = values.map(serialisedText)
  return texts.every((text) => text !== undefined) ? texts : undefined
}

/** Whether different known texts share a key, so that a set of them loses one. */
export function losesText(values: readonly Value[]): boolean {
  const seen = new Map<string, string>()
  return values.some((value) => {
    const text = serialisedText(value)
    if (text === undefined) return false
    const key = setHash(text)
    const other = seen.get(key) ?? text
    seen.set(key, text)
    return other !== text
  })
}

/** The polynomial of IEEE 802.3, bits reversed. */
const POLYNOMIAL = 0xedb88320

const CRC_TABLE: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  return crc >>> 0
})
