import { type Pair, pairsOf, type Row, type Side } from './pair.ts'

const WITHIN = '10.0.0.0/8'
const ALL = '0.0.0.0/0'

/** A rule for a port in each of the ways in which a rule is written. */
function port(number: number, checks: string): readonly Row[] {
  const inline = (cidr: string) =>
    `name = "it"\n ingress {\n protocol = "tcp"\n from_port = ${number}\n to_port = ${number}\n cidr_blocks = ["${cidr}"]\n}`
  const rule = (cidr: string) =>
    `security_group_id = "sg-1"\n type = "ingress"\n protocol = "tcp"\n from_port = ${number}\n to_port = ${number}\n cidr_blocks = ["${cidr}"]`
  const single = (cidr: string) =>
    `security_group_id = "sg-1"\n ip_protocol = "tcp"\n from_port = ${number}\n to_port = ${number}\n cidr_ipv4 = "${cidr}"`
  const item = (cidr: string) => `IpProtocol: tcp, FromPort: ${number}, ToPort: ${number}, CidrIp: ${cidr}`
  const subject = `port ${number} for everybody`
  return [
    [
      subject,
      checks,
      ['aws_security_group', inline(WITHIN), inline(ALL)],
      [
        'AWS::EC2::SecurityGroup',
        `GroupDescription: it, SecurityGroupIngress: [{${item(WITHIN)}}]`,
        `GroupDescription: it, SecurityGroupIngress: [{${item(ALL)}}]`,
      ],
    ],
    [
      `${subject}, by a rule`,
      checks,
      ['aws_security_group_rule', rule(WITHIN), rule(ALL)],
      ['AWS::EC2::SecurityGroupIngress', `GroupId: sg-1, ${item(WITHIN)}`, `GroupId: sg-1, ${item(ALL)}`],
    ],
    [
      `${subject}, by a rule of one block`,
      checks,
      ['aws_vpc_security_group_ingress_rule', single(WITHIN), single(ALL)],
    ],
    [
      `${subject}, in IPv6`,
      checks,
      [
        'aws_vpc_security_group_ingress_rule',
        single(WITHIN).replace(`cidr_ipv4 = "${WITHIN}"`, 'cidr_ipv6 = "2001:db8::/32"'),
        single(WITHIN).replace(`cidr_ipv4 = "${WITHIN}"`, 'cidr_ipv6 = "::/0"'),
      ],
    ],
  ]
}

function acl(number: number, checks: string): Row {
  const rule = (cidr: string) =>
    `network_acl_id = "acl-1"\n rule_number = 100\n egress = false\n protocol = "tcp"\n rule_action = "allow"\n from_port = ${number}\n to_port = ${number}\n cidr_block = "${cidr}"`
  const item = (cidr: string) =>
    `NetworkAclId: acl-1, RuleNumber: 100, Egress: false, Protocol: 6, RuleAction: allow, PortRange: {From: ${number}, To: ${number}}, CidrBlock: ${cidr}`
  return [
    `port ${number} for everybody through a network ACL`,
    checks,
    ['aws_network_acl_rule', rule(WITHIN), rule(ALL)],
    ['AWS::EC2::NetworkAclEntry', item(WITHIN), item(ALL)],
  ]
}

function aclOf(protocol: string): string {
  return `network_acl_id = "acl-1"\n rule_number = 100\n egress = false\n protocol = "${protocol}"\n rule_action = "allow"\n from_port = 443\n to_port = 443\n cidr_block = "${WITHIN}"`
}

const EGRESS: Side = [
  'aws_security_group',
  `egress {\n protocol = "tcp"\n from_port = 443\n to_port = 443\n cidr_blocks = ["${WITHIN}"]\n}`,
  `egress {\n protocol = "-1"\n from_port = 0\n to_port = 0\n cidr_blocks = ["${ALL}"]\n}`,
]

