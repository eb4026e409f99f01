import type { ResourceAdapter } from '../adapter.ts'
import { LIST_NOUN } from '../listed-peer.ts'
import type { Relation } from './relation.ts'
import { relationAdapters, type Subject } from './relations.ts'

const ROUTE = 'a route to'

/** Where a route leads, by argument. */
const TARGETS = [
  'gateway_id',
  'nat_gateway_id',
  'egress_only_gateway_id',
  'carrier_gateway_id',
  'vpc_peering_connection_id',
  'transit_gateway_id',
  'core_network_arn',
  'network_interface_id',
  'vpc_endpoint_id',
  'local_gateway_id',
] as const

/** What a route is for: blocks of addresses, or a list of them by its name. */
const DESTINATIONS: readonly (readonly [own: string, inline: string, isAddress?: true])[] = [
  ['destination_cidr_block', 'cidr_block', true],
  ['destination_ipv6_cidr_block', 'ipv6_cidr_block', true],
  ['destination_prefix_list_id', 'destination_prefix_list_id'],
]

const ROUTES: readonly Relation[] = TARGETS.flatMap((target) =>
  DESTINATIONS.flatMap(([own, inline, isAddress]): readonly Relation[] => {
    const row = { effect: 'exposure', noun: 'routes', says: ROUTE, aspects: target } as const
    const as = isAddress === undefined ? ({ isList: true } as const) : { isAddress }
    return [
      { ...row, ...as, type: 'aws_route', holder: ['route_table_id'], scope: [own] },
      { ...row, ...as, type: 'aws_route_table', holder: ['id'], own: true, within: 'route', scope: [inline] },
      { ...row, ...as, type: 'aws_default_route_table', holder: ['id'], own: true, within: 'route', scope: [inline] },
    ]
  }),
)

const PREFIXES = 'what is let through by the list'
const ACL_OF_SUBNET = 'the network ACL'
const GATEWAY_ROUTES = 'routes of the gateway'
const ELASTIC = 'an Elastic IP address'

type Row = readonly [type: string, noun: string, holder: string, scope: readonly string[], says: string]

/** What accepts a connection that another account, or another region, asks for. */
const ACCEPTED: readonly (readonly [type: string, holder: string])[] = [
  ['aws_ec2_transit_gateway_peering_attachment_accepter', 'transit_gateway_attachment_id'],
  ['aws_ec2_transit_gateway_vpc_attachment_accepter', 'transit_gateway_attachment_id'],
  ['aws_vpc_peering_connection_accepter', 'vpc_peering_connection_id'],
  ['aws_dx_hosted_private_virtual_interface_accepter', 'virtual_interface_id'],
  ['aws_dx_hosted_transit_virtual_interface_accepter', 'virtual_interface_id'],
]

const CORE: readonly (readonly [type: string, scope: string])[] = [
  ['aws_networkmanager_vpc_attachment', 'vpc_arn'],
  ['aws_networkmanager_site_to_site_vpn_attachment', 'vpn_connection_arn'],
  ['aws_networkmanager_dx_gateway_attachment', 'direct_connect_gateway_arn'],
]

