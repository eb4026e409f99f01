import { NOWHERE } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { type MapEntry, textOf, type UnknownSymbol, type Value } from '../../../value/value.ts'
import { itemsOf } from '../../terraform/access/list-items.ts'
import { overWays } from '../../terraform/distribute.ts'
import { plainText } from '../../terraform/text.ts'
import { derived, unknownOf } from '../../terraform/unknown.ts'
import type { StackResource } from '../stack.ts'
import { valueAt } from './property-path.ts'
import { sharedArguments, spelledFor } from './shared-names.ts'
import type { TranslatedBlock, TranslatedResource, Translation } from './translation.ts'

/** What a resource is by one row of the table. */
export function translate(resource: StackResource, row: Translation): readonly TranslatedResource[] {
  const properties = resource.properties()
  const presences = row.where === undefined ? ALWAYS : presencesOf(valueAt(properties, row.where))
  if (presences.length === 0) return []
  const common = argumentsOf(resource, row, properties)
  const blocks = new Map(
    Object.entries(row.blocks ?? {}).map(([name, block]) => [
      name,
      blocksOf(resource, row, name, valueAt(properties, block.property), block.arguments),
    ]),
  )
  const { to: type, each } = row
  if (each === undefined) return presences.map((presence) => ({ type, arguments: common, blocks, presence }))
  const items = itemsOf(valueAt(properties, each.property))
  return presences.flatMap((conditions) =>
    items.map(({ value, presence }) => ({
      type,
      arguments: nested([...common, ...writtenAt(resource, row, value, each.arguments)]),
      blocks,
      presence: [...conditions, ...presence],
    })),
  )
}

const ALWAYS: readonly (readonly UnknownSymbol[])[] = [[]]

/** Under which conditions something is written: without one, where it is; under none, where it is not. */
function presencesOf(value: Value | undefined): readonly (readonly UnknownSymbol[])[] {
  const [span] = value?.spans ?? []
  if (value === undefined || span === undefined) return value === undefined ? [] : ALWAYS
  const said = overWays([value], span, ([way = value]) =>
    way.kind === 'unknown' ? way : textOf(way.kind === 'null' ? 'absent' : 'there', way.spans),
  )
  const ways = itemsOf(said)
  if (ways.every((way) => plainText(way.value) === 'there')) return ALWAYS
  return ways.flatMap(({ value: way, presence }) => {
    if (way.kind === 'unknown') return [[...presence, unknownBlock(way)]]
    return plainText(way) === 'there' ? [presence] : []
  })
}

function argumentsOf(resource: StackResource, row: Translation, properties: Value): ReadonlyMap<string, Value> {
  const written = nested([...sharedArguments(resource, row), ...writtenAt(resource, row, properties, row.arguments)])
  for (const name of row.unknownWhenAbsent ?? []) {
    written.set(name, orByDefault(written.get(name), byDefault(resource, row, name)))
  }
  for (const [name, value] of Object.entries(row.made?.(resource) ?? {})) written.set(name, value)
  return written
}

/** Arguments of blocks (`block.argument`) as the blocks that have them, which are maps. */
function nested(written: readonly (readonly [string, Value])[]): Map<string, Value> {
  const all = new Map<string, Value>()
  for (const [name, value] of written) {
    const [first = name, ...rest] = name.split('.')
    all.set(first, rest.length === 0 ? value : within(all.get(first), rest, value))
  }
  return all
}

function within(there: Value | undefined, [first, ...rest]: readonly string[], value: Value): Value {
  if (first === undefined) return value
  const known = there?.kind === 'map' ? there.entries : new Map<string, MapEntry>()
  const inner = within(known.get(first)?.value, rest, value)
  const [keySpan = NOWHERE] = value.spans
  const entries = new Map([...known, [first, { keySpan, value: inner }] as const])
  return { kind: 'map', collection: 'object', entries, spans: value.spans }
}

function writtenAt(
  resource: StackResource,
  row: Translation,
  value: Value,
  places: Readonly<Record<string, string>>,
  within = '',
): readonly (readonly [string, Value])[] {
  return Object.entries(places).flatMap(([name, place]): (readonly [string, Value])[] => {
    const written = place.startsWith('@')
      ? attributeOf(resource, place.slice(1))
      : place.startsWith('=')
        ? textOf(place.slice(1), [resource.header])
        : placedAt(value, place, within + name, row)
    const words = row.words?.[name]
    if (written === undefined) return []
    return [[name, words === undefined ? written : inWords(written, words)]]
  })
}

function placedAt(value: Value, place: string, name: string, { to }: Translation): Value | undefined {
  const found = valueAt(value, place)
  return found === undefined ? undefined : spelledFor(to, name, found)
}

function attributeOf(resource: StackResource, name: string): Value {
  return name === 'Ref' ? resource.reference() : resource.attribute(name)
}

/** A value in Terraform's words; one that has none of these words is not known. */
function inWords(value: Value, words: Readonly<Record<string, string>>): Value {
  const [span = NOWHERE] = value.spans
  return overWays([value], span, ([way = value]) => {
    if (way.kind === 'null') return way
    const text = plainText(way)
    const found = text === undefined || !Object.hasOwn(words, text) ? undefined : words[text]
    if (found !== undefined) return textOf(found, way.spans)
    return derived('words', text ?? 'a value', [way], span)
  })
}

/** Where nothing may be written, the default may be in force. */
function orByDefault(written: Value | undefined, otherwise: Value): Value {
  const [span] = written?.spans ?? []
  if (written === undefined || span === undefined) return otherwise
  return overWays([written], span, ([way = written]) => (way.kind === 'null' ? otherwise : way))
}

function byDefault(resource: StackResource, { to }: Translation, argument: string): Value {
  const { address, header } = resource
  const fingerprint = digestOf('default', to, argument)
  return unknownOf(
    { address: `${address}.${argument}`, fingerprint, reason: 'is decided by something else where it is not written' },
    [header],
  )
}

function blocksOf(
  resource: StackResource,
  row: Translation,
  name: string,
  value: Value | undefined,
  places: Readonly<Record<string, string>>,
): readonly TranslatedBlock[] {
  return itemsOf(value).map(({ value: item, presence }) => ({
    presence: item.kind === 'unknown' ? [...presence, unknownBlock(item)] : presence,
    arguments: nested(writtenAt(resource, row, item, places, `${name}.`)),
  }))
}

/** Something unknown may be any number of blocks, none too. */
function unknownBlock(item: Extract<Value, { kind: 'unknown' }>): UnknownSymbol {
  return { ...item.symbol, fingerprint: digestOf('blocks', fingerprintOf(item)) }
}