/** Rules, and where traffic goes. */
const ROWS: readonly Row[] = [
  ...port(22, 'CKV_AWS_24 AWS-0107'),
  ...port(3389, 'CKV_AWS_25 AWS-0107'),
  ...port(80, 'CKV_AWS_260 AWS-0107'),
  [
    'every port for everybody',
    'CKV_AWS_277',
    [
      'aws_security_group_rule',
      `security_group_id = "sg-1"\n type = "ingress"\n protocol = "tcp"\n from_port = 443\n to_port = 443\n cidr_blocks = ["${ALL}"]`,
      `security_group_id = "sg-1"\n type = "ingress"\n protocol = "-1"\n from_port = 0\n to_port = 0\n cidr_blocks = ["${ALL}"]`,
    ],
  ],
  [
    'everything to everywhere',
    'CKV_AWS_382 AWS-0104',
    EGRESS,
    [
      'AWS::EC2::SecurityGroup',
      `GroupDescription: it, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: ${WITHIN}}]`,
      `GroupDescription: it, SecurityGroupEgress: [{IpProtocol: "-1", CidrIp: ${ALL}}]`,
    ],
  ],
  [
    'a default group that lets through',
    'CKV2_AWS_12 AWS-0173',
    [
      'aws_default_security_group',
      'vpc_id = "vpc-1"',
      'vpc_id = "vpc-1"\n ingress {\n protocol = "-1"\n from_port = 0\n to_port = 0\n self = true\n}',
    ],
  ],
  [
    'a group of databases for everybody',
    'CKV_AWS_198',
    [
      'aws_db_security_group',
      `name = "it"\n ingress {\n cidr = "${WITHIN}"\n}`,
      `name = "it"\n ingress {\n cidr = "${ALL}"\n}`,
    ],
    undefined,
    { answer: 'undecided', back: 'undecided' },
  ],
  acl(22, 'CKV_AWS_232 AWS-0105'),
  acl(3389, 'CKV_AWS_231 AWS-0105'),
  acl(20, 'CKV_AWS_230 AWS-0105'),
  acl(21, 'CKV_AWS_229 AWS-0105'),
  ['every port through a network ACL', 'CKV_AWS_352 AWS-0102', ['aws_network_acl_rule', aclOf('tcp'), aclOf('-1')]],
  [
    'a subnet without a network ACL of its own',
    'CKV2_AWS_1',
    [
      '',
      'resource "aws_subnet" "it" {\n vpc_id = "vpc-1"\n}\nresource "aws_network_acl_association" "it" {\n network_acl_id = "acl-1"\n subnet_id = aws_subnet.it.id\n}',
      'resource "aws_subnet" "it" {\n vpc_id = "vpc-1"\n}',
    ],
  ],
  [
    'a default network',
    'CKV_AWS_148 AWS-0101',
    ['aws_default_vpc', undefined, 'force_destroy = false'],
    undefined,
    { answer: 'silent' },
  ],
  [
    'a default route to the internet',
    'CKV2_AWS_35',
    [
      'aws_route',
      'route_table_id = "rtb-1"\n destination_cidr_block = "0.0.0.0/0"\n nat_gateway_id = "nat-1"',
      'route_table_id = "rtb-1"\n destination_cidr_block = "0.0.0.0/0"\n gateway_id = "igw-1"',
    ],
    undefined,
    { back: 'granted' },
  ],
  [
    'everything to a peer',
    'CKV2_AWS_44',
    [
      'aws_route',
      'route_table_id = "rtb-1"\n destination_cidr_block = "10.1.0.0/16"\n vpc_peering_connection_id = "pcx-1"',
      'route_table_id = "rtb-1"\n destination_cidr_block = "0.0.0.0/0"\n vpc_peering_connection_id = "pcx-1"',
    ],
  ],
  [
    'attachments that nobody accepts',
    'CKV_AWS_331',
    [
      'aws_ec2_transit_gateway',
      'auto_accept_shared_attachments = "disable"',
      'auto_accept_shared_attachments = "enable"',
    ],
    ['AWS::EC2::TransitGateway', 'AutoAcceptSharedAttachments: disable', 'AutoAcceptSharedAttachments: enable'],
  ],
  [
    'connections that nobody accepts',
    'CKV_AWS_123',
    ['aws_vpc_endpoint_service', 'acceptance_required = true', 'acceptance_required = false'],
    ['AWS::EC2::VPCEndpointService', 'AcceptanceRequired: true', 'AcceptanceRequired: false'],
  ],
]

export const NETWORK: readonly Pair[] = pairsOf(ROWS)
