import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { textOf, type UnknownSymbol, type Value } from '../../../value/value.ts'
import { overWays } from '../../terraform/distribute.ts'
import { plainText } from '../../terraform/text.ts'
import { either, unknownOf } from '../../terraform/unknown.ts'
import type { StackResource } from '../stack.ts'
import { valueAt } from './property-path.ts'
import type { Translation } from './translation.ts'

const RULE = {
  protocol: 'IpProtocol',
  from_port: 'FromPort',
  to_port: 'ToPort',
  cidr_blocks: 'CidrIp',
  ipv6_cidr_blocks: 'CidrIpv6',
}

/**
 * Groups, ordered lists and routes. Source: the resources' pages of AWS::EC2, AWS CloudFormation Template Reference.
 */
export const NETWORK_TRANSLATIONS: readonly Translation[] = [
  {
    from: 'AWS::EC2::SecurityGroup',
    to: 'aws_security_group',
    arguments: { id: '@GroupId' },
    blocks: {
      ingress: {
        property: 'SecurityGroupIngress',
        arguments: { ...RULE, prefix_list_ids: 'SourcePrefixListId', security_groups: 'SourceSecurityGroupId' },
      },
      egress: {
        property: 'SecurityGroupEgress',
        arguments: {
          ...RULE,
          prefix_list_ids: 'DestinationPrefixListId',
          security_groups: 'DestinationSecurityGroupId',
        },
      },
    },
    made: defaultEgress,
    alsoReads: ['SecurityGroupIngress', 'SecurityGroupEgress'].flatMap((rules) => [
      `${rules}.Description`,
      // A group has its id once, whoever owns it.
      `${rules}.SourceSecurityGroupOwnerId`,
    ]),
  },
  separateRule('Ingress', 'Source'),
  separateRule('Egress', 'Destination'),
  {
    from: 'AWS::EC2::NetworkAclEntry',
    to: 'aws_network_acl_rule',
    shared: true,
    arguments: { from_port: 'PortRange.From', to_port: 'PortRange.To', icmp_type: 'Icmp.Type', icmp_code: 'Icmp.Code' },
  },
  same('AWS::EC2::NetworkAcl', 'aws_network_acl'),
  same('AWS::EC2::SubnetNetworkAclAssociation', 'aws_network_acl_association'),
  same('AWS::EC2::Route', 'aws_route'),
  same('AWS::EC2::VPCPeeringConnection', 'aws_vpc_peering_connection'),
  same('AWS::EC2::TransitGateway', 'aws_ec2_transit_gateway'),
  same('AWS::EC2::TransitGatewayPeeringAttachment', 'aws_ec2_transit_gateway_peering_attachment'),
  same('AWS::EC2::TrafficMirrorSession', 'aws_ec2_traffic_mirror_session'),
  same('AWS::EC2::TransitGatewayRoute', 'aws_ec2_transit_gateway_route'),
  same('AWS::EC2::TransitGatewayRouteTableAssociation', 'aws_ec2_transit_gateway_route_table_association'),
  same('AWS::EC2::TransitGatewayRouteTablePropagation', 'aws_ec2_transit_gateway_route_table_propagation'),
  same('AWS::EC2::TransitGatewayVpcAttachment', 'aws_ec2_transit_gateway_vpc_attachment'),
  same('AWS::EC2::ClientVpnAuthorizationRule', 'aws_ec2_client_vpn_authorization_rule'),
  same('AWS::NetworkManager::DirectConnectGatewayAttachment', 'aws_networkmanager_dx_gateway_attachment'),
  same('AWS::NetworkManager::SiteToSiteVpnAttachment', 'aws_networkmanager_site_to_site_vpn_attachment'),
  same('AWS::NetworkManager::VpcAttachment', 'aws_networkmanager_vpc_attachment'),
  {
    from: 'AWS::EC2::VPNGatewayRoutePropagation',
    to: 'aws_vpn_gateway_route_propagation',
    arguments: { vpn_gateway_id: 'VpnGatewayId' },
    each: { property: 'RouteTableIds', arguments: { route_table_id: '' } },
  },
  same('AWS::EC2::InstanceConnectEndpoint', 'aws_ec2_instance_connect_endpoint'),
  same('AWS::EC2::VPCEndpointService', 'aws_vpc_endpoint_service'),
  {
    from: 'AWS::EC2::VPCEndpointServicePermissions',
    to: 'aws_vpc_endpoint_service_allowed_principal',
    arguments: { vpc_endpoint_service_id: 'ServiceId' },
    each: { property: 'AllowedPrincipals', arguments: { principal_arn: '' } },
  },
  {
    from: 'AWS::EC2::FlowLog',
    to: 'aws_flow_log',
    shared: true,
    arguments: {},
    made: flowLogSource,
    alsoReads: ['ResourceId', 'ResourceType'],
  },
  {
    from: 'AWS::EC2::PrefixList',
    to: 'aws_ec2_managed_prefix_list',
    arguments: {},
    blocks: { entry: { property: 'Entries', arguments: { cidr: 'Cidr' } } },
  },
  {
    from: 'AWS::Route53::HostedZone',
    to: 'aws_route53_zone',
    arguments: {},
    blocks: { vpc: { property: 'VPCs', arguments: { vpc_id: 'VPCId' } } },
  },
]

