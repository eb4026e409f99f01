import { type Pair, pairsOf, type Row } from './pair.ts'

function listener(protocol: string, action = 'forward'): string {
  const redirect =
    action === 'redirect'
      ? '\n redirect {\n protocol = "HTTPS"\n status_code = "HTTP_301"\n}'
      : '\n target_group_arn = "it"'
  return `load_balancer_arn = "it"\n port = 443\n protocol = "${protocol}"\n default_action {\n type = "${action}"${redirect}\n}`
}

function viewers(value: string): string {
  return `default_cache_behavior {\n target_origin_id = "it"\n viewer_protocol_policy = "${value}"\n}`
}

function origin(value: string): string {
  return `origin {\n domain_name = "shop.example.com"\n origin_id = "it"\n custom_origin_config {\n origin_protocol_policy = "${value}"\n}\n}`
}

function volume(value: string): string {
  return `family = "it"\n volume {\n name = "it"\n efs_volume_configuration {\n file_system_id = "fs-1"\n transit_encryption = "${value}"\n}\n}`
}

/** A parameter of a group of parameters, and a value that asks for encryption and one that does not. */
function parameter(
  subject: string,
  checks: string,
  type: string,
  name: string,
  [good, bad]: readonly [string, string],
  from: string,
): Row {
  const body = (value: string) => `name = "it"\n family = "it"\n parameter {\n name = "${name}"\n value = "${value}"\n}`
  const properties = (value: string) =>
    from.endsWith('ClusterParameterGroup') && from.startsWith('AWS::Redshift')
      ? `Parameters: [{ParameterName: ${name}, ParameterValue: "${value}"}]`
      : `Parameters: {${name}: "${value}"}`
  return [
    subject,
    checks,
    [type, body(good), body(bad)],
    from === '' ? undefined : [from, properties(good), properties(bad)],
    { answer: 'undecided' },
  ]
}

