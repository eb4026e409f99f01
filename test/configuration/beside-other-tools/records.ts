import { type Pair, pairsOf, type Row } from './pair.ts'

/** A trail and one argument of it. */
function trail(argument: string, good: string, bad: string, property: string): readonly [Row[2], Row[3]] {
  return [
    [
      'aws_cloudtrail',
      `name = "it"\n s3_bucket_name = "it"\n ${argument} = ${good}`,
      `name = "it"\n s3_bucket_name = "it"\n ${argument} = ${bad}`,
    ],
    [
      'AWS::CloudTrail::Trail',
      `TrailName: it, S3BucketName: it, IsLogging: true, ${property}: ${good}`,
      `TrailName: it, S3BucketName: it, IsLogging: true, ${property}: ${bad}`,
    ],
  ]
}

const DETECTOR = 'aws_guardduty_detector'

/** What watches, and what records who did what. */
const ROWS: readonly Row[] = [
  [
    'a trail that records nothing',
    'CKV_AWS_251',
    [
      'aws_cloudtrail',
      's3_bucket_name = "it"\n enable_logging = true',
      's3_bucket_name = "it"\n enable_logging = false',
    ],
    ['AWS::CloudTrail::Trail', 'S3BucketName: it, IsLogging: true', 'S3BucketName: it, IsLogging: false'],
  ],
  [
    'a trail of one region',
    'CKV_AWS_67 AWS-0014',
    ...trail('is_multi_region_trail', 'true', 'false', 'IsMultiRegionTrail'),
  ],
  [
    'a trail that may be changed',
    'CKV_AWS_36 AWS-0016',
    ...trail('enable_log_file_validation', 'true', 'false', 'EnableLogFileValidation'),
  ],
  [
    'a trail that nobody watches',
    'CKV2_AWS_10 AWS-0162',
    [
      'aws_cloudtrail',
      's3_bucket_name = "it"\n cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"',
      's3_bucket_name = "it"',
    ],
    [
      'AWS::CloudTrail::Trail',
      'S3BucketName: it, IsLogging: true, CloudWatchLogsLogGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"',
      'S3BucketName: it, IsLogging: true',
    ],
  ],
  [
    'a trail without what is done to objects',
    'AWS-0171 AWS-0172',
    [
      'aws_cloudtrail',
      's3_bucket_name = "it"\n event_selector {\n read_write_type = "All"\n data_resource {\n type = "AWS::S3::Object"\n values = ["arn:aws:s3"]\n}\n}',
      's3_bucket_name = "it"\n event_selector {\n read_write_type = "All"\n}',
    ],
    [
      'AWS::CloudTrail::Trail',
      'S3BucketName: it, IsLogging: true, EventSelectors: [{ReadWriteType: All, DataResources: [{Type: "AWS::S3::Object", Values: ["arn:aws:s3"]}]}]',
      'S3BucketName: it, IsLogging: true, EventSelectors: [{ReadWriteType: All}]',
    ],
  ],
  [
    'a recorder that leaves types out',
    'CKV2_AWS_48 CKV2_AWS_45',
    [
      'aws_config_configuration_recorder',
      'recording_group {\n all_supported = true\n}',
      'recording_group {\n all_supported = false\n}',
    ],
    [
      'AWS::Config::ConfigurationRecorder',
      'RoleARN: it, RecordingGroup: {AllSupported: true}',
      'RoleARN: it, RecordingGroup: {AllSupported: false}',
    ],
  ],
  [
    'a recorder that is off',
    'CKV2_AWS_45',
    ['aws_config_configuration_recorder_status', 'name = "it"\n is_enabled = true', 'name = "it"\n is_enabled = false'],
  ],
  [
    'records of one region alone',
    'CKV_AWS_121 AWS-0019',
    [
      'aws_config_configuration_aggregator',
      'name = "it"\n account_aggregation_source {\n account_ids = ["111122223333"]\n all_regions = true\n}',
      'name = "it"\n account_aggregation_source {\n account_ids = ["111122223333"]\n regions = ["eu-west-1"]\n}',
    ],
    [
      'AWS::Config::ConfigurationAggregator',
      'ConfigurationAggregatorName: it, AccountAggregationSources: [{AccountIds: ["111122223333"], AllAwsRegions: true}]',
      'ConfigurationAggregatorName: it, AccountAggregationSources: [{AccountIds: ["111122223333"], AwsRegions: [eu-west-1]}]',
    ],
  ],
  [
    'threats that nobody detects',
    'CKV_AWS_238 CKV2_AWS_3',
    [DETECTOR, 'enable = true', 'enable = false'],
    ['AWS::GuardDuty::Detector', 'Enable: true', 'Enable: false'],
  ],
  [
    'threats in accounts that join',
    'CKV2_AWS_3',
    [
      'aws_guardduty_organization_configuration',
      'detector_id = "it"\n auto_enable_organization_members = "ALL"',
      'detector_id = "it"\n auto_enable_organization_members = "NONE"',
    ],
  ],
  [
    'no analyzer of access',
    'AWS-0175',
    ['aws_accessanalyzer_analyzer', 'analyzer_name = "it"', undefined],
    ['AWS::AccessAnalyzer::Analyzer', 'Type: ACCOUNT', undefined],
  ],
  [
    'a network whose traffic is not logged',
    'CKV2_AWS_11 AWS-0178',
    [
      '',
      'resource "aws_vpc" "it" {\n cidr_block = "10.0.0.0/16"\n}\nresource "aws_flow_log" "it" {\n vpc_id = aws_vpc.it.id\n traffic_type = "ALL"\n}',
      'resource "aws_vpc" "it" {\n cidr_block = "10.0.0.0/16"\n}',
    ],
  ],
  [
    'a cluster that does not log who did what',
    'CKV_AWS_37 AWS-0038',
    [
      'aws_eks_cluster',
      'name = "it"\n enabled_cluster_log_types = ["api", "audit"]',
      'name = "it"\n enabled_cluster_log_types = ["api"]',
    ],
    [
      'AWS::EKS::Cluster',
      'Name: it, Logging: {ClusterLogging: {EnabledTypes: [{Type: api}, {Type: audit}]}}',
      'Name: it, Logging: {ClusterLogging: {EnabledTypes: [{Type: api}]}}',
    ],
  ],
  [
    'shells in containers that nobody logs',
    'CKV_AWS_223',
    [
      'aws_ecs_cluster',
      'name = "it"\n configuration {\n execute_command_configuration {\n logging = "DEFAULT"\n}\n}',
      'name = "it"\n configuration {\n execute_command_configuration {\n logging = "NONE"\n}\n}',
    ],
    [
      'AWS::ECS::Cluster',
      'ClusterName: it, Configuration: {ExecuteCommandConfiguration: {Logging: DEFAULT}}',
      'ClusterName: it, Configuration: {ExecuteCommandConfiguration: {Logging: NONE}}',
    ],
  ],
  [
    'a warehouse that does not log who did what',
    'CKV_AWS_71',
    ['aws_redshift_logging', 'cluster_identifier = "it"\n bucket_name = "it"', undefined],
    ['AWS::Redshift::Cluster', 'ClusterIdentifier: it, LoggingProperties: {BucketName: it}', 'ClusterIdentifier: it'],
  ],
  [
    'a search domain that does not log who did what',
    'CKV_AWS_317 AWS-0042',
    [
      'aws_opensearch_domain',
      'domain_name = "it"\n log_publishing_options {\n log_type = "AUDIT_LOGS"\n cloudwatch_log_group_arn = "it"\n}',
      'domain_name = "it"',
    ],
    undefined,
    { answer: 'undecided' },
  ],
  [
    'requests to a bucket that nobody logs',
    'CKV_AWS_18 AWS-0089 AWS-0163',
    ['aws_s3_bucket_logging', 'bucket = "it"\n target_bucket = "logs"\n target_prefix = ""', undefined],
    ['AWS::S3::Bucket', 'BucketName: it, LoggingConfiguration: {DestinationBucketName: logs}', 'BucketName: it'],
  ],
  [
    'requests to a bucket itself that nobody logs',
    'CKV_AWS_18 AWS-0089 AWS-0163',
    ['aws_s3_bucket', 'bucket = "it"\n logging {\n target_bucket = "logs"\n}', 'bucket = "it"'],
  ],
  [
    'a policy of a user that nobody is told of',
    'AWS-0147 AWS-0148 AWS-0149 AWS-0150 AWS-0151 AWS-0152 AWS-0153 AWS-0154 AWS-0155 AWS-0156 AWS-0157 AWS-0158 AWS-0159 AWS-0160 AWS-0174',
    [
      'aws_cloudwatch_log_metric_filter',
      'name = "it"\n log_group_name = "trail"\n pattern = "{ ($.eventName = AttachUserPolicy) || ($.eventName = PutUserPolicy) }"',
      undefined,
    ],
    [
      'AWS::Logs::MetricFilter',
      'LogGroupName: trail, FilterPattern: "{ ($.eventName = AttachUserPolicy) || ($.eventName = PutUserPolicy) }", MetricTransformations: []',
      undefined,
    ],
  ],
]

