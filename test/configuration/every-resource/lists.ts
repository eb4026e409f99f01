import { type Arguments, type Scenario, UNKNOWN, valueScenario, type Written } from './scenario.ts'

const ROLE = 'arn:aws:iam::111122223333:role/one'
const ACCOUNTS = ['111122223333', '444455556666'] as const
const POLICIES = ['SecurityAudit', 'IAMFullAccess'].map((name) => `arn:aws:iam::aws:policy/${name}`)
const ATTACHED = { name: 'it', policy_arn: 'arn:aws:iam::aws:policy/SecurityAudit' }

/** What is in security groups: one more is more. */
const GROUPS: readonly (readonly [type: string, path: string])[] = [
  ['aws_instance', 'vpc_security_group_ids'],
  ['aws_instance', 'security_groups'],
  ['aws_spot_instance_request', 'vpc_security_group_ids'],
  ['aws_launch_template', 'vpc_security_group_ids'],
  ['aws_launch_template', 'network_interfaces.security_groups'],
  ['aws_launch_configuration', 'security_groups'],
  ['aws_network_interface', 'security_groups'],
  ['aws_lb', 'security_groups'],
  ['aws_alb', 'security_groups'],
  ['aws_elb', 'security_groups'],
  ['aws_db_instance', 'vpc_security_group_ids'],
  ['aws_rds_cluster', 'vpc_security_group_ids'],
  ['aws_db_proxy', 'vpc_security_group_ids'],
  ['aws_docdb_cluster', 'vpc_security_group_ids'],
  ['aws_neptune_cluster', 'vpc_security_group_ids'],
  ['aws_redshift_cluster', 'vpc_security_group_ids'],
  ['aws_redshiftserverless_workgroup', 'security_group_ids'],
  ['aws_elasticache_cluster', 'security_group_ids'],
  ['aws_elasticache_replication_group', 'security_group_ids'],
  ['aws_memorydb_cluster', 'security_group_ids'],
  ['aws_dax_cluster', 'security_group_ids'],
  ['aws_dms_replication_instance', 'vpc_security_group_ids'],
  ['aws_mq_broker', 'security_groups'],
  ['aws_msk_cluster', 'broker_node_group_info.security_groups'],
  ['aws_opensearch_domain', 'vpc_options.security_group_ids'],
  ['aws_elasticsearch_domain', 'vpc_options.security_group_ids'],
  ['aws_efs_mount_target', 'security_groups'],
  ['aws_lambda_function', 'vpc_config.security_group_ids'],
  ['aws_ecs_service', 'network_configuration.security_groups'],
  ['aws_cloudwatch_event_target', 'ecs_target.network_configuration.security_groups'],
  ['aws_scheduler_schedule', 'target.ecs_parameters.network_configuration.security_groups'],
  [
    'aws_pipes_pipe',
    'target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.security_groups',
  ],
  ['aws_eks_cluster', 'vpc_config.security_group_ids'],
  ['aws_vpc_endpoint', 'security_group_ids'],
  ['aws_codebuild_project', 'vpc_config.security_group_ids'],
  ['aws_glue_connection', 'physical_connection_requirements.security_group_id_list'],
  ['aws_sagemaker_notebook_instance', 'security_groups'],
  ['aws_apprunner_vpc_connector', 'security_groups'],
  ['aws_apigatewayv2_vpc_link', 'security_group_ids'],
  ['aws_ecs_task_set', 'network_configuration.security_groups'],
  ['aws_mwaa_environment', 'network_configuration.security_group_ids'],
  ['aws_glue_dev_endpoint', 'security_group_ids'],
  ['aws_ec2_client_vpn_endpoint', 'security_group_ids'],
]

/** Fixed arguments without which a type says something else. */
const CLOSED: Readonly<Record<string, Arguments>> = {
  aws_eks_cluster: { vpc_config: { endpoint_public_access: false } },
}

