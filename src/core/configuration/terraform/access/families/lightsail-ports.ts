import { textOf, type Value } from '../../../../value/value.ts'
import type { ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { symbolFacet } from '../reach-facets.ts'
import type { ConfiguredBlock, ConfiguredResource } from '../resource.ts'
import { blocksAt } from '../value-blocks.ts'
import { ruleEntries } from './security-group-rules.ts'

const NOUN = 'lightsail-ports'
const PEERS = ['cidrs', 'ipv6_cidrs', 'cidr_list_aliases'] as const

/**
 * Open ports of instances of Lightsail: a port without addresses is open to everybody.
 * Sources: "PortInfo", Amazon Lightsail API Reference; the resource's page in the AWS provider's documentation.
 */
export const LIGHTSAIL_PORT_ADAPTERS: readonly ResourceAdapter[] = [
  {
    type: 'aws_lightsail_instance_public_ports',
    nouns: [NOUN],
    reads: ['instance_name', 'port_info'],
    documents: [],
    held: (resource) => {
      const name = resource.written('instance_name') ?? resource.attribute('instance_name')
      const holder = `${NOUN}:${resource.place}${holderName(name)}`
      const entries = () => blocksAt(resource, 'port_info').flatMap((block) => portEntries(resource, block, name))
      return [heldReach(resource, holder, 'network', entries)]
    },
  },
]

function portEntries(
  { header, presence }: ConfiguredResource,
  block: ConfiguredBlock,
  instance: Value,
): ReturnType<typeof ruleEntries> {
  const conditions = [...presence, ...block.presence]
  if (block.unread !== undefined) {
    const any = symbolFacet({ kind: 'unknown', symbol: block.unread, spans: [block.unread.span] })
    const facets = [{ kind: 'names', values: ['ingress'] } as const, any, any, any, any]
    return [{ facets, presence: [...conditions, block.unread], spans: [block.unread.span, header] }]
  }
  const { written } = block
  const isForEverybody = PEERS.every((name) => written(name) === undefined)
  return ruleEntries(
    {
      direction: 'ingress',
      protocol: written('protocol'),
      from: written('from_port'),
      to: written('to_port'),
      ipv4: isForEverybody ? textOf('0.0.0.0/0', []) : written('cidrs'),
      ipv6: isForEverybody ? textOf('::/0', []) : written('ipv6_cidrs'),
      peers: [written('cidr_list_aliases')],
      self: undefined,
      presence: conditions,
      span: header,
    },
    instance,
  )
}
