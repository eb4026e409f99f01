import type { Direction } from '../../../../authorization/network/rule-facets.ts'
import type { ReachEntry } from '../../../../authorization/reach.ts'
import type { UnknownSymbol, Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import { unknownOf } from '../../unknown.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import { LIST_NOUN } from '../listed-peer.ts'
import { symbolFacet } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { ruleEntries } from './security-group-rules.ts'

const NOUN = 'security-group'
const DIRECTIONS: readonly Direction[] = ['ingress', 'egress']

/**
 * Groups with rules of their own, and rules of other resources, which add up.
 * Source: the resources' pages in the AWS provider's documentation.
 */
export const SECURITY_GROUP_ADAPTERS: readonly ResourceAdapter[] = [
  groupAdapter('aws_security_group'),
  groupAdapter('aws_default_security_group'),
  {
    type: 'aws_security_group_rule',
    nouns: [NOUN, LIST_NOUN],
    reads: [
      ...['type', 'security_group_id', 'protocol', 'from_port', 'to_port', 'cidr_blocks', 'ipv6_cidr_blocks'],
      ...['prefix_list_ids', 'source_security_group_id', 'self'],
    ],
    documents: [],
    held: (resource) => heldBy(resource, groupOf(resource), (group) => separateRule(resource, group)),
  },
  singleRuleAdapter('aws_vpc_security_group_ingress_rule', 'ingress'),
  singleRuleAdapter('aws_vpc_security_group_egress_rule', 'egress'),
]

function groupAdapter(type: string): ResourceAdapter {
  return {
    type,
    nouns: [NOUN, LIST_NOUN],
    reads: DIRECTIONS,
    documents: [],
    held: (resource) => heldBy(resource, resource.attribute('id'), (group) => inlineRules(resource, group)),
  }
}

function singleRuleAdapter(type: string, direction: Direction): ResourceAdapter {
  return {
    type,
    nouns: [NOUN, LIST_NOUN],
    reads: [
      ...['security_group_id', 'ip_protocol', 'from_port', 'to_port', 'cidr_ipv4', 'cidr_ipv6'],
      ...['prefix_list_id', 'referenced_security_group_id'],
    ],
    documents: [],
    held: (resource) =>
      heldBy(resource, groupOf(resource), (group) =>
        ruleEntries(
          {
            direction,
            protocol: resource.written('ip_protocol'),
            from: resource.written('from_port'),
            to: resource.written('to_port'),
            ipv4: resource.written('cidr_ipv4'),
            ipv6: resource.written('cidr_ipv6'),
            lists: { ids: resource.written('prefix_list_id'), place: resource.place },
            peers: [resource.written('referenced_security_group_id')],
            self: undefined,
            presence: resource.presence,
            span: resource.span,
          },
          group,
        ),
      ),
  }
}

/** The id of the group that a rule is for. */
function groupOf(resource: ConfiguredResource): Value {
  return resource.written('security_group_id') ?? resource.attribute('security_group_id')
}

function heldBy(
  resource: ConfiguredResource,
  group: Value,
  entriesOf: (group: Value) => readonly ReachEntry[],
): readonly HeldAccess[] {
  const holder = `${NOUN}:${resource.place}${holderName(group)}`
  const lists = () => entriesOf(group).flatMap(({ list }) => list?.holder ?? [])
  return [heldReach(resource, holder, 'network', () => entriesOf(group), false, lists)]
}

/** Rules that a group declares itself, as blocks or as a list of objects. */
function inlineRules(resource: ConfiguredResource, group: Value): readonly ReachEntry[] {
  return DIRECTIONS.flatMap((direction) => [
    ...resource
      .blocks(direction)
      .flatMap((block) =>
        block.unread === undefined
          ? inlineRule(resource, direction, block, group)
          : [unknownRule(resource, direction, unknownOf(block.unread, [block.unread.span]), block.presence)],
      ),
    ...itemsOf(resource.written(direction)).flatMap((item) => listedRule(resource, direction, item, group)),
  ])
}

interface RulePart {
  readonly presence: readonly UnknownSymbol[]
  written(name: string): Value | undefined
}

function inlineRule(
  resource: ConfiguredResource,
  direction: Direction,
  { presence, written }: RulePart,
  group: Value,
): readonly ReachEntry[] {
  return ruleEntries(
    {
      direction,
      protocol: written('protocol'),
      from: written('from_port'),
      to: written('to_port'),
      ipv4: written('cidr_blocks'),
      ipv6: written('ipv6_cidr_blocks'),
      lists: { ids: written('prefix_list_ids'), place: resource.place },
      peers: [written('security_groups')],
      self: written('self'),
      presence: [...resource.presence, ...presence],
      span: resource.span,
    },
    group,
  )
}

function listedRule(
  resource: ConfiguredResource,
  direction: Direction,
  { value, presence }: { readonly value: Value; readonly presence: readonly UnknownSymbol[] },
  group: Value,
): readonly ReachEntry[] {
  if (value.kind === 'map') {
    const written = (name: string): Value | undefined => {
      const entry = value.entries.get(name)?.value
      return entry?.kind === 'null' ? undefined : entry
    }
    return inlineRule(resource, direction, { presence, written }, group)
  }
  return [unknownRule(resource, direction, value, presence)]
}

/** A rule that may let anything through in its direction. */
function unknownRule(
  resource: ConfiguredResource,
  direction: Direction,
  value: Value,
  presence: readonly UnknownSymbol[],
): ReachEntry {
  const [first = resource.span, ...others] = value.spans
  const unknown = symbolFacet(value)
  return {
    facets: [{ kind: 'names', values: [direction] }, unknown, unknown, unknown, unknown],
    presence: [...resource.presence, ...presence],
    spans: [first, ...others],
  }
}

/** The direction of a rule resource is an argument; where it is not known, it may be either. */
function separateRule(resource: ConfiguredResource, group: Value): readonly ReachEntry[] {
  const type = resource.written('type')
  const known = DIRECTIONS.find((direction) => type !== undefined && plainText(type) === direction)
  const rule = {
    protocol: resource.written('protocol'),
    from: resource.written('from_port'),
    to: resource.written('to_port'),
    ipv4: resource.written('cidr_blocks'),
    ipv6: resource.written('ipv6_cidr_blocks'),
    lists: { ids: resource.written('prefix_list_ids'), place: resource.place },
    peers: [resource.written('source_security_group_id')],
    self: resource.written('self'),
    presence: resource.presence,
    span: resource.span,
  }
  if (known !== undefined) return ruleEntries({ ...rule, direction: known }, group)
  const entries = ruleEntries({ ...rule, direction: 'ingress' }, group)
  const either = type === undefined ? undefined : symbolFacet(type)
  return entries.map((entry) =>
    either === undefined ? entry : { ...entry, facets: [either, ...entry.facets.slice(1)] },
  )
}
