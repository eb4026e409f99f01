import type { ReachFacet } from '../reach.ts'
import { ALL_PROTOCOLS, ICMP, ICMPV6 } from './security-group.ts'

export type Direction = 'ingress' | 'egress'

const LAST_PROTOCOL = 255
const LAST_PORT = 65_535
const TCP = 6
const UDP = 17

const EVERY_PORT = range(0, LAST_PORT)

/**
 * Direction × protocol × port (or ICMP type) × ICMP code of a rule. Protocol -1 is every protocol on every port. For
 * ICMP `from` is the type and `to` the code, -1 being all; protocols without ports ignore both; an absent number is -1.
 * Source: "Security group rules", Amazon VPC User Guide.
 */
export function ruleFacets(
  direction: Direction,
  protocol: number,
  from: number | undefined,
  to: number | undefined,
): readonly [ReachFacet, ReachFacet, ReachFacet, ReachFacet] {
  const protocols = protocol === ALL_PROTOCOLS ? range(0, LAST_PROTOCOL) : range(protocol, protocol)
  return [{ kind: 'names', values: [direction] }, protocols, ...portFacets(protocol, from ?? -1, to)]
}

function portFacets(protocol: number, from: number, to: number | undefined): readonly [ReachFacet, ReachFacet] {
  if (isIcmp(protocol)) {
    const code = from === -1 || to === undefined || to === -1 ? EVERY_PORT : range(to, to)
    return [from === -1 ? EVERY_PORT : range(from, from), code]
  }
  if ((protocol !== TCP && protocol !== UDP) || from === -1) return [EVERY_PORT, EVERY_PORT]
  const last = to ?? from
  return [range(from, last === -1 ? LAST_PORT : last), EVERY_PORT]
}

function isIcmp(protocol: number): boolean {
  return protocol === ICMP || protocol === ICMPV6
}

function range(first: number, last: number): ReachFacet {
  return { kind: 'range', first, last }
}

/** Whoever has a name: a security group, a prefix list. Its members send from addresses of either family. */
export function peerFacet(name: string): ReachFacet {
  return { kind: 'names', values: [`peer4 ${name}`, `peer6 ${name}`] }
}
