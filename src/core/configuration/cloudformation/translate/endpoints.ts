import { NOWHERE } from '../../../text/span.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import type { StackResource } from '../stack.ts'
import { valueAt } from './property-path.ts'
import type { Translation } from './translation.ts'

/** Types that say the same in both languages, in the same words. */
const SAME: readonly (readonly [from: string, to: string])[] = [
  ['AWS::ACMPCA::Permission', 'aws_acmpca_permission'],
  ['AWS::AccessAnalyzer::Analyzer', 'aws_accessanalyzer_analyzer'],
  ['AWS::ApiGatewayV2::Route', 'aws_apigatewayv2_route'],
  ['AWS::ApiGatewayV2::Stage', 'aws_apigatewayv2_stage'],
  ['AWS::AppRunner::Service', 'aws_apprunner_service'],
  ['AWS::AppRunner::VpcConnector', 'aws_apprunner_vpc_connector'],
  ['AWS::AutoScaling::LaunchConfiguration', 'aws_launch_configuration'],
  ['AWS::CloudTrail::EventDataStore', 'aws_cloudtrail_event_data_store'],
  ['AWS::Batch::JobDefinition', 'aws_batch_job_definition'],
  ['AWS::Cognito::IdentityPoolRoleAttachment', 'aws_cognito_identity_pool_roles_attachment'],
  ['AWS::Config::ConfigurationRecorder', 'aws_config_configuration_recorder'],
  ['AWS::Config::DeliveryChannel', 'aws_config_delivery_channel'],
  ['AWS::DAX::Cluster', 'aws_dax_cluster'],
  ['AWS::DMS::Endpoint', 'aws_dms_endpoint'],
  ['AWS::EC2::ClientVpnEndpoint', 'aws_ec2_client_vpn_endpoint'],
  ['AWS::EC2::EIPAssociation', 'aws_eip_association'],
  ['AWS::EC2::Subnet', 'aws_subnet'],
  ['AWS::EC2::VPC', 'aws_vpc'],
  ['AWS::ECR::Repository', 'aws_ecr_repository'],
  ['AWS::ECS::Cluster', 'aws_ecs_cluster'],
  ['AWS::ECS::TaskDefinition', 'aws_ecs_task_definition'],
  ['AWS::EFS::AccessPoint', 'aws_efs_access_point'],
  ['AWS::EFS::MountTarget', 'aws_efs_mount_target'],
  ['AWS::EKS::AccessEntry', 'aws_eks_access_entry'],
  ['AWS::EKS::FargateProfile', 'aws_eks_fargate_profile'],
  ['AWS::EKS::PodIdentityAssociation', 'aws_eks_pod_identity_association'],
  ['AWS::ElastiCache::ReplicationGroup', 'aws_elasticache_replication_group'],
  ['AWS::ElastiCache::User', 'aws_elasticache_user'],
  ['AWS::Glue::Crawler', 'aws_glue_crawler'],
  ['AWS::Glue::DevEndpoint', 'aws_glue_dev_endpoint'],
  ['AWS::IAM::OIDCProvider', 'aws_iam_openid_connect_provider'],
  ['AWS::IAM::SAMLProvider', 'aws_iam_saml_provider'],
  ['AWS::IAM::ServiceLinkedRole', 'aws_iam_service_linked_role'],
  ['AWS::ImageBuilder::InfrastructureConfiguration', 'aws_imagebuilder_infrastructure_configuration'],
  ['AWS::Lambda::Function', 'aws_lambda_function'],
  ['AWS::Logs::SubscriptionFilter', 'aws_cloudwatch_log_subscription_filter'],
  ['AWS::MWAA::Environment', 'aws_mwaa_environment'],
  ['AWS::MemoryDB::Cluster', 'aws_memorydb_cluster'],
  ['AWS::Neptune::DBCluster', 'aws_neptune_cluster'],
  ['AWS::Neptune::DBInstance', 'aws_neptune_cluster_instance'],
  ['AWS::QLDB::Ledger', 'aws_qldb_ledger'],
  ['AWS::RAM::ResourceShare', 'aws_ram_resource_share'],
  ['AWS::RDS::DBProxy', 'aws_db_proxy'],
  ['AWS::Redshift::EndpointAuthorization', 'aws_redshift_endpoint_authorization'],
  ['AWS::RolesAnywhere::Profile', 'aws_rolesanywhere_profile'],
  ['AWS::S3::AccessPoint', 'aws_s3_access_point'],
  ['AWS::SES::ConfigurationSet', 'aws_sesv2_configuration_set'],
  ['AWS::SNS::Subscription', 'aws_sns_topic_subscription'],
  ['AWS::SageMaker::Domain', 'aws_sagemaker_domain'],
  ['AWS::SageMaker::Model', 'aws_sagemaker_model'],
  ['AWS::SecretsManager::RotationSchedule', 'aws_secretsmanager_secret_rotation'],
  ['AWS::StepFunctions::StateMachine', 'aws_sfn_state_machine'],
  ['AWS::Transfer::Server', 'aws_transfer_server'],
  ['AWS::Transfer::User', 'aws_transfer_user'],
  ['AWS::WAFRegional::WebACLAssociation', 'aws_wafregional_web_acl_association'],
  ['AWS::WAFv2::LoggingConfiguration', 'aws_wafv2_web_acl_logging_configuration'],
  ['AWS::WAFv2::WebACLAssociation', 'aws_wafv2_web_acl_association'],
]