function same(from: string, to: string): Translation {
  return { from, to, shared: true, arguments: {} }
}

function separateRule(direction: 'Ingress' | 'Egress', peer: 'Source' | 'Destination'): Translation {
  return {
    from: `AWS::EC2::SecurityGroup${direction}`,
    to: `aws_vpc_security_group_${direction.toLowerCase()}_rule`,
    arguments: {
      security_group_id: 'GroupId',
      ip_protocol: 'IpProtocol',
      from_port: 'FromPort',
      to_port: 'ToPort',
      cidr_ipv4: 'CidrIp',
      cidr_ipv6: 'CidrIpv6',
      prefix_list_id: `${peer}PrefixListId`,
      referenced_security_group_id: `${peer}SecurityGroupId`,
    },
    alsoReads: ['SourceSecurityGroupOwnerId'],
  }
}

/**
 * Where a group says nothing of egress, everything may leave; with rules in resources of their own, or with an empty
 * list, that may be gone. Source: "AWS::EC2::SecurityGroup", AWS CloudFormation Template Reference.
 */
function defaultEgress(resource: StackResource): Readonly<Record<string, Value>> {
  const written = valueAt(resource.properties(), 'SecurityGroupEgress') ?? nothing(resource)
  const egress = overWays([written], resource.header, ([way = written]) => {
    if (way.kind === 'null') return hasSeparateRules(resource) ? everythingPerhaps(resource) : everything(resource)
    return way.kind === 'list' && way.items.length === 0 ? everythingPerhaps(resource) : nothing(resource)
  })
  return egress.kind === 'null' ? {} : { egress }
}

function nothing({ header }: StackResource): Value {
  return { kind: 'null', spans: [header] }
}

function hasSeparateRules({ stack }: StackResource): boolean {
  return stack.resources().some(({ type }) => type === 'AWS::EC2::SecurityGroupEgress')
}

function everything({ header }: StackResource): Value {
  const text = (value: string): Value => textOf(value, [header])
  const rule = { protocol: text('-1'), cidr_blocks: text('0.0.0.0/0'), ipv6_cidr_blocks: text('::/0') }
  const entries = new Map(Object.entries(rule).map(([name, value]) => [name, { keySpan: header, value }]))
  return { kind: 'map', collection: 'object', entries, spans: [header] }
}

function everythingPerhaps(resource: StackResource): Value {
  const { header, address } = resource
  const symbol: Omit<UnknownSymbol, 'span'> = {
    address: `${address}.SecurityGroupEgress`,
    fingerprint: digestOf('default-egress', fingerprintOf(resource.reference())),
    reason: 'is the default rule, which may not be in force',
  }
  return either(unknownOf(symbol, [header]), everything(resource), nothing(resource), header)
}

const LOGGED: ReadonlyMap<string, string> = new Map([
  ['VPC', 'vpc_id'],
  ['Subnet', 'subnet_id'],
  ['NetworkInterface', 'eni_id'],
  ['TransitGateway', 'transit_gateway_id'],
  ['TransitGatewayAttachment', 'transit_gateway_attachment_id'],
])

/** What a flow log records: a thing of the type that it names. */
function flowLogSource(resource: StackResource): Readonly<Record<string, Value>> {
  const type = valueAt(resource.properties(), 'ResourceType')
  const id = valueAt(resource.properties(), 'ResourceId')
  const argument = type === undefined ? undefined : LOGGED.get(plainText(type) ?? '')
  return argument === undefined || id === undefined ? {} : { [argument]: id }
}