/** What acts with a role: to have one is more than to have none. */
const ROLES: readonly (readonly [type: string, path: string])[] = [
  ['aws_lambda_function', 'role'],
  ['aws_ecs_task_definition', 'task_role_arn'],
  ['aws_ecs_task_definition', 'execution_role_arn'],
  ['aws_instance', 'iam_instance_profile'],
  ['aws_spot_instance_request', 'iam_instance_profile'],
  ['aws_launch_configuration', 'iam_instance_profile'],
  ['aws_launch_template', 'iam_instance_profile.arn'],
  ['aws_launch_template', 'iam_instance_profile.name'],
  ['aws_eks_cluster', 'role_arn'],
  ['aws_eks_node_group', 'node_role_arn'],
  ['aws_eks_fargate_profile', 'pod_execution_role_arn'],
  ['aws_codebuild_project', 'service_role'],
  ['aws_codepipeline', 'role_arn'],
  ['aws_sfn_state_machine', 'role_arn'],
  ['aws_glue_job', 'role_arn'],
  ['aws_glue_crawler', 'role'],
  ['aws_cloudformation_stack', 'iam_role_arn'],
  ['aws_sagemaker_notebook_instance', 'role_arn'],
  ['aws_sagemaker_model', 'execution_role_arn'],
  ['aws_emr_cluster', 'service_role'],
  ['aws_emr_cluster', 'autoscaling_role'],
  ['aws_emr_cluster', 'ec2_attributes.instance_profile'],
  ['aws_api_gateway_integration', 'credentials'],
  ['aws_apigatewayv2_integration', 'credentials_arn'],
  ['aws_cloudwatch_event_target', 'role_arn'],
  ['aws_scheduler_schedule', 'target.role_arn'],
  ['aws_pipes_pipe', 'role_arn'],
  ['aws_apprunner_service', 'instance_configuration.instance_role_arn'],
  ['aws_imagebuilder_infrastructure_configuration', 'instance_profile_name'],
  ['aws_iam_instance_profile', 'role'],
  ['aws_mwaa_environment', 'execution_role_arn'],
  ['aws_glue_dev_endpoint', 'role_arn'],
  ['aws_s3_bucket_replication_configuration', 'role'],
]

type Row = readonly [type: string, path: string, values: readonly Written[], fixed?: Arguments]

const DISTRIBUTION = 'aws_imagebuilder_distribution_configuration'
const DISTRIBUTED = 'distribution.ami_distribution_configuration'

const TWO = ['one', 'other'] as const

/** Who has which policies that AWS manages, by the list of them or of who has them. */
const ATTACHMENTS: readonly Row[] = [
  ['aws_iam_role', 'managed_policy_arns', POLICIES, { name: 'it' }],
  ['aws_iam_role_policy_attachments_exclusive', 'policy_arns', POLICIES, { role_name: 'it' }],
  ['aws_iam_user_policy_attachments_exclusive', 'policy_arns', POLICIES, { user_name: 'it' }],
  ['aws_iam_group_policy_attachments_exclusive', 'policy_arns', POLICIES, { group_name: 'it' }],
]

/** Who has what, by lists of holders: of these it is known who they are, and perhaps not whether it is there. */
const LISTED_HOLDERS: readonly (readonly [kind: Scenario['kind'], path: string, type: string, fixed: Arguments])[] = [
  ['identity', 'roles', 'aws_iam_policy_attachment', ATTACHED],
  ['identity', 'users', 'aws_iam_policy_attachment', ATTACHED],
  ['identity', 'groups', 'aws_iam_policy_attachment', ATTACHED],
  ['exposure', 'groups', 'aws_iam_user_group_membership', { user: 'it' }],
]