/** What a listener or a rule of it does with requests. */
const ACTION = {
  type: 'Type',
  authenticate_oidc: 'AuthenticateOidcConfig',
  authenticate_cognito: 'AuthenticateCognitoConfig',
}

/** Which logs of a database are kept. */
const LOGS = { enabled_cloudwatch_logs_exports: 'EnableCloudwatchLogsExports' }

const ON_OR_OFF = { ENABLED: 'true', DISABLED: 'false' }
const SCHEME = { internal: 'true', 'internet-facing': 'false' }

/** Databases whose address is decided by their subnets where they say nothing. */
const BY_SUBNET: readonly (readonly [from: string, to: string])[] = [
  ['AWS::RDS::DBInstance', 'aws_db_instance'],
  ['AWS::DMS::ReplicationInstance', 'aws_dms_replication_instance'],
  ['AWS::Redshift::Cluster', 'aws_redshift_cluster'],
  ['AWS::RedshiftServerless::Workgroup', 'aws_redshiftserverless_workgroup'],
]

/**
 * What is reached from where, and what runs as whom. Source: the resources' pages, AWS CloudFormation Template
 * Reference.
 */
export const ENDPOINT_TRANSLATIONS: readonly Translation[] = [
  ...SAME.map(([from, to]): Translation => ({ from, to, shared: true, arguments: {} })),
  ...BY_SUBNET.map(([from, to]): Translation => {
    const given = from === 'AWS::RDS::DBInstance' ? { vpc_security_group_ids: 'VPCSecurityGroups', ...LOGS } : {}
    return { from, to, shared: true, arguments: given, unknownWhenAbsent: ['publicly_accessible'] }
  }),
  {
    from: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    to: 'aws_lb',
    shared: true,
    arguments: { arn: '@Ref', internal: 'Scheme' },
    words: { internal: SCHEME },
    made: accessLogs,
  },
  {
    from: 'AWS::ElasticLoadBalancing::LoadBalancer',
    to: 'aws_elb',
    shared: true,
    arguments: {
      internal: 'Scheme',
      'access_logs.bucket': 'AccessLoggingPolicy.S3BucketName',
      'access_logs.enabled': 'AccessLoggingPolicy.Enabled',
    },
    words: { internal: SCHEME },
  },
  {
    from: 'AWS::Cognito::UserPool',
    to: 'aws_cognito_user_pool',
    shared: true,
    arguments: { password_policy: 'Policies.PasswordPolicy' },
  },
  {
    from: 'AWS::EC2::Instance',
    to: 'aws_instance',
    shared: true,
    arguments: {
      associate_public_ip_address: 'NetworkInterfaces.*.AssociatePublicIpAddress',
      vpc_security_group_ids: 'SecurityGroupIds',
    },
  },
  {
    from: 'AWS::EC2::LaunchTemplate',
    to: 'aws_launch_template',
    arguments: {
      vpc_security_group_ids: 'LaunchTemplateData.SecurityGroupIds',
      iam_instance_profile: 'LaunchTemplateData.IamInstanceProfile',
      metadata_options: 'LaunchTemplateData.MetadataOptions',
    },
    blocks: {
      network_interfaces: {
        property: 'LaunchTemplateData.NetworkInterfaces',
        arguments: { associate_public_ip_address: 'AssociatePublicIpAddress', security_groups: 'Groups' },
      },
    },
  },
  ...(['OpenSearchService', 'Elasticsearch'] as const).map((service): Translation => {
    const to = service === 'Elasticsearch' ? 'aws_elasticsearch_domain' : 'aws_opensearch_domain'
    return { from: `AWS::${service}::Domain`, to, shared: true, arguments: { domain_name: '@Ref' } }
  }),
  {
    from: 'AWS::ElasticLoadBalancingV2::Listener',
    to: 'aws_lb_listener',
    arguments: { arn: '@Ref', protocol: 'Protocol' },
    blocks: {
      default_action: {
        property: 'DefaultActions',
        arguments: { ...ACTION, 'redirect.protocol': 'RedirectConfig.Protocol' },
      },
    },
  },
  {
    from: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    to: 'aws_lb_listener_rule',
    arguments: { listener_arn: 'ListenerArn' },
    blocks: { action: { property: 'Actions', arguments: ACTION } },
  },
  containers('AWS::ECS::Service', 'aws_ecs_service', 'AwsvpcConfiguration', {
    enable_execute_command: 'EnableExecuteCommand',
  }),
  containers('AWS::ECS::TaskSet', 'aws_ecs_task_set', 'AwsVpcConfiguration', {}),
  {
    from: 'AWS::Events::Rule',
    to: 'aws_cloudwatch_event_target',
    arguments: {},
    each: {
      property: 'Targets',
      arguments: {
        arn: 'Arn',
        role_arn: 'RoleArn',
        ...task('ecs_target.network_configuration', 'EcsParameters.NetworkConfiguration.AwsVpcConfiguration'),
      },
    },
    words: { 'ecs_target.network_configuration.assign_public_ip': ON_OR_OFF },
  },
  {
    from: 'AWS::Scheduler::Schedule',
    to: 'aws_scheduler_schedule',
    arguments: {
      'target.role_arn': 'Target.RoleArn',
      ...task(
        'target.ecs_parameters.network_configuration',
        'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration',
      ),
    },
    words: { 'target.ecs_parameters.network_configuration.assign_public_ip': ON_OR_OFF },
  },
  {
    from: 'AWS::Pipes::Pipe',
    to: 'aws_pipes_pipe',
    shared: true,
    arguments: task(
      'target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration',
      'TargetParameters.EcsTaskParameters.NetworkConfiguration.AwsvpcConfiguration',
    ),
  },
  {
    from: 'AWS::RDS::DBCluster',
    to: 'aws_rds_cluster',
    shared: true,
    arguments: { iam_roles: 'AssociatedRoles.*.RoleArn', ...LOGS },
    alsoReads: ['AssociatedRoles.FeatureName'],
  },
  { from: 'AWS::DocDB::DBCluster', to: 'aws_docdb_cluster', shared: true, arguments: LOGS },
  {
    from: 'AWS::ApiGateway::Stage',
    to: 'aws_api_gateway_stage',
    arguments: { access_log_settings: 'AccessLogSetting' },
  },
  { from: 'AWS::Backup::BackupVault', to: 'aws_backup_vault', arguments: { name: '@Ref' } },
  { from: 'AWS::EC2::EIP', to: 'aws_eip', arguments: { instance: 'InstanceId' } },
  {
    from: 'AWS::EC2::NetworkInterface',
    to: 'aws_network_interface',
    arguments: { id: '@Ref', security_groups: 'GroupSet' },
  },
  {
    from: 'AWS::EKS::Cluster',
    to: 'aws_eks_cluster',
    shared: true,
    arguments: {
      name: '@Ref',
      vpc_config: 'ResourcesVpcConfig',
      enabled_cluster_log_types: 'Logging.ClusterLogging.EnabledTypes.*.Type',
    },
  },
  {
    from: 'AWS::EKS::Nodegroup',
    to: 'aws_eks_node_group',
    arguments: { node_role_arn: 'NodeRole' },
    blocks: {
      remote_access: {
        property: 'RemoteAccess',
        arguments: { ec2_ssh_key: 'Ec2SshKey', source_security_group_ids: 'SourceSecurityGroups' },
      },
    },
  },
  {
    from: 'AWS::EKS::AccessEntry',
    to: 'aws_eks_access_policy_association',
    arguments: { cluster_name: 'ClusterName', principal_arn: 'PrincipalArn' },
    each: { property: 'AccessPolicies', arguments: { policy_arn: 'PolicyArn', access_scope: 'AccessScope' } },
  },
  {
    from: 'AWS::Lambda::Url',
    to: 'aws_lambda_function_url',
    shared: true,
    arguments: { authorization_type: 'AuthType' },
  },
  {
    from: 'AWS::ApiGateway::Method',
    to: 'aws_api_gateway_method',
    shared: true,
    arguments: { authorization: 'AuthorizationType' },
  },
  {
    from: 'AWS::Glue::Job',
    to: 'aws_glue_job',
    arguments: { role_arn: 'Role', connections: 'Connections.Connections' },
  },
  {
    from: 'AWS::SageMaker::NotebookInstance',
    to: 'aws_sagemaker_notebook_instance',
    shared: true,
    arguments: { security_groups: 'SecurityGroupIds' },
  },
  {
    from: 'AWS::CloudFront::Distribution',
    to: 'aws_cloudfront_distribution',
    arguments: {
      web_acl_id: 'DistributionConfig.WebACLId',
      'default_cache_behavior.viewer_protocol_policy': 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
      'logging_config.bucket': 'DistributionConfig.Logging.Bucket',
    },
  },
  {
    from: 'AWS::Cognito::IdentityPool',
    to: 'aws_cognito_identity_pool',
    shared: true,
    arguments: { openid_connect_provider_arns: 'OpenIdConnectProviderARNs', saml_provider_arns: 'SamlProviderARNs' },
  },
  {
    from: 'AWS::Cognito::UserPoolClient',
    to: 'aws_cognito_user_pool_client',
    shared: true,
    arguments: {
      allowed_oauth_scopes: 'AllowedOAuthScopes',
      allowed_oauth_flows: 'AllowedOAuthFlows',
      allowed_oauth_flows_user_pool_client: 'AllowedOAuthFlowsUserPoolClient',
      callback_urls: 'CallbackURLs',
    },
  },
  {
    from: 'AWS::CloudTrail::Trail',
    to: 'aws_cloudtrail',
    shared: true,
    arguments: {
      enable_logging: 'IsLogging',
      cloud_watch_logs_group_arn: 'CloudWatchLogsLogGroupArn',
    },
    blocks: {
      event_selector: {
        property: 'EventSelectors',
        arguments: {
          include_management_events: 'IncludeManagementEvents',
          read_write_type: 'ReadWriteType',
          data_resource: 'DataResources',
        },
      },
    },
  },
  {
    from: 'AWS::KMS::Key',
    to: 'aws_kms_key',
    shared: true,
    arguments: { id: '@Ref', policy: 'KeyPolicy', deletion_window_in_days: 'PendingWindowInDays' },
  },
]

