import { knownText, type Value } from '../../value/value.ts'
import { symbolsOf } from './unknown.ts'

/** Shorter texts are found everywhere: to leave them out would garble what is shown and hide nothing. */
const MIN_LENGTH = 4
/** Longer texts are whole documents, which are never shown. */
const MAX_LENGTH = 4_096
const MAX_SECRETS = 2_000
/** Leaves of one value that are looked at. */
const MAX_LEAVES = 5_000

/** The texts that a configuration marks as sensitive: they take part in every comparison and are never shown. */
export interface Secrets {
  readonly texts: ReadonlySet<string>
  /** The fingerprints of what is marked and not known. */
  readonly symbols: ReadonlySet<string>
  /** Marks every text within a value. */
  conceal(value: Value): void
  /** Whether a text within a value holds a marked one: what is made of it is as sensitive. */
  isHeldBy(value: Value): boolean
}

export function noSecrets(): Secrets {
  const texts = new Set<string>()
  const symbols = new Set<string>()
  return {
    texts,
    symbols,
    conceal(value) {
      for (const { fingerprint } of symbolsOf(value)) symbols.add(fingerprint)
      for (const text of textsWithin(value)) {
        const isMarked = text.length >= MIN_LENGTH && text.length <= MAX_LENGTH && texts.size < MAX_SECRETS
        if (isMarked) texts.add(text)
      }
    },
    isHeldBy(value) {
      if (texts.size === 0) return false
      for (const text of textsWithin(value)) {
        if (text.length <= MAX_LENGTH && texts.values().some((secret) => text.includes(secret))) return true
      }
      return false
    },
  }
}

function* textsWithin(value: Value): Generator<string> {
  const open: Value[] = [value]
  let leaves = 0
  for (let next = open.pop(); next !== undefined && leaves < MAX_LEAVES; next = open.pop()) {
    leaves += 1
    if (next.kind === 'list') open.push(...next.items)
    else if (next.kind === 'map') open.push(...next.entries.values().map((entry) => entry.value))
    else if (next.kind === 'number') yield next.digits
    else if (next.kind === 'text') {
      const text = knownText(next)
      if (text !== undefined) yield text
      else for (const part of next.parts) if (part.kind === 'literal') yield part.text
    }
  }
}