/** Ways between networks, and addresses by which something is reached. */
const WAYS: readonly Row[] = [
  ['aws_eip_association', 'elastic-addresses', 'instance_id', [], ELASTIC],
  ['aws_eip_association', 'elastic-addresses', 'network_interface_id', [], ELASTIC],
  ['aws_eip', 'elastic-addresses', 'instance', [], ELASTIC],
  ['aws_eip', 'elastic-addresses', 'network_interface', [], ELASTIC],
  ['aws_lightsail_static_ip_attachment', 'elastic-addresses', 'instance_name', [], 'a static address'],
  [
    'aws_vpc_peering_connection',
    'peers',
    'vpc_id',
    ['peer_vpc_id', 'peer_owner_id', 'peer_region'],
    'a peered network',
  ],
  [
    'aws_ec2_transit_gateway_vpc_attachment',
    'transit-gateway',
    'transit_gateway_id',
    ['vpc_id'],
    'an attached network',
  ],
  [
    'aws_ec2_transit_gateway_peering_attachment',
    'transit-gateway',
    'transit_gateway_id',
    ['peer_transit_gateway_id', 'peer_account_id', 'peer_region'],
    'a peered transit gateway',
  ],
  [
    'aws_ec2_traffic_mirror_session',
    'mirrored',
    'network_interface_id',
    ['traffic_mirror_target_id'],
    'a copy of its traffic',
  ],
  [
    'aws_ec2_transit_gateway_route_table_association',
    'transit-routes',
    'transit_gateway_route_table_id',
    ['transit_gateway_attachment_id'],
    'an associated attachment',
  ],
  [
    'aws_ec2_transit_gateway_route_table_propagation',
    'transit-routes',
    'transit_gateway_route_table_id',
    ['transit_gateway_attachment_id'],
    'routes of an attachment',
  ],
  ['aws_route53_zone_association', 'zone', 'zone_id', ['vpc_id'], 'answers of the private zone'],
  ['aws_route53_vpc_association_authorization', 'zone', 'zone_id', ['vpc_id'], 'leave to use the private zone'],
  [
    'aws_vpc_endpoint_service_allowed_principal',
    'endpoint-service',
    'vpc_endpoint_service_id',
    ['principal_arn'],
    'connections to the service',
  ],
  [
    'aws_vpclattice_service_network_vpc_association',
    'service-network',
    'service_network_identifier',
    ['vpc_identifier'],
    'a network that reaches its services',
  ],
  [
    'aws_vpclattice_service_network_service_association',
    'service-network',
    'service_network_identifier',
    ['service_identifier'],
    'a service',
  ],
  ['aws_vpn_gateway_route_propagation', 'propagated', 'route_table_id', ['vpn_gateway_id'], GATEWAY_ROUTES],
  ...ACCEPTED.map(([type, holder]): Row => [type, 'accepted', holder, [], 'a connection that somebody else asks for']),
  ...CORE.map(([type, scope]): Row => [type, 'core-network', 'core_network_id', [scope], 'an attached network']),
  ['aws_vpn_connection', 'vpn', 'vpn_gateway_id', ['customer_gateway_id'], 'a connection of the gateway'],
  ['aws_vpn_connection', 'vpn', 'transit_gateway_id', ['customer_gateway_id'], 'a connection of the gateway'],
]

/** By which table the routes of a network's part are: another one may lead to the internet. */
const ROUTE_TABLES: readonly (readonly [type: string, noun: string, holder: string])[] = [
  ['aws_route_table_association', 'routed-by', 'subnet_id'],
  ['aws_route_table_association', 'routed-by', 'gateway_id'],
  ['aws_main_route_table_association', 'routed-by', 'vpc_id'],
]

/** The gateways whose routes a table takes over: by itself, or each by a resource. */
const PROPAGATED = ['aws_route_table', 'aws_default_route_table'].map(
  (type): Relation => ({
    type,
    effect: 'exposure',
    noun: 'propagated',
    holder: ['id'],
    own: true,
    scope: ['propagating_vgws'],
    says: GATEWAY_ROUTES,
  }),
)

const CLIENT_VPN = {
  type: 'aws_ec2_client_vpn_authorization_rule',
  effect: 'exposure',
  noun: 'client-vpn',
  holder: ['client_vpn_endpoint_id'],
  scope: ['target_network_cidr'],
  isAddress: true,
  says: 'a network behind the VPN',
} as const