/** Where requests are logged to, among the attributes of a load balancer. */
function accessLogs(resource: StackResource): Readonly<Record<string, Value>> {
  const attributes = valueAt(resource.properties(), 'LoadBalancerAttributes')
  if (attributes?.kind !== 'list') return attributes === undefined ? {} : { access_logs: attributes }
  const entries = attributes.items.flatMap((item): (readonly [string, MapEntry])[] => {
    const [key, value] = [valueAt(item, 'Key'), valueAt(item, 'Value')]
    const name = /^access_logs\.s3\.(enabled|bucket)$/.exec((key && plainText(key)) ?? '')?.[1]
    return name === undefined || value === undefined ? [] : [[name, { keySpan: item.spans[0] ?? NOWHERE, value }]]
  })
  if (entries.length === 0) return {}
  return { access_logs: { kind: 'map', collection: 'object', entries: new Map(entries), spans: attributes.spans } }
}

/** The network of a task that something else starts. */
function task(block: string, property: string): Translation['arguments'] {
  return {
    [`${block}.assign_public_ip`]: `${property}.AssignPublicIp`,
    [`${block}.security_groups`]: `${property}.SecurityGroups`,
  }
}

function containers(from: string, to: string, network: string, given: Translation['arguments']): Translation {
  return {
    from,
    to,
    arguments: given,
    blocks: {
      network_configuration: {
        property: `NetworkConfiguration.${network}`,
        arguments: { assign_public_ip: 'AssignPublicIp', security_groups: 'SecurityGroups' },
      },
    },
    words: { assign_public_ip: ON_OR_OFF },
  }
}
