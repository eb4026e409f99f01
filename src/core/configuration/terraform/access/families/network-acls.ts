import type { Direction } from '../../../../authorization/network/rule-facets.ts'
import { ICMP, ICMPV6, protocolNumber } from '../../../../authorization/network/security-group.ts'
import type { OrderedRule, ReachEntry } from '../../../../authorization/reach.ts'
import { textOf, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import { toNumber } from '../../conversion.ts'
import { integerOf } from '../../number.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { symbolOf } from '../reach-facets.ts'
import type { ConfiguredBlock, ConfiguredResource } from '../resource.ts'
import { blocksAt } from '../value-blocks.ts'
import { ruleEntries } from './security-group-rules.ts'

const NOUN = 'network-acl'
const DIRECTIONS: readonly Direction[] = ['ingress', 'egress']

/**
 * Ordered rules of a network ACL, of which the first that matches decides; what none matches is denied.
 * Sources: "Control subnet traffic with network access control lists", Amazon VPC User Guide; the resources' pages in
 * the AWS provider's documentation.
 */
export const NETWORK_ACL_ADAPTERS: readonly ResourceAdapter[] = [
  inlineAdapter('aws_network_acl', (resource) => resource.attribute('id')),
  inlineAdapter(
    'aws_default_network_acl',
    (resource) => resource.written('default_network_acl_id') ?? resource.attribute('id'),
  ),
  {
    type: 'aws_network_acl_rule',
    nouns: [NOUN],
    reads: [
      ...['network_acl_id', 'rule_number', 'egress', 'protocol', 'rule_action', 'cidr_block', 'ipv6_cidr_block'],
      ...['from_port', 'to_port', 'icmp_type', 'icmp_code'],
    ],
    documents: [],
    held: (resource) => {
      const acl = resource.written('network_acl_id') ?? resource.attribute('network_acl_id')
      return [heldBy(resource, acl, () => separateRule(resource))]
    },
  },
]

function inlineAdapter(type: string, aclOf: (resource: ConfiguredResource) => Value): ResourceAdapter {
  return {
    type,
    nouns: [NOUN],
    reads: DIRECTIONS,
    documents: [],
    held: (resource) => [heldBy(resource, aclOf(resource), () => inlineRules(resource))],
  }
}

function heldBy(resource: ConfiguredResource, acl: Value, entries: () => readonly ReachEntry[]): HeldAccess {
  return heldReach(resource, `${NOUN}:${resource.place}${holderName(acl)}`, 'network', entries)
}

function inlineRules(resource: ConfiguredResource): readonly ReachEntry[] {
  return DIRECTIONS.flatMap((direction) =>
    blocksAt(resource, direction).flatMap((block) => {
      const presence = [...resource.presence, ...block.presence]
      if (block.unread !== undefined) return anyRule(resource, direction, block.unread, presence)
      return rulesOf(resource, direction, block, presence, { number: 'rule_no', action: 'action' })
    }),
  )
}

/** Rules of which nothing is known may allow anything, or deny it, before any other. */
function anyRule(
  { header }: ConfiguredResource,
  direction: Direction,
  symbol: UnknownSymbol,
  presence: readonly UnknownSymbol[],
): readonly ReachEntry[] {
  const any = { kind: 'symbol', symbol } as const
  return [true, false].map((denies) => ({
    facets: [{ kind: 'names', values: [direction] }, any, any, any, any],
    presence: [...presence, symbol],
    spans: [symbol.span, header],
    rule: { number: symbol, denies },
  }))
}

function separateRule(resource: ConfiguredResource): readonly ReachEntry[] {
  const names = { number: 'rule_number', action: 'rule_action' }
  const egress = resource.written('egress')
  const direction = egress === undefined ? 'false' : plainText(egress)
  const rules = (at: Direction) => rulesOf(resource, at, resource, resource.presence, names)
  if (direction === 'true' || direction === 'false') return rules(direction === 'true' ? 'egress' : 'ingress')
  const either = egress === undefined ? [] : [symbolOf(egress)]
  return DIRECTIONS.flatMap(rules).map((entry) => ({ ...entry, presence: [...entry.presence, ...either] }))
}

/** One rule; where it is not known whether it denies, both. */
function rulesOf(
  resource: ConfiguredResource,
  direction: Direction,
  part: Pick<ConfiguredBlock, 'written'>,
  presence: readonly UnknownSymbol[],
  names: { readonly number: string; readonly action: string },
): readonly ReachEntry[] {
  const { written } = part
  const [from, to] = portsOf(part)
  const entries = ruleEntries(
    {
      direction,
      protocol: written('protocol'),
      from,
      to,
      ipv4: written('cidr_block'),
      ipv6: written('ipv6_cidr_block'),
      peers: [],
      self: undefined,
      presence,
      span: resource.header,
    },
    resource.attribute('id'),
  )
  const number = numberOf(written(names.number), resource)
  const action = written(names.action)
  const text = action === undefined ? undefined : plainText(action)?.toLowerCase()
  if (text === 'allow' || text === 'deny') {
    return entries.map((entry) => ({ ...entry, rule: { number, denies: text === 'deny' } }))
  }
  const unknown = action === undefined ? [] : [symbolOf(action)]
  return [true, false].flatMap((denies) =>
    entries.map((entry) => ({ ...entry, presence: [...entry.presence, ...unknown], rule: { number, denies } })),
  )
}

/** For ICMP, type and code; where the protocol is not known, everything that may count. */
function portsOf({ written }: Pick<ConfiguredBlock, 'written'>): readonly [Value | undefined, Value | undefined] {
  const protocol = written('protocol')
  const text = protocol === undefined ? undefined : plainText(protocol)
  const number = text === undefined ? undefined : protocolNumber(text)
  const icmp = [written('icmp_type') ?? ZERO, written('icmp_code') ?? ZERO] as const
  if (number === ICMP || number === ICMPV6) return icmp
  if (number !== undefined) return [written('from_port'), written('to_port')]
  const all = ['from_port', 'to_port', 'icmp_type', 'icmp_code'].flatMap((name) => written(name) ?? [])
  return [{ kind: 'list', collection: 'tuple', items: all, spans: all.flatMap(({ spans }) => spans) }, undefined]
}

const ZERO = textOf('0', [])

function numberOf(value: Value | undefined, { header, address }: ConfiguredResource): OrderedRule['number'] {
  const number = value === undefined ? undefined : toNumber(value)
  const known = number?.kind === 'number' ? integerOf(number) : undefined
  if (known !== undefined) return known
  if (value === undefined) return { address, fingerprint: address, reason: 'has a rule without a number', span: header }
  return symbolOf(value)
}
