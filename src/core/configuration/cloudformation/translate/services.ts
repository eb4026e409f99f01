import type { Value } from '../../../value/value.ts'
import type { StackResource } from '../stack.ts'
import { valueAt } from './property-path.ts'
import type { Translation } from './translation.ts'

/** Types that say the same in both languages, in the same words but for those that are given. */
const SAME: readonly (readonly [from: string, to: string, given?: Translation['arguments']])[] = [
  ['AWS::ApiGateway::UsagePlanKey', 'aws_api_gateway_usage_plan_key'],
  ['AWS::ApiGatewayV2::Integration', 'aws_apigatewayv2_integration'],
  ['AWS::AppSync::ApiKey', 'aws_appsync_api_key', { id: '@Ref' }],
  [
    'AWS::Athena::WorkGroup',
    'aws_athena_workgroup',
    { 'configuration.enforce_workgroup_configuration': 'WorkGroupConfiguration.EnforceWorkGroupConfiguration' },
  ],
  ['AWS::CodeBuild::Project', 'aws_codebuild_project', { project_visibility: 'Visibility' }],
  ['AWS::Cognito::UserPoolUserToGroupAttachment', 'aws_cognito_user_in_group'],
  ['AWS::Config::ConfigRule', 'aws_config_config_rule'],
  ['AWS::Config::RemediationConfiguration', 'aws_config_remediation_configuration'],
  ['AWS::Config::ConformancePack', 'aws_config_conformance_pack', { name: 'ConformancePackName' }],
  [
    'AWS::Config::OrganizationConformancePack',
    'aws_config_organization_conformance_pack',
    { name: 'OrganizationConformancePackName' },
  ],
  ['AWS::Connect::User', 'aws_connect_user', { security_profile_ids: 'SecurityProfileArns' }],
  ['AWS::ControlTower::EnabledControl', 'aws_controltower_control'],
  ['AWS::DataSync::Task', 'aws_datasync_task'],
  ['AWS::EC2::CustomerGateway', 'aws_customer_gateway'],
  ['AWS::EC2::GatewayRouteTableAssociation', 'aws_route_table_association'],
  ['AWS::EC2::SubnetRouteTableAssociation', 'aws_route_table_association'],
  ['AWS::EC2::VPNConnection', 'aws_vpn_connection'],
  ['AWS::EKS::IdentityProviderConfig', 'aws_eks_identity_provider_config'],
  [
    'AWS::EMR::Cluster',
    'aws_emr_cluster',
    { 'ec2_attributes.instance_profile': 'JobFlowRole', autoscaling_role: 'AutoScalingRole' },
  ],
  ['AWS::ElastiCache::UserGroup', 'aws_elasticache_user_group', { user_group_id: '@Ref' }],
  ['AWS::Glue::DataCatalogEncryptionSettings', 'aws_glue_data_catalog_encryption_settings'],
  ['AWS::Lambda::EventInvokeConfig', 'aws_lambda_function_event_invoke_config'],
  ['AWS::Logs::LogGroup', 'aws_cloudwatch_log_group', { name: '@Ref' }],
  ['AWS::MSK::BatchScramSecret', 'aws_msk_scram_secret_association'],
  ['AWS::Oam::Link', 'aws_oam_link'],
  ['AWS::Organizations::Account', 'aws_organizations_account', { parent_id: 'ParentIds' }],
  ['AWS::Organizations::Organization', 'aws_organizations_organization'],
  ['AWS::Organizations::OrganizationalUnit', 'aws_organizations_organizational_unit'],
  ['AWS::SNS::Topic', 'aws_sns_topic', { arn: '@Ref' }],
  ['AWS::SQS::Queue', 'aws_sqs_queue', { url: '@Ref' }],
  ['AWS::SecretsManager::Secret', 'aws_secretsmanager_secret', { id: '@Ref' }],
  ['AWS::Shield::Protection', 'aws_shield_protection'],
  ['AWS::VpcLattice::ServiceNetworkServiceAssociation', 'aws_vpclattice_service_network_service_association'],
  ['AWS::VpcLattice::ServiceNetworkVpcAssociation', 'aws_vpclattice_service_network_vpc_association'],
]

