import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { UnknownSymbol, Value } from '../../value/value.ts'
import { attributeOf, partsOfBlock } from './body.ts'
import { toBoolean } from './conversion.ts'
import { INSTANCE_SIZE, MAX_INSTANCES } from './limits.ts'
import { memberOf } from './member.ts'
import type { Declared } from './overrides.ts'
import { eachValue, keySuffix, type Round, roundsOfCount, roundsOfEach } from './rounds.ts'
import { fail, type Scope, withNames } from './scope.ts'
import { plainText } from './text.ts'

/** One instance of a resource, a data source or a module call. */
export interface Instance {
  readonly declared: Declared
  /** With its key, as Terraform writes it; `[*]` where the key is unknown. */
  readonly address: string
  readonly key?: Value
  /** The module's scope with `each` or `count`. */
  readonly scope: Scope
  readonly presence: readonly UnknownSymbol[]
}

export type Expansion =
  | { readonly kind: 'single'; readonly instance: Instance }
  | { readonly kind: 'count' | 'for_each'; readonly instances: readonly Instance[] }
  /** `instances` may or may not be there; `at` gives the instance of a key as if it were there. */
  | {
      readonly kind: 'unknown'
      readonly source: Value
      readonly instances: readonly Instance[]
      readonly at: (key: Value) => Instance
    }

/** The instances that `count` or `for_each` makes of a block. */
export function expand(declared: Declared, address: string, outer: Scope): Expansion {
  const scope = { ...outer, file: declared.file }
  const count = attributeOf(declared, 'count', scope)
  if (count !== undefined) return expandBy('count', count, declared, address, scope)
  const collection = attributeOf(declared, 'for_each', scope)
  if (collection !== undefined) return expandBy('for_each', collection, declared, address, scope)
  return single(declared, address, scope)
}

/** Without `count` and `for_each` there is one instance, unless OpenTofu's `enabled` in a `lifecycle` block says no. */
function single(declared: Declared, address: string, scope: Scope): Expansion {
  const lifecycle = declared.blocks.find(({ block }) => block.type === 'lifecycle')
  const value = lifecycle === undefined ? undefined : attributeOf(partsOfBlock(lifecycle), 'enabled', scope)
  const enabled = value === undefined ? undefined : toBoolean(value)
  if (enabled?.kind === 'boolean' && !enabled.value) return { kind: 'count', instances: [] }
  const presence = [...scope.module.presence, ...(enabled?.kind === 'unknown' ? [enabled.symbol] : [])]
  return { kind: 'single', instance: { declared, address, scope, presence } }
}

/** All instances of an expansion. */
export function instancesOf(expansion: Expansion): readonly Instance[] {
  return expansion.kind === 'single' ? [expansion.instance] : expansion.instances
}

function expandBy(
  kind: 'count' | 'for_each',
  source: Value,
  declared: Declared,
  address: string,
  scope: Scope,
): Expansion {
  const span = spanOf(kind, declared)
  const rounds = kind === 'count' ? roundsOfCount(source, span) : roundsOfEach(source, span)
  const instance = (round: Round): Instance => {
    const names = kind === 'count' ? countNames(round.key, span) : ([['each', eachValue(round, span)]] as const)
    const inner = withNames(scope, names)
    const presence = [...scope.module.presence, ...round.presence]
    return { declared, address: address + keySuffix(round.key), key: round.key, scope: inner, presence }
  }
  const at = (key: Value): Instance => {
    const value = kind === 'count' ? key : eachOf(source, key, span, scope)
    return instance({ key, value, presence: [], many: false })
  }
  const isWithinLimits = scope.module.charge(INSTANCE_SIZE * (rounds?.length ?? 1))
  if (rounds === undefined || !isWithinLimits) return tooMany(kind, source, address, { span, scope, at, instance })
  const instances = rounds.map(instance)
  const isKnown = rounds.every((round) => round.presence.length === 0 && plainText(round.key) !== undefined)
  return isKnown ? { kind, instances } : { kind: 'unknown', source, instances, at }
}

interface Making {
  readonly span: Span
  readonly scope: Scope
  readonly at: (key: Value) => Instance
  readonly instance: (round: Round) => Instance
}

/** What cannot be expanded is one instance of an unknown key that may be there. */
function tooMany(kind: string, source: Value, address: string, making: Making): Expansion {
  const { span, scope, at, instance } = making
  const detail = `${kind} takes a ${kind === 'count' ? 'number' : 'map or a set of strings'}, and at most ${MAX_INSTANCES} instances are analysed.`
  const fingerprint = digestOf(kind, fingerprintOf(source), scope.module.contentFingerprint())
  const problem = { code: 'instances', summary: `The instances of ${address} cannot be told`, detail }
  const unknown = fail(scope, span, fingerprint, problem)
  const round = { key: unknown, value: unknown, presence: [unknown.symbol], many: true }
  return { kind: 'unknown', source: unknown, instances: [instance(round)], at }
}

function countNames(index: Value, span: Span): readonly (readonly [string, Value])[] {
  const entries = new Map([['index', { keySpan: span, value: index }]])
  return [['count', { kind: 'map', collection: 'object', entries, spans: [span] }]]
}

/** `each.value` of a key: of a set it is the key. */
function eachOf(source: Value, key: Value, span: Span, scope: Scope): Value {
  if (source.kind === 'list') return key
  return memberOf(source, { kind: 'key', key }, span, scope)
}

function spanOf(name: string, declared: Declared): Span {
  const found = declared.attributes.get(name)
  const range = found?.attribute ?? declared.block.headerRange
  return { file: found?.file ?? declared.file, start: range.start, end: range.end }
}
