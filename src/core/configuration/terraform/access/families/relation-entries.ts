import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { digestOf } from '../../../../value/fingerprint.ts'
import { oneOfEach } from '../../../../value/one-of-each.ts'
import { textOf, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import { listedPeer } from '../listed-peer.ts'
import { blockFacet, nameFacet, symbolFacet } from '../reach-facets.ts'
import type { ConfiguredBlock, ConfiguredResource } from '../resource.ts'
import { alternativesAt, itemsAt, type Setting, settingsAt } from '../settings-at.ts'
import { blocksAt } from '../value-blocks.ts'
import type { Relation } from './relation.ts'
import { EVERY, entry } from './switches.ts'

/** What a resource gives or protects by one row. */
export function relationEntries(
  resource: ConfiguredResource,
  row: Relation,
  presence: readonly UnknownSymbol[],
): readonly ReachEntry[] {
  const conditions = [...resource.presence, ...presence]
  if (row.within === undefined) return entriesIn(resource, resource, row, conditions)
  const ignored = ignoredBlocks(resource, row, conditions)
  const written = blocksWithin(resource, row.within.split('.')).flatMap((block) => {
    const there = [...conditions, ...block.presence]
    if (block.unread !== undefined) return [unreadEntry(resource, row, block.unread, there)]
    return entriesIn(resource, block, row, there)
  })
  return [...written, ...ignored]
}

/** Source: "The lifecycle Meta-Argument", Terraform language documentation. */
function ignoredBlocks(
  resource: ConfiguredResource,
  row: Relation,
  conditions: readonly UnknownSymbol[],
): readonly ReachEntry[] {
  const { address } = resource
  const span = row.within === undefined || row.mayBeIgnored !== true ? undefined : resource.ignored(row.within)
  if (span === undefined) return []
  const fingerprint = digestOf('ignored', resource.identity, row.within ?? '')
  const reason = 'is left as it is by ignore_changes'
  return [unreadEntry(resource, row, { address: `${address}.${row.within}`, fingerprint, reason, span }, conditions)]
}

function blocksWithin(from: Part, [first = '', ...rest]: readonly string[]): readonly ConfiguredBlock[] {
  const blocks = blocksAt(from, first)
  if (rest.length === 0) return blocks
  return blocks.flatMap((block) => {
    if (block.unread !== undefined) return [block]
    return blocksWithin(block, rest).map((inner) => ({ ...inner, presence: [...block.presence, ...inner.presence] }))
  })
}

/** Blocks that cannot be made out may give anything. */
function unreadEntry(
  { header }: ConfiguredResource,
  row: Relation,
  symbol: UnknownSymbol,
  presence: readonly UnknownSymbol[],
): ReachEntry {
  const any: ReachFacet = { kind: 'symbol', symbol }
  return entry([any, any, ...(row.bounds === undefined ? [] : [any])], [...presence, symbol], [symbol.span, header])
}

type Part = Pick<ConfiguredBlock, 'written' | 'blocks'>

function entriesIn(
  resource: ConfiguredResource,
  part: Part,
  row: Relation,
  conditions: readonly UnknownSymbol[],
): readonly ReachEntry[] {
  const dimensions = [statesOf(part, row), aspectsOf(part, row), scopesOf(resource, part, row), boundsOf(part, row)]
  const count = dimensions.reduce((product, each) => product * each.length, 1)
  if (count > MAX_PRODUCT) return [unreadEntry(resource, row, tooMany(resource, dimensions), conditions)]
  return oneOfEach(dimensions).map((told) => {
    const facets = told.flatMap(({ facet }) => facet ?? [])
    const presence = [...conditions, ...told.flatMap((each) => each.presence)]
    const made = entry(facets, presence, [...told.toReversed().flatMap(({ spans }) => spans), resource.header])
    const list = told.find((each) => each.list !== undefined)?.list
    return list === undefined ? made : { ...made, list }
  })
}

/** What one resource gives, times to whom, times within which bounds: more is not compared one by one. */
const MAX_PRODUCT = 5_000

function tooMany(resource: ConfiguredResource, dimensions: readonly (readonly Told[])[]): UnknownSymbol {
  const { address, header } = resource
  const told = dimensions.map((each) =>
    each.map(({ facet, presence }) => [
      facet?.kind === 'symbol' ? facet.symbol.fingerprint : (facet ?? null),
      presence.map(({ fingerprint }) => fingerprint),
    ]),
  )
  const fingerprint = digestOf('product', JSON.stringify(told))
  return { address, fingerprint, reason: 'gives more than is compared one by one', span: header }
}

/** A facet, where it is one, and what it hangs on. */
interface Told extends Pick<ReachEntry, 'list'> {
  readonly facet?: ReachFacet
  readonly presence: readonly UnknownSymbol[]
  readonly spans: Value['spans']
}

const ALWAYS: Told = { presence: [], spans: [] }

/** Whether it is on: once, as often as it may be, or not at all. */
function statesOf(part: Part, { when }: Relation): readonly Told[] {
  if (when === undefined) return [ALWAYS]
  return alternativesAt(part, when.argument).flatMap(({ value, presence }): readonly Told[] => {
    if (value === undefined) return when.is.includes(when.absent) ? [{ presence, spans: [] }] : []
    const facet = nameFacet([value])
    if (facet.kind === 'symbol') return [{ presence: [...presence, facet.symbol], spans: value.spans }]
    const isOn = facet.kind === 'names' && facet.values.some((text) => when.is.includes(text))
    return isOn ? [{ presence, spans: value.spans }] : []
  })
}

function aspectsOf(part: Part, { says, aspects }: Relation): readonly Told[] {
  if (aspects === undefined) return [{ ...ALWAYS, facet: { kind: 'names', values: [says] } }]
  return itemsAt(part, aspects).map(({ value, presence }) => {
    const facet = nameFacet([value])
    const named: ReachFacet =
      facet.kind === 'names' ? { kind: 'names', values: facet.values.map((name) => `${says} ${name}`.trim()) } : facet
    return { facet: named, presence, spans: value.spans }
  })
}

function scopesOf(resource: ConfiguredResource, part: Part, row: Relation): readonly Told[] {
  const { scope, scopeOwn, scopeAbsent, isAddress, isList } = row
  if (scopeOwn !== undefined) return [{ ...ALWAYS, facet: nameFacet([resource.attribute(scopeOwn)]) }]
  if (scope === undefined) return [{ ...ALWAYS, facet: EVERY }]
  const [first = '', ...others] = scope
  const more = others.flatMap((path) => settingsAt(part, path).filter((each) => each.value !== undefined))
  const names = more.flatMap((each) => each.value ?? [])
  const conditions = more.flatMap((each) => each.presence)
  const given = alternativesAt(part, first).flatMap((each) => (row.isSeparated === true ? separated(each) : [each]))
  return given.flatMap(({ value, presence }): readonly Told[] => {
    if (value === undefined) {
      return scopeAbsent === undefined ? [] : [{ facet: absentScope(scopeAbsent), presence, spans: [] }]
    }
    const named = isAddress === true ? blockFacet(value, undefined) : nameFacet([value, ...names])
    const text = plainText(value)?.toLowerCase()
    if (text !== undefined && text === row.none) return []
    const isAll = names.length === 0 && text !== undefined && (text === '*' || text === row.everybody)
    const list = isList === true ? { list: listedPeer(resource.place, value) } : {}
    return [{ facet: isAll ? EVERY : named, presence: [...presence, ...conditions], spans: value.spans, ...list }]
  })
}

/** The items of a text, each by itself; a text of which not all is known is one. */
function separated({ value, presence }: Setting): readonly Setting[] {
  const text = value === undefined ? undefined : plainText(value)
  if (value === undefined || text === undefined) return [{ value, presence }]
  return text.split(',').map((item) => ({ value: textOf(item.trim(), value.spans), presence }))
}

function absentScope(text: string): ReachFacet {
  if (text === '*') return EVERY
  return text.includes('/') ? { kind: 'block', cidr: text } : { kind: 'names', values: [text] }
}

function boundsOf(part: Part, { bounds, boundsSay = '' }: Relation): readonly Told[] {
  if (bounds === undefined) return [ALWAYS]
  if (bounds.length === 0) return [{ ...ALWAYS, facet: EVERY }]
  const said = (values: readonly Value[]): ReachFacet => {
    const facet = nameFacet(values)
    if (facet.kind !== 'names') return facet
    return { kind: 'names', values: facet.values.map((name) => `${boundsSay} ${name}`.trim()) }
  }
  const settings = bounds.flatMap((path) => alternativesAt(part, path))
  if (bounds.length > 1) return [allBounds(settings, said)]
  return settings.map(({ value, presence }) =>
    value === undefined
      ? { facet: EVERY, presence, spans: [] }
      : { facet: said([value]), presence, spans: value.spans },
  )
}

/** Bounds that hold together; where one of them may not be there, nobody knows which hold. */
function allBounds(settings: readonly Setting[], said: (values: readonly Value[]) => ReachFacet): Told {
  const values = settings.flatMap(({ value }) => value ?? [])
  if (values.length === 0) return { ...ALWAYS, facet: EVERY }
  const spans = values.flatMap((value) => value.spans)
  const isCertain = settings.every(({ value, presence }) => value === undefined || presence.length === 0)
  const conditions = settings.flatMap(({ presence }) =>
    presence.map((symbol): Value => ({ kind: 'unknown', symbol, spans: [symbol.span] })),
  )
  const whole: Value = { kind: 'list', collection: 'tuple', items: [...values, ...conditions], spans }
  return { facet: isCertain ? said(values) : symbolFacet(whole), presence: [], spans }
}