/** Source: the resources' pages, AWS CloudFormation Template Reference. */
export const SERVICE_TRANSLATIONS: readonly Translation[] = [
  ...SAME.map(([from, to, given = {}]): Translation => ({ from, to, shared: true, arguments: given })),
  { from: 'AWS::SSM::Parameter', to: 'aws_ssm_parameter', arguments: { type: 'Type', value: 'Value' } },
  {
    from: 'AWS::ApiGateway::Method',
    to: 'aws_api_gateway_integration',
    arguments: { credentials: 'Integration.Credentials' },
    where: 'Integration',
  },
  {
    from: 'AWS::AmazonMQ::Broker',
    to: 'aws_mq_broker',
    shared: true,
    arguments: {},
    blocks: { user: { property: 'Users', arguments: { username: 'Username' } } },
  },
  {
    from: 'AWS::Backup::BackupPlan',
    to: 'aws_backup_plan',
    arguments: {},
    blocks: {
      rule: {
        property: 'BackupPlan.BackupPlanRule',
        arguments: { 'copy_action.destination_vault_arn': 'CopyActions.DestinationBackupVaultArn' },
      },
    },
  },
  {
    from: 'AWS::Backup::BackupVault',
    to: 'aws_backup_vault_lock_configuration',
    arguments: { backup_vault_name: '@Ref', min_retention_days: 'LockConfiguration.MinRetentionDays' },
    where: 'LockConfiguration',
  },
  {
    from: 'AWS::CloudFront::KeyGroup',
    to: 'aws_cloudfront_key_group',
    arguments: { items: 'KeyGroupConfig.Items' },
  },
  {
    from: 'AWS::CodePipeline::Pipeline',
    to: 'aws_codepipeline',
    shared: true,
    arguments: {},
    made: actionsByHand,
    alsoReads: ['Stages.Actions.Name', 'Stages.Actions.ActionTypeId.Category'],
  },
  {
    from: 'AWS::Config::ConfigurationAggregator',
    to: 'aws_config_configuration_aggregator',
    arguments: {
      name: 'ConfigurationAggregatorName',
      'organization_aggregation_source.all_regions': 'OrganizationAggregationSource.AllAwsRegions',
    },
    blocks: {
      account_aggregation_source: {
        property: 'AccountAggregationSources',
        arguments: { all_regions: 'AllAwsRegions' },
      },
    },
  },
  {
    from: 'AWS::Logs::MetricFilter',
    to: 'aws_cloudwatch_log_metric_filter',
    shared: true,
    arguments: { pattern: 'FilterPattern' },
  },
  {
    from: 'AWS::Config::OrganizationConfigRule',
    to: 'aws_config_organization_managed_rule',
    arguments: { rule_identifier: 'OrganizationManagedRuleMetadata.RuleIdentifier' },
    where: 'OrganizationManagedRuleMetadata',
  },
  {
    from: 'AWS::Config::OrganizationConfigRule',
    to: 'aws_config_organization_custom_rule',
    arguments: { lambda_function_arn: 'OrganizationCustomRuleMetadata.LambdaFunctionArn' },
    where: 'OrganizationCustomRuleMetadata',
  },
  {
    from: 'AWS::DynamoDB::Table',
    to: 'aws_dynamodb_kinesis_streaming_destination',
    arguments: { table_name: '@Ref', stream_arn: 'KinesisStreamSpecification.StreamArn' },
    where: 'KinesisStreamSpecification',
  },
  {
    from: 'AWS::ECR::ReplicationConfiguration',
    to: 'aws_ecr_replication_configuration',
    arguments: {},
    blocks: {
      replication_configuration: {
        property: 'ReplicationConfiguration.Rules',
        arguments: { 'rule.destination': 'Destinations' },
      },
    },
  },
  {
    from: 'AWS::GlobalAccelerator::EndpointGroup',
    to: 'aws_globalaccelerator_endpoint_group',
    arguments: {},
    blocks: {
      endpoint_configuration: { property: 'EndpointConfigurations', arguments: { endpoint_id: 'EndpointId' } },
    },
  },
  {
    from: 'AWS::MSK::Cluster',
    to: 'aws_msk_cluster',
    arguments: {
      'broker_node_group_info.connectivity_info.public_access.type':
        'BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type',
      'broker_node_group_info.security_groups': 'BrokerNodeGroupInfo.SecurityGroups',
      'client_authentication.unauthenticated': 'ClientAuthentication.Unauthenticated.Enabled',
      'encryption_info.encryption_in_transit.client_broker': 'EncryptionInfo.EncryptionInTransit.ClientBroker',
    },
  },
  {
    from: 'AWS::Redshift::Cluster',
    to: 'aws_redshift_logging',
    arguments: {
      cluster_identifier: '@Ref',
      bucket_name: 'LoggingProperties.BucketName',
      log_exports: 'LoggingProperties.LogExports',
    },
    where: 'LoggingProperties',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_analytics_configuration',
    arguments: { bucket: '@Ref' },
    each: {
      property: 'AnalyticsConfigurations',
      arguments: {
        'storage_class_analysis.data_export.destination.s3_bucket_destination.bucket_arn':
          'StorageClassAnalysis.DataExport.Destination.BucketArn',
      },
    },
  },
  {
    from: 'AWS::Lambda::EventSourceMapping',
    to: 'aws_lambda_event_source_mapping',
    arguments: {
      event_source_arn: 'EventSourceArn',
      function_name: 'FunctionName',
      'destination_config.on_failure.destination_arn': 'DestinationConfig.OnFailure.Destination',
      'self_managed_event_source.endpoints.KAFKA_BOOTSTRAP_SERVERS':
        'SelfManagedEventSource.Endpoints.KafkaBootstrapServers',
    },
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_notification',
    arguments: { bucket: '@Ref' },
    blocks: {
      queue: { property: 'NotificationConfiguration.QueueConfigurations', arguments: { queue_arn: 'Queue' } },
      topic: { property: 'NotificationConfiguration.TopicConfigurations', arguments: { topic_arn: 'Topic' } },
      lambda_function: {
        property: 'NotificationConfiguration.LambdaConfigurations',
        arguments: { lambda_function_arn: 'Function' },
      },
    },
    where: 'NotificationConfiguration',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_inventory',
    arguments: { bucket: '@Ref' },
    each: {
      property: 'InventoryConfigurations',
      arguments: { 'destination.bucket.bucket_arn': 'Destination.BucketArn' },
    },
  },
]