/** Requests, traffic and queries that are written down. */
const LOGGED: readonly Row[] = [
  [
    'requests to a load balancer that nobody logs',
    'CKV_AWS_91',
    ['aws_lb', 'internal = true\n access_logs {\n bucket = "logs"\n enabled = true\n}', 'internal = true'],
    [
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'Scheme: internal, LoadBalancerAttributes: [{Key: access_logs.s3.enabled, Value: "true"}, {Key: access_logs.s3.bucket, Value: logs}]',
      'Scheme: internal',
    ],
  ],
  [
    'requests to a classic load balancer that nobody logs',
    'CKV_AWS_92',
    [
      'aws_elb',
      'internal = true\n access_logs {\n bucket = "logs"\n}',
      'internal = true\n access_logs {\n bucket = "logs"\n enabled = false\n}',
    ],
    [
      'AWS::ElasticLoadBalancing::LoadBalancer',
      'Scheme: internal, Listeners: [], AccessLoggingPolicy: {Enabled: true, S3BucketName: logs}',
      'Scheme: internal, Listeners: [], AccessLoggingPolicy: {Enabled: false, S3BucketName: logs}',
    ],
  ],
  [
    'requests to a distribution that nobody logs',
    'CKV_AWS_86 AWS-0010',
    ['aws_cloudfront_distribution', 'logging_config {\n bucket = "logs"\n}', 'comment = "it"'],
    [
      'AWS::CloudFront::Distribution',
      'DistributionConfig: {Enabled: true, Logging: {Bucket: logs}}',
      'DistributionConfig: {Enabled: true}',
    ],
  ],
  [
    'calls of an API that nobody logs',
    'CKV_AWS_76 AWS-0001 AWS-0113',
    [
      'aws_api_gateway_stage',
      'stage_name = "it"\n access_log_settings {\n destination_arn = "logs"\n format = "one"\n}',
      'stage_name = "it"',
    ],
    ['AWS::ApiGateway::Stage', 'StageName: it, AccessLogSetting: {DestinationArn: logs, Format: one}', 'StageName: it'],
  ],
  [
    'calls of an HTTP API that nobody logs',
    'CKV_AWS_76 CKV_AWS_95 AWS-0001',
    [
      'aws_apigatewayv2_stage',
      'name = "it"\n access_log_settings {\n destination_arn = "logs"\n format = "one"\n}',
      'name = "it"',
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      'StageName: it, AccessLogSettings: {DestinationArn: logs, Format: one}',
      'StageName: it',
    ],
  ],
  [
    'traffic of an accelerator that nobody logs',
    'CKV_AWS_75',
    [
      'aws_globalaccelerator_accelerator',
      'name = "it"\n attributes {\n flow_logs_enabled = true\n}',
      'name = "it"\n attributes {\n flow_logs_enabled = false\n}',
    ],
  ],
  [
    'what a filter does that nobody logs',
    'CKV2_AWS_31',
    ['aws_wafv2_web_acl_logging_configuration', 'resource_arn = "acl"\n log_destination_configs = ["logs"]', undefined],
    ['AWS::WAFv2::LoggingConfiguration', 'ResourceArn: acl, LogDestinationConfigs: [logs]', undefined],
  ],
  [
    'a database that does not log who did what',
    'CKV_AWS_129',
    ['aws_db_instance', 'identifier = "it"\n enabled_cloudwatch_logs_exports = ["audit"]', 'identifier = "it"'],
    [
      'AWS::RDS::DBInstance',
      'DBInstanceIdentifier: it, EnableCloudwatchLogsExports: [audit]',
      'DBInstanceIdentifier: it',
    ],
  ],
  [
    'a cluster of databases that does not log who did what',
    'CKV_AWS_324 CKV_AWS_325',
    [
      'aws_rds_cluster',
      'cluster_identifier = "it"\n enabled_cloudwatch_logs_exports = ["audit"]',
      'cluster_identifier = "it"',
    ],
    ['AWS::RDS::DBCluster', 'DBClusterIdentifier: it, EnableCloudwatchLogsExports: [audit]', 'DBClusterIdentifier: it'],
  ],
  [
    'documents of which nobody logs who did what',
    'CKV_AWS_85 AWS-0020',
    [
      'aws_docdb_cluster',
      'cluster_identifier = "it"\n enabled_cloudwatch_logs_exports = ["audit"]',
      'cluster_identifier = "it"',
    ],
    [
      'AWS::DocDB::DBCluster',
      'DBClusterIdentifier: it, EnableCloudwatchLogsExports: [audit]',
      'DBClusterIdentifier: it',
    ],
  ],
  [
    'a graph of which nobody logs who did what',
    'CKV_AWS_101 AWS-0075',
    [
      'aws_neptune_cluster',
      'cluster_identifier = "it"\n enable_cloudwatch_logs_exports = ["audit"]',
      'cluster_identifier = "it"',
    ],
    [
      'AWS::Neptune::DBCluster',
      'DBClusterIdentifier: it, EnableCloudwatchLogsExports: [audit]',
      'DBClusterIdentifier: it',
    ],
  ],
  [
    'a broker of which nobody logs who did what',
    'CKV_AWS_197 CKV_AWS_48 AWS-0070 AWS-0071',
    [
      'aws_mq_broker',
      'broker_name = "it"\n logs {\n audit = true\n}',
      'broker_name = "it"\n logs {\n audit = false\n}',
    ],
    ['AWS::AmazonMQ::Broker', 'BrokerName: it, Logs: {Audit: true}', 'BrokerName: it, Logs: {Audit: false}'],
  ],
]

export const RECORDS: readonly Pair[] = pairsOf([...ROWS, ...LOGGED])