/** Lists of which one more item is more. */
const LISTS: readonly Row[] = [
  ['aws_redshift_cluster', 'iam_roles', TWO],
  ['aws_rds_cluster', 'iam_roles', TWO],
  ['aws_rolesanywhere_profile', 'role_arns', TWO],
  ['aws_iam_group_membership', 'users', TWO, { group: 'it' }],
  ['aws_db_snapshot', 'shared_accounts', ACCOUNTS, { db_snapshot_identifier: 'it' }],
  ['aws_db_snapshot_copy', 'shared_accounts', ACCOUNTS, { target_db_snapshot_identifier: 'it' }],
  ['aws_db_cluster_snapshot', 'shared_accounts', ACCOUNTS, { db_cluster_snapshot_identifier: 'it' }],
  ['aws_vpc_endpoint_service', 'allowed_principals', TWO],
  ...['user_ids', 'user_groups', 'organization_arns', 'organizational_unit_arns'].map(
    (name): Row => [DISTRIBUTION, `${DISTRIBUTED}.launch_permission.${name}`, ACCOUNTS],
  ),
  [DISTRIBUTION, `${DISTRIBUTED}.target_account_ids`, ACCOUNTS],
  ['aws_glue_dev_endpoint', 'public_keys', TWO],
  ['aws_iam_openid_connect_provider', 'client_id_list', TWO, { url: 'https://login.example.com' }],
  ['aws_iam_openid_connect_provider', 'thumbprint_list', TWO, { url: 'https://login.example.com' }],
  ['aws_organizations_organization', 'aws_service_access_principals', TWO],
  ['aws_lakeformation_data_lake_settings', 'admins', TWO],
  ['aws_lakeformation_data_lake_settings', 'read_only_admins', TWO],
  ['aws_lakeformation_data_lake_settings', 'trusted_resource_owners', ACCOUNTS],
  ['aws_lakeformation_data_lake_settings', 'external_data_filtering_allow_list', ACCOUNTS],
  ['aws_redshift_endpoint_authorization', 'vpc_ids', TWO, { cluster_identifier: 'it', account: ACCOUNTS[0] }],
  ['aws_cognito_identity_pool', 'openid_connect_provider_arns', TWO],
  ['aws_cognito_identity_pool', 'saml_provider_arns', TWO],
  ['aws_cognito_user_pool_client', 'allowed_oauth_scopes', TWO],
  ['aws_cognito_user_pool_client', 'supported_identity_providers', TWO],
  ['aws_elasticache_user_group', 'user_ids', TWO, { user_group_id: 'it' }],
  ['aws_connect_user', 'security_profile_ids', TWO],
  ['aws_cloudfront_key_group', 'items', TWO],
  ['aws_msk_scram_secret_association', 'secret_arn_list', TWO, { cluster_arn: 'it' }],
  ['aws_config_configuration_recorder', 'recording_group.exclusion_by_resource_types.resource_types', TWO],
  [
    'aws_cognito_user_pool_client',
    'allowed_oauth_flows',
    ['code', 'implicit'],
    { allowed_oauth_flows_user_pool_client: true },
  ],
  ['aws_cognito_user_pool_client', 'callback_urls', ['https://one.example.com', 'https://other.example.com']],
  ['aws_cognito_user_pool_client', 'explicit_auth_flows', ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH']],
  ['aws_apigatewayv2_api', 'cors_configuration.allow_origins', ['https://one.example.com', '*']],
  [
    'aws_lambda_function_url',
    'cors.allow_origins',
    ['https://one.example.com', '*'],
    { authorization_type: 'AWS_IAM' },
  ],
  ['aws_eks_access_entry', 'kubernetes_groups', TWO, { cluster_name: 'it', principal_arn: ROLE }],
  ['aws_kms_grant', 'operations', ['Decrypt', 'CreateGrant'], { key_id: 'it', grantee_principal: ROLE, name: 'it' }],
  [
    'aws_acmpca_permission',
    'actions',
    ['GetCertificate', 'IssueCertificate'],
    { certificate_authority_arn: 'it', principal: 'acm.amazonaws.com' },
  ],
  [
    'aws_s3_bucket_cors_configuration',
    'cors_rule.allowed_origins',
    ['https://one.example.com', '*'],
    { bucket: 'it', cors_rule: { allowed_methods: ['GET'] } },
  ],
]

/** Lists of which one item less is more. */
const PROTECTING_LISTS: readonly Row[] = [
  ['aws_organizations_organization', 'enabled_policy_types', ['SERVICE_CONTROL_POLICY', 'TAG_POLICY']],
  ['aws_config_configuration_recorder', 'recording_group.resource_types', TWO],
  ['aws_eks_cluster', 'enabled_cluster_log_types', ['audit', 'api']],
]

export function listScenarios(): readonly Scenario[] {
  const attached = ATTACHMENTS.map(([type, path, [one = '', other = ''], fixed]) =>
    valueScenario(type, path, 'identity', [[one], [one, other]], fixed),
  )
  const groups = GROUPS.map(([type, path]): Row => [type, path, ['sg-1', 'sg-2'], CLOSED[type] ?? {}])
  return [
    ...[...groups, ...LISTS].map(([type, path, [one = '', other = ''], fixed]) =>
      valueScenario(type, path, 'exposure', [[one], [one, other]], fixed),
    ),
    ...attached,
    ...LISTED_HOLDERS.map(([kind, path, type, fixed]) => {
      const scenario = valueScenario(type, path, kind, [['one'], [...TWO]], fixed)
      return { ...scenario, known: 'nothing' as const, unknown: { ...fixed, [path]: ['one'], count: UNKNOWN } }
    }),
    ...PROTECTING_LISTS.map(([type, path, [one = '', other = '']]) =>
      valueScenario(type, path, 'guardrail', [[one, other], [other]]),
    ),
    ...ROLES.map(([type, path]) => {
      const fixed = CLOSED[type] ?? {}
      const scenario = valueScenario(type, path, 'exposure', [undefined, ROLE], fixed)
      return { ...scenario, known: scenario.more === 'nothing' ? {} : scenario.more }
    }),
  ]
}
