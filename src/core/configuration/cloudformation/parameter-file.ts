import type { ConfiguredAccess, OpaqueAccess } from '../../authorization/access.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { parseYaml } from '../../syntax/yaml/parse.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import { memberOf, textAt } from './parameters.ts'
import { readShortForm } from './short-forms.ts'

/**
 * Values that are given to parameters of a template when it is deployed: a list of `ParameterKey` and `ParameterValue`.
 * Which template they are for the file does not say, so each that may decide over access is opaque.
 */
export function configureParameterFile(path: string, text: string): ConfiguredAccess {
  const { value, diagnostics } = /\.json$/i.test(path) ? parseJson(path, text) : parseYaml(path, text, readShortForm)
  const items = value === undefined ? undefined : itemsOf(value)
  const opaque = items === undefined ? [unreadable(path, text)] : items.flatMap((item) => givenParameter(path, item))
  return { policies: [], reaches: [], opaque, diagnostics }
}

function itemsOf(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items
  const listed = memberOf(value, 'Parameters')
  return listed?.kind === 'list' ? listed.items : [value]
}

/** What says which code runs and how large it is, not who may do what. */
const NEUTRAL = /version|tag$|image|sha$|commit|memory|timeout|count$|size$|capacity|retention|instancetype|loglevel/i

function givenParameter(path: string, item: Value): readonly OpaqueAccess[] {
  const name = textAt(item, 'ParameterKey')
  if (name !== undefined && NEUTRAL.test(name)) return []
  const [span = { file: path, start: 0, end: 0 }] = item.spans
  const address = name ?? path
  const reason = 'it is given to a template when that is deployed, and to which one is not known'
  const fingerprint = digestOf('given', fingerprintOf(memberOf(item, 'ParameterValue') ?? item))
  return [{ key: `${path}/${address}`, address, fingerprint, reason, span }]
}

function unreadable(path: string, text: string): OpaqueAccess {
  const span = { file: path, start: 0, end: text.length }
  return {
    key: path,
    address: path,
    fingerprint: digestOf('unreadable', text),
    reason: 'the file cannot be read',
    span,
  }
}
