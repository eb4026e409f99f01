import { formatAddress, parseAddressRange } from '../authorization/aws/comparable-values.ts'
import {
  ALL_PROTOCOLS,
  ICMP,
  ICMPV6,
  protocolName,
  protocolNumber,
  type SecurityGroup,
  type SecurityGroupRule,
} from '../authorization/network/security-group.ts'
import { type Box, type Facet, interval, names, pointOutside } from './boxes.ts'
import type { DocumentVerdict } from './document-verdict.ts'

const MAX_PROTOCOL = 255n
const MAX_PORT = 65_535n

/**
 * A group is the union of what its rules let in and out: direction × protocol × port (or ICMP type) × ICMP code × peer.
 * Protocol -1 is every protocol on every port; peers that are names mean only themselves.
 * Source: "Security group rules", Amazon VPC User Guide.
 */
export function compareSecurityGroups(
  base: SecurityGroup | undefined,
  head: SecurityGroup | undefined,
): DocumentVerdict {
  const answer = pointOutside(boxesOf(base), boxesOf(head))
  if (answer.kind === 'none') return { verdict: 'not-broadened' }
  if (answer.kind === 'limit') return { verdict: 'undecided', reason: 'the rules can be combined in too many ways' }
  const [direction = '', protocol = '', port = '', code = '', peer = ''] = answer.point
  const number = Number(protocol)
  const isIcmp = number === ICMP || number === ICMPV6
  const name = protocolName(number)
  const [type, ...id] = peer.split(' ')
  return {
    verdict: 'broadened',
    witness: {
      action: direction,
      resource: isIcmp ? `${name}:type ${port} code ${code}` : `${name}:${port}`,
      context: { [type === 'ip' ? 'address' : 'peer']: id.join(' ') },
    },
  }
}

function boxesOf(group: SecurityGroup | undefined): readonly Box[] {
  const directed = (direction: 'ingress' | 'egress') =>
    (group?.[direction] ?? []).flatMap((rule) => ruleBoxes(direction, rule))
  return [...directed('ingress'), ...directed('egress')]
}

function ruleBoxes(direction: string, rule: SecurityGroupRule): readonly Box[] {
  const protocol = protocolNumber(rule.protocol)
  if (protocol === undefined) throw new Error('the schema let an unknown protocol through')
  const isAll = protocol === ALL_PROTOCOLS
  const protocols = isAll ? numbers(0n, MAX_PROTOCOL) : numbers(BigInt(protocol), BigInt(protocol))
  const [port, code] = portFacets(rule, protocol)
  return peersOf(rule).map((peer) => [names([direction], direction), protocols, port, code, peer])
}

const TCP = 6
const UDP = 17

/** For ICMP `fromPort` is the type and `toPort` the code, -1 being all; protocols without ports ignore both. */
function portFacets(rule: SecurityGroupRule, protocol: number): readonly [Facet, Facet] {
  const from = BigInt(rule.fromPort ?? -1)
  const to = BigInt(rule.toPort ?? rule.fromPort ?? -1)
  const every = numbers(0n, MAX_PORT)
  if (protocol === ICMP || protocol === ICMPV6)
    return [from === -1n ? every : numbers(from, from), codes(from, to, rule)]
  if (protocol !== TCP && protocol !== UDP) return [every, every]
  return [from === -1n ? every : numbers(from, to === -1n ? MAX_PORT : to), every]
}

function codes(type: bigint, code: bigint, rule: SecurityGroupRule): Facet {
  const isEvery = type === -1n || code === -1n || rule.toPort === undefined || rule.toPort === null
  return isEvery ? numbers(0n, MAX_PORT) : numbers(code, code)
}

function numbers(first: bigint, last: bigint): Facet {
  return interval(first, last, String, BigInt)
}

function peersOf(rule: SecurityGroupRule): readonly Facet[] {
  const blocks = [...(rule.cidrs ?? []), ...(rule.ipv6Cidrs ?? [])].map(block)
  // A peer's members send from addresses of either family, which a block of the whole family contains.
  return [...blocks, ...(rule.peers ?? []).map((peer) => names([`peer4 ${peer}`, `peer6 ${peer}`], ''))]
}

/** Families are apart: no address of one is in a block of the other. */
function block(cidr: string): Facet {
  const range = parseAddressRange(cidr)
  if (range === undefined) throw new Error('the schema let a malformed block through')
  const offset = range.family === 4 ? 0n : 1n << 64n
  const text = (value: bigint) => `ip ${formatAddress(range.family, value - offset)}`
  const addresses = interval(range.first + offset, range.last + offset, text, addressNumber)
  const isWhole = range.first === 0n && range.last === (1n << (range.family === 4 ? 32n : 128n)) - 1n
  const contains = (value: string) => addresses.contains(value) || (isWhole && value.startsWith(`peer${range.family} `))
  return { ...addresses, contains }
}

/** Addresses of both families on one line, so that they never meet. */
function addressNumber(text: string): bigint | undefined {
  const range = text.startsWith('ip ') ? parseAddressRange(text.slice(3)) : undefined
  return range && range.first + (range.family === 4 ? 0n : 1n << 64n)
}
