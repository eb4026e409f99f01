import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Value } from '../../value/value.ts'

/**
 * The fingerprint of something that is opaque because of what it says: equal exactly when the content is equal,
 * wherever it is written. Map entries count in any order; unknown parts count by their own fingerprints.
 */
export function contentFingerprint(value: Value): string {
  return `content:${bytesToHex(sha256(utf8ToBytes(canonicalText(value))))}`
}

function canonicalText(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(value.value)
    case 'number':
      return `n${value.digits}`
    case 'text':
      return `t[${value.parts.map((part) => (part.kind === 'literal' ? JSON.stringify(part.text) : symbolText(part.symbol.fingerprint))).join()}]`
    case 'list':
      return `l[${value.items.map(canonicalText).join()}]`
    case 'map': {
      const keys = [...value.entries.keys()].sort()
      return `m{${keys.map((key) => `${JSON.stringify(key)}:${entryText(value.entries.get(key)?.value)}`).join()}}`
    }
    case 'unknown':
      return symbolText(value.symbol.fingerprint)
  }
}

function symbolText(fingerprint: string): string {
  return `s${JSON.stringify(fingerprint)}`
}

function entryText(value: Value | undefined): string {
  return value === undefined ? '' : canonicalText(value)
}
