import { type Direction, peerFacet, ruleFacets } from '../../../../authorization/network/rule-facets.ts'
import { protocolNumber } from '../../../../authorization/network/security-group.ts'
import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import type { Span } from '../../../../text/span.ts'
import { joinSpans } from '../../../../value/spans.ts'
import type { UnknownSymbol, Value } from '../../../../value/value.ts'
import { toNumber } from '../../conversion.ts'
import { integerOf } from '../../number.ts'
import { plainText } from '../../text.ts'
import { itemsOf, type ListItem } from '../list-items.ts'
import { listedPeer } from '../listed-peer.ts'
import { blockFacet, identityName, symbolFacet } from '../reach-facets.ts'

/** One rule of a group, as any of the ways to write one gives it. */
export interface WrittenRule {
  readonly direction: Direction
  readonly protocol: Value | undefined
  readonly from: Value | undefined
  readonly to: Value | undefined
  /** Blocks, prefix lists with the root and provider of the rule, groups, and whether the group itself is a peer. */
  readonly ipv4: Value | undefined
  readonly ipv6: Value | undefined
  readonly lists?: { readonly ids: Value | undefined; readonly place: string }
  readonly peers: readonly (Value | undefined)[]
  readonly self: Value | undefined
  /** Unknown conditions that must hold for the rule to be there. */
  readonly presence: readonly UnknownSymbol[]
  /** Where it is declared. */
  readonly span: Span
}

/** What a rule lets through, an entry a peer. `group` is the value of the group's own id. */
export function ruleEntries(rule: WrittenRule, group: Value): readonly ReachEntry[] {
  const facets = trafficFacets(rule)
  const told = [rule.from, rule.to, rule.protocol].flatMap((value) => value?.spans ?? [])
  return peersOf(rule, group).map(({ facet, presence, spans, ...listed }) => {
    const [first = rule.span, ...others] = joinSpans(spans, told, [rule.span])
    const entry = { facets: [...facets, facet], presence: [...rule.presence, ...presence] }
    return { ...entry, spans: [first, ...others], ...listed }
  })
}

interface Peer extends Pick<ReachEntry, 'list'> {
  readonly facet: ReachFacet
  readonly presence: readonly UnknownSymbol[]
  readonly spans: readonly Span[]
}

function peersOf({ ipv4, ipv6, lists, peers, self }: WrittenRule, group: Value): readonly Peer[] {
  const found = (value: Value | undefined, facetOf: (item: Value) => ReachFacet | undefined): readonly Peer[] =>
    itemsOf(value).flatMap((item) => {
      const facet = facetOf(item.value)
      return facet === undefined ? [] : [{ facet, presence: item.presence, spans: item.value.spans }]
    })
  return [
    ...found(ipv4, (item) => blockFacet(item, 'ipv4')),
    ...found(ipv6, (item) => blockFacet(item, 'ipv6')),
    ...(lists === undefined ? [] : itemsOf(lists.ids).map((item) => listPeer(item, lists.place))),
    ...peers.flatMap((each) => found(each, namedPeer)),
    ...found(self, (item) => (isFalse(item) ? undefined : isTrue(item) ? namedPeer(group) : symbolFacet(item))),
  ]
}

function listPeer({ value, presence }: ListItem, place: string): Peer {
  return { facet: namedPeer(value), presence, spans: value.spans, list: listedPeer(place, value) }
}

function namedPeer(value: Value): ReachFacet {
  const name = identityName(value)
  return name === undefined ? symbolFacet(value) : peerFacet(name)
}

function isTrue(value: Value): boolean {
  return plainText(value) === 'true'
}

function isFalse(value: Value): boolean {
  return plainText(value) === 'false'
}

/** Direction × protocol × port × code; what is not known equals only itself. */
function trafficFacets({ direction, protocol, from, to }: WrittenRule): readonly ReachFacet[] {
  const text = protocol === undefined ? undefined : plainText(protocol)
  const number = text === undefined ? undefined : protocolNumber(text)
  const [first, last] = [portOf(from), portOf(to)]
  if (number !== undefined && first !== 'unknown' && last !== 'unknown') {
    return ruleFacets(direction, number, first, last)
  }
  const [direct, protocols] = ruleFacets(direction, number ?? 0, undefined, undefined)
  const ports = [from, to].filter((value) => value !== undefined)
  return [
    direct,
    number === undefined ? unknownAmong([protocol]) : protocols,
    unknownAmong(number === undefined ? [protocol, ...ports] : ports),
    unknownAmong(number === undefined ? [protocol, ...ports] : ports),
  ]
}

/** Together they determine the facet. */
function unknownAmong(values: readonly (Value | undefined)[]): ReachFacet {
  const known = values.filter((value) => value !== undefined)
  const [only] = known
  if (only !== undefined && known.length === 1) return symbolFacet(only)
  return symbolFacet({ kind: 'list', collection: 'tuple', items: known, spans: known.flatMap(({ spans }) => spans) })
}

function portOf(value: Value | undefined): number | undefined | 'unknown' {
  if (value === undefined || value.kind === 'null') return undefined
  const number = toNumber(value)
  const port = number?.kind === 'number' ? integerOf(number) : undefined
  return port === undefined || port < -1 || port > 65_535 ? 'unknown' : port
}
