import type { AccessRequest } from '../authorization/access.ts'
import { ICMP, ICMPV6, protocolName } from '../authorization/network/security-group.ts'
import { NO_END, type ReachEntry, type ReachFacet, type ReachKind } from '../authorization/reach.ts'
import type { GrantedRegion } from './difference.ts'
import { valueText } from './reach-facets.ts'

type RegionTexts = Pick<GrantedRegion, 'principals' | 'actions' | 'resources' | 'conditions'>

/** What an entry lets through, for people: `ingress tcp 443` from `0.0.0.0/0`. */
export function describeEntry({ facets, presence }: ReachEntry, kind: ReachKind, address: string): RegionTexts {
  const conditions = presence.map((symbol) => `if \${${symbol.address}}`)
  if (kind === 'network') {
    const [direction, protocol, port, code, peer] = facets
    const action = [...textsOf(direction, ''), protocolText(protocol), portText(protocol, port, code)]
    return {
      actions: [action.filter((text) => text !== '').join(' ')],
      principals: textsOf(peer, 'every address'),
      resources: [address],
      conditions,
    }
  }
  const [aspect, scope, restriction] = facets
  return {
    actions: textsOf(aspect, 'everything'),
    principals: textsOf(scope, kind === 'exposure' ? '*' : ''),
    resources: [address],
    conditions: [...conditions, ...textsOf(restriction, '')],
  }
}

/** The request that a point stands for. */
export function witnessAt(point: readonly string[], kind: ReachKind): AccessRequest {
  if (kind !== 'network') {
    const [aspect = '', scope = ''] = point
    return { action: valueText(aspect), resource: '', context: scope === '' ? {} : { for: valueText(scope) } }
  }
  const [direction = '', protocol = '', port = '', code = '', peer = ''] = point
  const number = Number(protocol)
  const name = protocolName(number)
  return {
    action: direction,
    resource: isIcmp(number) ? `${name}:type ${port} code ${code}` : `${name}:${port}`,
    context: { [peer.startsWith('peer') ? 'peer' : 'address']: valueText(peer) },
  }
}

function isIcmp(protocol: number): boolean {
  return protocol === ICMP || protocol === ICMPV6
}

function protocolText(facet: ReachFacet | undefined): string {
  if (facet?.kind !== 'range') return textsOf(facet, 'every protocol').join(' ')
  return facet.first === facet.last ? protocolName(facet.first) : 'every protocol'
}

const LAST_PORT = 65_535

function portText(
  protocol: ReachFacet | undefined,
  port: ReachFacet | undefined,
  code: ReachFacet | undefined,
): string {
  const isOne = protocol?.kind === 'range' && protocol.first === protocol.last
  const types = rangeText(port)
  if (!isOne) return types === '' ? '' : `ports ${types}`
  if (isIcmp(protocol.first))
    return [types && `type ${types}`, rangeText(code) && `code ${rangeText(code)}`].join(' ').trim()
  return types === '' ? 'every port' : types
}

/** Empty where it is every number. */
function rangeText(facet: ReachFacet | undefined): string {
  if (facet?.kind !== 'range') return textsOf(facet, '').join(' ')
  if (facet.first === 0 && facet.last === LAST_PORT) return ''
  if (facet.last === NO_END) return `${facet.first} or more`
  return facet.first === facet.last ? String(facet.first) : `${facet.first}-${facet.last}`
}

function textsOf(facet: ReachFacet | undefined, every: string): readonly string[] {
  switch (facet?.kind) {
    case undefined:
      return []
    case 'every':
      return every === '' ? [] : [every]
    case 'names':
      return [...new Set(facet.values.map(valueText))]
    case 'others':
      return [...new Set(facet.than.map(valueText))]
    case 'calls':
      return [facet.shown]
    case 'range':
      return [rangeText(facet)]
    case 'block':
      return [facet.cidr]
    case 'tags':
      return [`where ${facet.all.map(({ key, values }) => `${key} is ${values.join(' or ')}`).join(' and ')}`]
    case 'symbol':
      return [`\${${facet.symbol.address}}`]
  }
}
