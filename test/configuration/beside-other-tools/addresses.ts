import { type Pair, pairsOf, type Row } from './pair.ts'

const WITHIN = '10.0.0.0/8'
const ALL = '0.0.0.0/0'

/** What gets a public address by one argument. */
const PUBLIC: readonly (readonly [
  subject: string,
  checks: string,
  type: string,
  fixed: string,
  from: string,
  more: string,
])[] = [
  ['a database', 'CKV_AWS_17 AWS-0180', 'aws_db_instance', '', 'AWS::RDS::DBInstance', ''],
  [
    'an instance of a cluster',
    'CKV_AWS_17 AWS-0180',
    'aws_rds_cluster_instance',
    'cluster_identifier = "it"',
    'AWS::RDS::DBInstance',
    'DBClusterIdentifier: it, ',
  ],
  [
    'a warehouse',
    'CKV_AWS_87 CKV_AWS_391',
    'aws_redshift_cluster',
    'master_username = "awsuser"',
    'AWS::Redshift::Cluster',
    'MasterUsername: awsuser, ',
  ],
  ['a replication instance', 'CKV_AWS_89', 'aws_dms_replication_instance', '', 'AWS::DMS::ReplicationInstance', ''],
  ['a broker', 'CKV_AWS_69 AWS-0072', 'aws_mq_broker', '', 'AWS::AmazonMQ::Broker', ''],
]

function publicly([subject, checks, type, fixed, from, more]: (typeof PUBLIC)[number]): Row {
  const body = (value: boolean) => `${fixed}\n publicly_accessible = ${value}`
  return [
    `${subject} on the internet`,
    checks,
    [type, body(false), body(true)],
    [from, `${more}PubliclyAccessible: false`, `${more}PubliclyAccessible: true`],
  ]
}

function metadata(type: string, from: string, inside: boolean): readonly Row[] {
  const tokens = (value: string) => `metadata_options {\n http_tokens = "${value}"\n}`
  const hops = (value: number) => `metadata_options {\n http_put_response_hop_limit = ${value}\n}`
  const properties = (text: string) =>
    inside ? `LaunchTemplateData: {MetadataOptions: {${text}}}` : `MetadataOptions: {${text}}`
  return [
    [
      `credentials for whoever makes it send a request (${type})`,
      'CKV_AWS_79 AWS-0028 AWS-0130',
      [type, tokens('required'), tokens('optional')],
      [from, properties('HttpTokens: required'), properties('HttpTokens: optional')],
    ],
    [
      `credentials beyond the instance (${type})`,
      'CKV_AWS_341',
      [type, hops(1), hops(3)],
      [from, properties('HttpPutResponseHopLimit: 1'), properties('HttpPutResponseHopLimit: 3')],
    ],
  ]
}

const OWNED = (owners: string) =>
  `data "aws_ami" "it" {\n most_recent = true\n ${owners}\n filter {\n name = "name"\n values = ["shop-*"]\n}\n}\nresource "aws_instance" "it" {\n ami = data.aws_ami.it.id\n}`

