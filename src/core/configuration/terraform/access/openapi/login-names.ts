import { digestOf, fingerprintOf } from '../../../../value/fingerprint.ts'
import { displayText, knownText, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import { symbolOf } from '../reach-facets.ts'
import type { LoginNames } from './api-call.ts'

/** The name of a login, or a value of which it is not known what it names. */
export type LoginName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'value'; readonly value: Value }

/** Callers sign with credentials of AWS. */
export const AWS_IAM: LoginName = { kind: 'name', name: 'AWS_IAM' }

/** What a value names, after a prefix: a text, and unknown parts of it that name one thing each. */
export function loginName(value: Value, prefix = ''): LoginName {
  if (value.kind === 'unknown') {
    const { symbol } = value
    if (symbol.form !== 'identifier') return { kind: 'value', value }
    return named(prefix, symbol.called ?? `\${${symbol.address}}`, value)
  }
  if (value.kind !== 'text') return { kind: 'value', value }
  const known = knownText(value)
  if (known !== undefined) return { kind: 'name', name: `${prefix}${oneWord(known)}` }
  const isOne = value.parts.every((part) => part.kind === 'literal' || part.symbol.form === 'identifier')
  return isOne ? named(prefix, displayText(value), value) : { kind: 'value', value }
}

/** What tells it apart stands behind what is shown of it. */
function named(prefix: string, shown: string, value: Value): LoginName {
  return { kind: 'name', name: `${prefix}${oneWord(shown)}\0${fingerprintOf(value)}` }
}

function oneWord(text: string): string {
  return text.replaceAll(/[\s\0]+/g, '_')
}

/** Logins that are asked for together. */
export function allOf(logins: readonly LoginName[]): LoginName {
  const names = logins.flatMap((each) => (each.kind === 'name' ? each.name : []))
  if (names.length === logins.length) return { kind: 'name', name: names.toSorted().join(' and ') }
  return { kind: 'value', value: together(logins) }
}

/** Any one of some logins. */
export function anyOf(logins: readonly LoginName[]): LoginNames {
  const names = logins.flatMap((each) => (each.kind === 'name' ? each.name : []))
  if (names.length === logins.length) return { kind: 'others', than: [...new Set(names)].toSorted() }
  return { kind: 'symbol', symbol: symbolFor(logins) }
}

function symbolFor(logins: readonly LoginName[]): UnknownSymbol {
  const [first] = logins.flatMap((each) => (each.kind === 'value' ? each.value : []))
  const symbol = symbolOf(first ?? together(logins))
  return logins.length === 1 ? symbol : { ...symbol, fingerprint: digestOf('logins', fingerprintOf(together(logins))) }
}

function together(logins: readonly LoginName[]): Value {
  const items = logins.map(
    (each): Value =>
      each.kind === 'value' ? each.value : { kind: 'text', parts: [{ kind: 'literal', text: each.name }], spans: [] },
  )
  return { kind: 'list', collection: 'tuple', items, spans: items.flatMap(({ spans }) => spans).slice(0, 1) }
}