const TABLE: readonly Relation[] = [
  ...ROUTES,
  ...PROPAGATED,
  ...ROUTE_TABLES.map(([type, noun, holder]): Relation => {
    const says = 'the route table'
    return { type, effect: 'guardrail', noun, holder: [holder], scope: ['route_table_id'], says }
  }),
  ...WAYS.map(([type, noun, holder, scope, says]): Relation => {
    return { type, effect: 'exposure', noun, holder: [holder], says, ...(scope.length === 0 ? {} : { scope }) }
  }),
  {
    type: 'aws_ec2_transit_gateway_route',
    effect: 'exposure',
    noun: 'transit-ways',
    holder: ['transit_gateway_route_table_id'],
    says: ROUTE,
    aspects: 'transit_gateway_attachment_id',
    scope: ['destination_cidr_block'],
    isAddress: true,
  },
  {
    type: 'aws_route53_zone',
    effect: 'exposure',
    noun: 'zone',
    holder: ['id'],
    own: true,
    within: 'vpc',
    scope: ['vpc_id'],
    says: 'answers of the private zone',
  },
  {
    type: 'aws_vpc_endpoint_service',
    effect: 'exposure',
    noun: 'endpoint-service',
    holder: ['id'],
    own: true,
    scope: ['allowed_principals'],
    says: 'connections to the service',
  },
  {
    type: 'aws_ec2_managed_prefix_list',
    effect: 'exposure',
    noun: LIST_NOUN,
    holder: ['id'],
    own: true,
    within: 'entry',
    mayBeIgnored: true,
    scope: ['cidr'],
    isAddress: true,
    says: PREFIXES,
  },
  {
    type: 'aws_ec2_managed_prefix_list_entry',
    effect: 'exposure',
    noun: LIST_NOUN,
    holder: ['prefix_list_id'],
    scope: ['cidr'],
    isAddress: true,
    says: PREFIXES,
  },
  {
    type: 'aws_workspaces_ip_group',
    effect: 'exposure',
    noun: 'workspace-addresses',
    holder: [],
    own: true,
    within: 'rules',
    scope: ['source'],
    isAddress: true,
    says: 'logins to workspaces',
  },
  { ...CLIENT_VPN, bounds: ['access_group_id'], boundsSay: 'for the group' },
  { ...CLIENT_VPN, bounds: [], when: { argument: 'authorize_all_groups', is: ['true'], absent: 'false' } },
  {
    type: 'aws_customer_gateway',
    effect: 'exposure',
    noun: 'vpn-peers',
    holder: [],
    own: true,
    scope: ['ip_address'],
    says: 'connections from',
  },
  {
    type: 'aws_globalaccelerator_endpoint_group',
    effect: 'exposure',
    noun: 'accelerated',
    holder: [],
    own: true,
    within: 'endpoint_configuration',
    scope: ['endpoint_id'],
    says: 'addresses on the internet for',
  },
  {
    type: 'aws_ec2_instance_connect_endpoint',
    effect: 'exposure',
    noun: 'instance-connect',
    holder: ['subnet_id'],
    scope: ['security_group_ids'],
    scopeAbsent: 'the default security group',
    says: 'a way in to instances by the security group',
  },
  {
    type: 'aws_network_acl_association',
    effect: 'guardrail',
    noun: 'subnet-acl',
    holder: ['subnet_id'],
    scope: ['network_acl_id'],
    says: ACL_OF_SUBNET,
  },
  {
    type: 'aws_network_acl',
    effect: 'guardrail',
    noun: 'subnet-acl',
    holder: ['subnet_ids'],
    scopeOwn: 'id',
    says: ACL_OF_SUBNET,
  },
  {
    type: 'aws_vpc_block_public_access_exclusion',
    effect: 'exposure',
    noun: 'public-exclusions',
    holder: [],
    scope: ['vpc_id', 'internet_gateway_exclusion_mode'],
    says: 'left out of the block on public access',
  },
  {
    type: 'aws_vpc_block_public_access_exclusion',
    effect: 'exposure',
    noun: 'public-exclusions',
    holder: [],
    scope: ['subnet_id', 'internet_gateway_exclusion_mode'],
    says: 'left out of the block on public access',
  },
]

const SUBJECTS: readonly Subject[] = [
  { type: 'aws_subnet', noun: 'subnet-acl', holder: 'id' },
  { type: 'aws_subnet', noun: 'routed-by', holder: 'id' },
  { type: 'aws_vpc', noun: 'routed-by', holder: 'id' },
]

/**
 * How networks reach each other and the internet. Sources: the resources' pages in the AWS provider's documentation;
 * "Configure route tables", Amazon VPC User Guide.
 */
export const NETWORK_PATH_ADAPTERS: readonly ResourceAdapter[] = relationAdapters(TABLE, SUBJECTS)
