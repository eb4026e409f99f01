import type { KeptPart, KeptRow } from './kept-part.ts'

const PLAIN = 'whether a connection without encryption is taken'
const REFUSED = 'whether a connection without encryption is refused'
const RECORDED = 'whether it is written down who did what'

/** Parameters of databases that refuse connections without encryption, and values with which they do not. */
const FORCING = ['rds.force_ssl', 'require_secure_transport']
const OFF = ['0', 'off', 'OFF', 'false', 'FALSE', 'disabled']
const PLAIN_LISTENERS = ['http', 'tcp', 'HTTP', 'TCP']
const PLAIN_ORIGINS = ['http-only', 'match-viewer']

/** Items, told apart by what stands at a path, with a value that takes connections without encryption. */
function plainAt(path: string, of: string, values: readonly string[]): Pick<KeptPart, 'only' | 'of'> {
  return { only: { [path]: values }, of }
}

/** Parameters that refuse plain connections: one that goes, or that comes to be off, by the names of its own arguments. */
function refusing(where: string, name: string, value: string, forcing: readonly string[]): readonly KeptRow[] {
  return [
    [where, 'limit', REFUSED, { only: { [name]: forcing }, of: name }],
    [where, 'means', REFUSED, { only: { [name]: forcing, [value]: OFF }, of: name }],
  ]
}

/** Whether a connection is encrypted, where a resource has several of them, or parameters for all. */
const CONNECTIONS: readonly KeptRow[] = [
  [
    'aws_cloudfront_distribution origin',
    'means',
    PLAIN,
    plainAt('custom_origin_config.origin_protocol_policy', 'origin_id', PLAIN_ORIGINS),
  ],
  [
    'aws_cloudfront_distribution ordered_cache_behavior',
    'means',
    PLAIN,
    plainAt('viewer_protocol_policy', 'path_pattern', ['allow-all']),
  ],
  ['aws_elb listener', 'means', PLAIN, plainAt('lb_protocol', 'lb_port', PLAIN_LISTENERS)],
  ...refusing('aws_db_parameter_group parameter', 'name', 'value', FORCING),
  ...refusing('aws_rds_cluster_parameter_group parameter', 'name', 'value', FORCING),
  [
    'aws_docdb_cluster_parameter_group parameter',
    'means',
    REFUSED,
    { only: { name: ['tls'], value: OFF }, of: 'name' },
  ],
  ...refusing('aws_redshift_parameter_group parameter', 'name', 'value', ['require_ssl']),
  [
    'AWS::CloudFront::Distribution DistributionConfig.Origins',
    'means',
    PLAIN,
    plainAt('CustomOriginConfig.OriginProtocolPolicy', 'Id', PLAIN_ORIGINS),
  ],
  [
    'AWS::CloudFront::Distribution DistributionConfig.CacheBehaviors',
    'means',
    PLAIN,
    plainAt('ViewerProtocolPolicy', 'PathPattern', ['allow-all']),
  ],
  [
    'AWS::ElasticLoadBalancing::LoadBalancer Listeners',
    'means',
    PLAIN,
    plainAt('Protocol', 'LoadBalancerPort', PLAIN_LISTENERS),
  ],
  ...['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup'].flatMap((type) =>
    FORCING.flatMap((name): readonly KeptRow[] => [
      [`${type} Parameters.${name}`, 'limit', REFUSED, { of: '' }],
      [`${type} Parameters.${name}`, 'means', REFUSED, { only: { '': OFF }, of: '' }],
    ]),
  ),
  ['AWS::DocDB::DBClusterParameterGroup Parameters.tls', 'means', REFUSED, { only: { '': OFF }, of: '' }],
  ...refusing('AWS::Redshift::ClusterParameterGroup Parameters', 'ParameterName', 'ParameterValue', ['require_ssl']),
]

const LOGS: readonly KeptRow[] = [
  ...['aws_opensearch_domain', 'aws_elasticsearch_domain'].flatMap((type): readonly KeptRow[] => [
    [`${type} log_publishing_options`, 'limit', RECORDED, { only: { log_type: ['AUDIT_LOGS'] }, of: 'log_type' }],
    [
      `${type} log_publishing_options`,
      'means',
      RECORDED,
      { only: { log_type: ['AUDIT_LOGS'], enabled: ['false'] }, of: 'log_type' },
    ],
  ]),
  ...['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'].flatMap((type): readonly KeptRow[] => [
    [`${type} LogPublishingOptions.AUDIT_LOGS.CloudWatchLogsLogGroupArn`, 'limit', RECORDED, { of: '' }],
    [`${type} LogPublishingOptions.AUDIT_LOGS.Enabled`, 'means', RECORDED, { only: { '': ['false'] }, of: '' }],
  ]),
]

/** What is in the default group of its network, or stays in the groups that it has, where it names none. */
const IN_GROUPS: readonly string[] = [
  'aws_instance vpc_security_group_ids',
  'aws_spot_instance_request vpc_security_group_ids',
  'aws_network_interface security_groups',
  'aws_lb security_groups',
  'aws_alb security_groups',
  'aws_elb security_groups',
  'aws_db_instance vpc_security_group_ids',
  'aws_rds_cluster vpc_security_group_ids',
  'aws_docdb_cluster vpc_security_group_ids',
  'aws_neptune_cluster vpc_security_group_ids',
  'aws_redshift_cluster vpc_security_group_ids',
  'aws_dax_cluster security_group_ids',
  'aws_dms_replication_instance vpc_security_group_ids',
  'aws_mq_broker security_groups',
  'aws_opensearch_domain vpc_options.security_group_ids',
  'aws_elasticsearch_domain vpc_options.security_group_ids',
  'aws_efs_mount_target security_groups',
  'aws_ecs_service network_configuration.security_groups',
  'aws_sagemaker_notebook_instance security_groups',
  'AWS::EC2::Instance SecurityGroupIds',
  'AWS::EC2::NetworkInterface GroupSet',
  'AWS::ElasticLoadBalancingV2::LoadBalancer SecurityGroups',
  'AWS::ElasticLoadBalancing::LoadBalancer SecurityGroups',
  'AWS::RDS::DBInstance VPCSecurityGroups',
  'AWS::RDS::DBCluster VpcSecurityGroupIds',
  'AWS::DocDB::DBCluster VpcSecurityGroupIds',
  'AWS::Neptune::DBCluster VpcSecurityGroupIds',
  'AWS::Redshift::Cluster VpcSecurityGroupIds',
  'AWS::DAX::Cluster SecurityGroupIds',
  'AWS::DMS::ReplicationInstance VpcSecurityGroupIds',
  'AWS::AmazonMQ::Broker SecurityGroups',
  'AWS::OpenSearchService::Domain VPCOptions.SecurityGroupIds',
  'AWS::Elasticsearch::Domain VPCOptions.SecurityGroupIds',
  'AWS::EFS::MountTarget SecurityGroups',
  'AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
  'AWS::SageMaker::NotebookInstance SecurityGroupIds',
]

/**
 * Settings of what is there already. Sources: the resources' pages in the AWS provider's documentation and in the AWS
 * CloudFormation Template Reference.
 */
export const KEPT_SETTINGS: readonly KeptRow[] = [
  ...CONNECTIONS,
  ...LOGS,
  ...IN_GROUPS.map((where): KeptRow => [where, 'limit', 'which security groups it is in', { of: '' }]),
]