/** The actions of a pipeline's stages, each with what it is called and of which category it is. */
function actionsByHand(resource: StackResource): Readonly<Record<string, Value>> {
  const stages = valueAt(resource.properties(), 'Stages')
  if (stages === undefined) return {}
  if (stages.kind !== 'list') return { stage: stages }
  const items = stages.items.map((stage) => (stage.kind === 'map' ? stageOf(stage) : stage))
  return { stage: { ...stages, items } }
}

function stageOf(stage: Value & { readonly kind: 'map' }): Value {
  const [keySpan] = stage.spans
  const actions = valueAt(stage, 'Actions')
  if (actions === undefined || keySpan === undefined) return { ...stage, entries: new Map() }
  const made = actions.kind === 'list' ? { ...actions, items: actions.items.map(actionOf) } : actions
  return { ...stage, entries: new Map([['action', { keySpan, value: made }]]) }
}

function actionOf(action: Value): Value {
  if (action.kind !== 'map') return action
  const entries = Object.entries({ name: 'Name', category: 'ActionTypeId.Category' }).flatMap(([name, path]) => {
    const value = valueAt(action, path)
    const [keySpan] = value?.spans ?? []
    return value === undefined || keySpan === undefined ? [] : [[name, { keySpan, value }] as const]
  })
  return { ...action, entries: new Map(entries) }
}