/** What is reached from where, and what is reached from it. */
const ROWS: readonly Row[] = [
  ...PUBLIC.map(publicly),
  [
    'an instance of a graph on the internet',
    'CKV_AWS_102',
    ['aws_neptune_cluster_instance', 'publicly_accessible = false', 'publicly_accessible = true'],
  ],
  [
    'a broker of streams on the internet',
    'CKV_AWS_291',
    [
      'aws_msk_cluster',
      'broker_node_group_info {\n connectivity_info {\n public_access {\n type = "DISABLED"\n}\n}\n}',
      'broker_node_group_info {\n connectivity_info {\n public_access {\n type = "SERVICE_PROVIDED_EIPS"\n}\n}\n}',
    ],
    [
      'AWS::MSK::Cluster',
      'BrokerNodeGroupInfo: {ConnectivityInfo: {PublicAccess: {Type: DISABLED}}}',
      'BrokerNodeGroupInfo: {ConnectivityInfo: {PublicAccess: {Type: SERVICE_PROVIDED_EIPS}}}',
    ],
  ],
  [
    'an instance on the internet',
    'CKV_AWS_88 AWS-0009',
    ['aws_instance', 'associate_public_ip_address = false', 'associate_public_ip_address = true'],
    [
      'AWS::EC2::Instance',
      'NetworkInterfaces: [{DeviceIndex: "0", AssociatePublicIpAddress: false}]',
      'NetworkInterfaces: [{DeviceIndex: "0", AssociatePublicIpAddress: true}]',
    ],
  ],
  [
    'a template of instances on the internet',
    'CKV_AWS_88',
    [
      'aws_launch_template',
      'network_interfaces {\n associate_public_ip_address = false\n}',
      'network_interfaces {\n associate_public_ip_address = true\n}',
    ],
    [
      'AWS::EC2::LaunchTemplate',
      'LaunchTemplateData: {NetworkInterfaces: [{AssociatePublicIpAddress: false}]}',
      'LaunchTemplateData: {NetworkInterfaces: [{AssociatePublicIpAddress: true}]}',
    ],
  ],
  [
    'instances of a group on the internet',
    'CKV_AWS_389',
    ['aws_launch_configuration', 'associate_public_ip_address = false', 'associate_public_ip_address = true'],
    ['AWS::AutoScaling::LaunchConfiguration', 'AssociatePublicIpAddress: false', 'AssociatePublicIpAddress: true'],
  ],
  [
    'a subnet that gives public addresses',
    'CKV_AWS_130 AWS-0164',
    ['aws_subnet', 'map_public_ip_on_launch = false', 'map_public_ip_on_launch = true'],
    ['AWS::EC2::Subnet', 'MapPublicIpOnLaunch: false', 'MapPublicIpOnLaunch: true'],
  ],
  [
    'tasks with public addresses',
    'CKV_AWS_333',
    [
      'aws_ecs_service',
      'network_configuration {\n subnets = ["subnet-1"]\n assign_public_ip = false\n}',
      'network_configuration {\n subnets = ["subnet-1"]\n assign_public_ip = true\n}',
    ],
    [
      'AWS::ECS::Service',
      'NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1], AssignPublicIp: DISABLED}}',
      'NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1], AssignPublicIp: ENABLED}}',
    ],
  ],
  [
    'a load balancer on the internet',
    'AWS-0053',
    ['aws_lb', 'internal = true', 'internal = false'],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Scheme: internal', 'Scheme: internet-facing'],
  ],
  [
    'a classic load balancer on the internet',
    'AWS-0053',
    ['aws_elb', 'internal = true', 'internal = false'],
    [
      'AWS::ElasticLoadBalancing::LoadBalancer',
      'Listeners: [], Scheme: internal',
      'Listeners: [], Scheme: internet-facing',
    ],
  ],
  [
    'file transfers on the internet',
    'CKV_AWS_164',
    ['aws_transfer_server', 'endpoint_type = "VPC"', 'endpoint_type = "PUBLIC"'],
    ['AWS::Transfer::Server', 'EndpointType: VPC', 'EndpointType: PUBLIC'],
  ],
  [
    'a web server of workflows on the internet',
    'CKV2_AWS_66',
    ['aws_mwaa_environment', 'webserver_access_mode = "PRIVATE_ONLY"', 'webserver_access_mode = "PUBLIC_ONLY"'],
    [
      'AWS::MWAA::Environment',
      'Name: it, WebserverAccessMode: PRIVATE_ONLY',
      'Name: it, WebserverAccessMode: PUBLIC_ONLY',
    ],
  ],
  [
    'clusters open to the internet',
    'CKV_AWS_390',
    [
      'aws_emr_block_public_access_configuration',
      'block_public_security_group_rules = true',
      'block_public_security_group_rules = false',
    ],
  ],
  [
    'a cluster whose group is open',
    'CKV2_AWS_7',
    [
      '',
      `resource "aws_security_group" "it" {\n ingress {\n protocol = "tcp"\n from_port = 8443\n to_port = 8443\n cidr_blocks = ["${WITHIN}"]\n}\n}\nresource "aws_emr_cluster" "it" {\n ec2_attributes {\n emr_managed_master_security_group = aws_security_group.it.id\n}\n}`,
      `resource "aws_security_group" "it" {\n ingress {\n protocol = "tcp"\n from_port = 8443\n to_port = 8443\n cidr_blocks = ["${ALL}"]\n}\n}\nresource "aws_emr_cluster" "it" {\n ec2_attributes {\n emr_managed_master_security_group = aws_security_group.it.id\n}\n}`,
    ],
  ],
  [
    'a search domain outside of a network',
    'CKV_AWS_137',
    ['aws_opensearch_domain', 'vpc_options {\n subnet_ids = ["subnet-1"]\n}', 'domain_name = "it"'],
    ['AWS::OpenSearchService::Domain', 'VPCOptions: {SubnetIds: [subnet-1]}', 'EngineVersion: it'],
  ],
  [
    'a search domain in the default group',
    'CKV_AWS_248',
    [
      'aws_opensearch_domain',
      'vpc_options {\n subnet_ids = ["subnet-1"]\n security_group_ids = ["sg-1"]\n}',
      'vpc_options {\n subnet_ids = ["subnet-1"]\n}',
    ],
    undefined,
    { answer: 'undecided', back: 'granted' },
  ],
  [
    'a warehouse outside of a network',
    'CKV_AWS_154 AWS-0127',
    ['aws_redshift_cluster', 'cluster_subnet_group_name = "it"', 'cluster_identifier = "it"'],
    ['AWS::Redshift::Cluster', 'ClusterSubnetGroupName: it', 'ClusterType: single-node'],
    { answer: 'silent' },
  ],
  [
    'a warehouse whose traffic goes anywhere',
    'CKV_AWS_321',
    ['aws_redshift_cluster', 'enhanced_vpc_routing = true', 'enhanced_vpc_routing = false'],
    ['AWS::Redshift::Cluster', 'EnhancedVpcRouting: true', 'EnhancedVpcRouting: false'],
  ],
  [
    'the endpoint of a cluster on the internet',
    'CKV_AWS_39 AWS-0040',
    [
      'aws_eks_cluster',
      'vpc_config {\n endpoint_public_access = false\n}',
      'vpc_config {\n endpoint_public_access = true\n public_access_cidrs = ["192.0.2.0/24"]\n}',
    ],
    [
      'AWS::EKS::Cluster',
      'ResourcesVpcConfig: {EndpointPublicAccess: false}',
      'ResourcesVpcConfig: {EndpointPublicAccess: true, PublicAccessCidrs: [192.0.2.0/24]}',
    ],
  ],
  [
    'the endpoint of a cluster for everybody',
    'CKV_AWS_38 AWS-0041',
    [
      'aws_eks_cluster',
      'vpc_config {\n endpoint_public_access = true\n public_access_cidrs = ["192.0.2.0/24"]\n}',
      'vpc_config {\n endpoint_public_access = true\n}',
    ],
    [
      'AWS::EKS::Cluster',
      'ResourcesVpcConfig: {EndpointPublicAccess: true, PublicAccessCidrs: [192.0.2.0/24]}',
      'ResourcesVpcConfig: {EndpointPublicAccess: true}',
    ],
  ],
  [
    'a login to nodes for everybody',
    'CKV_AWS_100',
    [
      'aws_eks_node_group',
      'remote_access {\n ec2_ssh_key = "it"\n source_security_group_ids = ["sg-1"]\n}',
      'remote_access {\n ec2_ssh_key = "it"\n}',
    ],
    [
      'AWS::EKS::Nodegroup',
      'RemoteAccess: {Ec2SshKey: it, SourceSecurityGroups: [sg-1]}',
      'RemoteAccess: {Ec2SshKey: it}',
    ],
  ],
  ...metadata('aws_instance', 'AWS::EC2::Instance', false).map(
    ([subject, checks, terraform]): Row => [subject, checks, terraform],
  ),
  ...metadata('aws_launch_template', 'AWS::EC2::LaunchTemplate', true),
  ...metadata('aws_launch_configuration', 'AWS::AutoScaling::LaunchConfiguration', false),
  [
    'an image of whomever',
    'CKV_AWS_386 AWS-0344',
    ['', OWNED('owners = ["self"]'), OWNED('')],
    undefined,
    { answer: 'undecided' },
  ],
]

export const ADDRESSES: readonly Pair[] = pairsOf(ROWS)