/** Connections without encryption. */
const ROWS: readonly Row[] = [
  [
    'a listener without encryption',
    'CKV_AWS_2 CKV_AWS_378 AWS-0054',
    ['aws_lb_listener', listener('HTTPS'), listener('HTTP')],
    [
      'AWS::ElasticLoadBalancingV2::Listener',
      'LoadBalancerArn: it, Port: 443, Protocol: HTTPS, DefaultActions: [{Type: forward, TargetGroupArn: it}]',
      'LoadBalancerArn: it, Port: 443, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: it}]',
    ],
  ],
  [
    'a listener that no longer leads to encryption',
    'CKV2_AWS_20',
    ['aws_lb_listener', listener('HTTP', 'redirect'), listener('HTTP')],
    [
      'AWS::ElasticLoadBalancingV2::Listener',
      'LoadBalancerArn: it, Port: 80, Protocol: HTTP, DefaultActions: [{Type: redirect, RedirectConfig: {Protocol: HTTPS, StatusCode: HTTP_301}}]',
      'LoadBalancerArn: it, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: it}]',
    ],
  ],
  [
    'targets without encryption',
    'CKV_AWS_378',
    ['aws_lb_target_group', 'port = 443\n protocol = "HTTPS"', 'port = 443\n protocol = "HTTP"'],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', 'Port: 443, Protocol: HTTPS', 'Port: 443, Protocol: HTTP'],
    { answer: 'silent' },
  ],
  [
    'a classic listener without encryption',
    'CKV_AWS_376 CKV_AWS_127',
    [
      'aws_elb',
      'internal = true\n listener {\n lb_port = 443\n lb_protocol = "https"\n instance_port = 80\n instance_protocol = "http"\n}',
      'internal = true\n listener {\n lb_port = 443\n lb_protocol = "http"\n instance_port = 80\n instance_protocol = "http"\n}',
    ],
    [
      'AWS::ElasticLoadBalancing::LoadBalancer',
      'Scheme: internal, Listeners: [{LoadBalancerPort: "443", InstancePort: "80", Protocol: https}]',
      'Scheme: internal, Listeners: [{LoadBalancerPort: "443", InstancePort: "80", Protocol: http}]',
    ],
    { answer: 'undecided' },
  ],
  [
    'viewers without encryption',
    'CKV_AWS_34 AWS-0012',
    ['aws_cloudfront_distribution', viewers('redirect-to-https'), viewers('allow-all')],
    [
      'AWS::CloudFront::Distribution',
      'DistributionConfig: {DefaultCacheBehavior: {TargetOriginId: it, ViewerProtocolPolicy: redirect-to-https}}',
      'DistributionConfig: {DefaultCacheBehavior: {TargetOriginId: it, ViewerProtocolPolicy: allow-all}}',
    ],
  ],
  [
    'an origin without encryption',
    'CKV2_AWS_72',
    ['aws_cloudfront_distribution', origin('https-only'), origin('http-only')],
    [
      'AWS::CloudFront::Distribution',
      'DistributionConfig: {Origins: [{Id: it, DomainName: shop.example.com, CustomOriginConfig: {OriginProtocolPolicy: https-only}}]}',
      'DistributionConfig: {Origins: [{Id: it, DomainName: shop.example.com, CustomOriginConfig: {OriginProtocolPolicy: http-only}}]}',
    ],
    { answer: 'undecided' },
  ],
  [
    'a search domain without encryption',
    'CKV_AWS_83 AWS-0046',
    [
      'aws_opensearch_domain',
      'domain_name = "it"\n domain_endpoint_options {\n enforce_https = true\n}',
      'domain_name = "it"\n domain_endpoint_options {\n enforce_https = false\n}',
    ],
    [
      'AWS::OpenSearchService::Domain',
      'DomainEndpointOptions: {EnforceHTTPS: true}',
      'DomainEndpointOptions: {EnforceHTTPS: false}',
    ],
  ],
  [
    'nodes of a search domain without encryption',
    'CKV_AWS_6 AWS-0043',
    [
      'aws_opensearch_domain',
      'domain_name = "it"\n node_to_node_encryption {\n enabled = true\n}',
      'domain_name = "it"\n node_to_node_encryption {\n enabled = false\n}',
    ],
    [
      'AWS::OpenSearchService::Domain',
      'NodeToNodeEncryptionOptions: {Enabled: true}',
      'NodeToNodeEncryptionOptions: {Enabled: false}',
    ],
    { answer: 'silent' },
  ],
  [
    'a cache without encryption',
    'CKV_AWS_30 AWS-0051',
    ['aws_elasticache_replication_group', 'transit_encryption_enabled = true', 'transit_encryption_enabled = false'],
    ['AWS::ElastiCache::ReplicationGroup', 'TransitEncryptionEnabled: true', 'TransitEncryptionEnabled: false'],
  ],
  [
    'a cache in memory without encryption',
    'CKV_AWS_202',
    ['aws_memorydb_cluster', 'name = "it"\n tls_enabled = true', 'name = "it"\n tls_enabled = false'],
    ['AWS::MemoryDB::Cluster', 'ClusterName: it, TLSEnabled: true', 'ClusterName: it, TLSEnabled: false'],
  ],
  [
    'a cache of tables without encryption',
    'CKV_AWS_239',
    [
      'aws_dax_cluster',
      'cluster_name = "it"\n cluster_endpoint_encryption_type = "TLS"',
      'cluster_name = "it"\n cluster_endpoint_encryption_type = "NONE"',
    ],
    [
      'AWS::DAX::Cluster',
      'ClusterName: it, ClusterEndpointEncryptionType: TLS',
      'ClusterName: it, ClusterEndpointEncryptionType: NONE',
    ],
  ],
  [
    'a broker without encryption',
    'CKV_AWS_81 AWS-0073',
    [
      'aws_msk_cluster',
      'encryption_info {\n encryption_in_transit {\n client_broker = "TLS"\n}\n}',
      'encryption_info {\n encryption_in_transit {\n client_broker = "TLS_PLAINTEXT"\n}\n}',
    ],
    [
      'AWS::MSK::Cluster',
      'EncryptionInfo: {EncryptionInTransit: {ClientBroker: TLS}}',
      'EncryptionInfo: {EncryptionInTransit: {ClientBroker: TLS_PLAINTEXT}}',
    ],
  ],
  [
    'search without encryption',
    'CKV_AWS_220',
    [
      'aws_cloudsearch_domain',
      'name = "it"\n endpoint_options {\n enforce_https = true\n}',
      'name = "it"\n endpoint_options {\n enforce_https = false\n}',
    ],
  ],
  [
    'files of tasks without encryption',
    'CKV_AWS_97 AWS-0035',
    ['aws_ecs_task_definition', volume('ENABLED'), volume('DISABLED')],
    [
      'AWS::ECS::TaskDefinition',
      'Family: it, Volumes: [{Name: it, EFSVolumeConfiguration: {FilesystemId: fs-1, TransitEncryption: ENABLED}}]',
      'Family: it, Volumes: [{Name: it, EFSVolumeConfiguration: {FilesystemId: fs-1, TransitEncryption: DISABLED}}]',
    ],
    { answer: 'silent' },
  ],
  [
    'a migration without encryption',
    'CKV2_AWS_49',
    ['aws_dms_endpoint', 'endpoint_id = "it"\n ssl_mode = "require"', 'endpoint_id = "it"\n ssl_mode = "none"'],
  ],
  [
    'mail without encryption',
    'CKV_AWS_365',
    [
      'aws_ses_configuration_set',
      'name = "it"\n delivery_options {\n tls_policy = "Require"\n}',
      'name = "it"\n delivery_options {\n tls_policy = "Optional"\n}',
    ],
  ],
  [
    'answers in a cache without encryption',
    'CKV_AWS_215',
    [
      'aws_appsync_api_cache',
      'api_id = "it"\n transit_encryption_enabled = true',
      'api_id = "it"\n transit_encryption_enabled = false',
    ],
    undefined,
    { answer: 'silent' },
  ],
  [
    'file transfers without encryption',
    'CKV_AWS_357',
    [
      'aws_transfer_server',
      'endpoint_type = "VPC"\n protocols = ["SFTP"]',
      'endpoint_type = "VPC"\n protocols = ["SFTP", "FTP"]',
    ],
    ['AWS::Transfer::Server', 'EndpointType: VPC, Protocols: [SFTP]', 'EndpointType: VPC, Protocols: [SFTP, FTP]'],
  ],
  parameter(
    'documents without encryption',
    'CKV_AWS_90',
    'aws_docdb_cluster_parameter_group',
    'tls',
    ['enabled', 'disabled'],
    'AWS::DocDB::DBClusterParameterGroup',
  ),
  parameter(
    'a database without encryption',
    'CKV2_AWS_69',
    'aws_db_parameter_group',
    'rds.force_ssl',
    ['1', '0'],
    'AWS::RDS::DBParameterGroup',
  ),
  parameter(
    'a cluster without encryption',
    'CKV2_AWS_69',
    'aws_rds_cluster_parameter_group',
    'require_secure_transport',
    ['ON', 'OFF'],
    'AWS::RDS::DBClusterParameterGroup',
  ),
  parameter(
    'a warehouse without encryption',
    'CKV_AWS_105',
    'aws_redshift_parameter_group',
    'require_ssl',
    ['true', 'false'],
    'AWS::Redshift::ClusterParameterGroup',
  ),
]

export const CONNECTIONS: readonly Pair[] = pairsOf(ROWS)
