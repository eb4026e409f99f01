import { type Arguments, presenceScenario, type Scenario } from './scenario.ts'

const ROLE = 'arn:aws:iam::111122223333:role/one'
const POLICY = 'arn:aws:iam::111122223333:policy/one'
const ACCOUNT = '444455556666'
const MANAGED = 'arn:aws:iam::aws:policy/SecurityAudit'

type Row = readonly [type: string, there: Arguments, unknown: string]

/** Policies that AWS manages, and who gets them. */
const ATTACHING: readonly Row[] = [
  ['aws_iam_role_policy_attachment', { role: 'it', policy_arn: MANAGED }, 'policy_arn'],
  ['aws_iam_user_policy_attachment', { user: 'it', policy_arn: MANAGED }, 'policy_arn'],
  ['aws_iam_group_policy_attachment', { group: 'it', policy_arn: MANAGED }, 'policy_arn'],
  [
    'aws_ssoadmin_managed_policy_attachment',
    { permission_set_arn: 'it', managed_policy_arn: MANAGED, instance_arn: 'one' },
    'managed_policy_arn',
  ],
]

/** Accounts that administer a service for the organization, or for an account, by the argument that names them. */
const DELEGATED: readonly Row[] = [
  ['aws_auditmanager_organization_admin_account_registration', 'admin_account_id'],
  ['aws_cloudtrail_organization_delegated_admin_account', 'account_id'],
  ['aws_detective_organization_admin_account', 'account_id'],
  ['aws_fms_admin_account', 'account_id'],
  ['aws_guardduty_organization_admin_account', 'admin_account_id'],
  ['aws_inspector2_delegated_admin_account', 'account_id'],
  ['aws_macie2_organization_admin_account', 'admin_account_id'],
  ['aws_securityhub_organization_admin_account', 'admin_account_id'],
  ['aws_guardduty_invite_accepter', 'master_account_id'],
  ['aws_macie2_invitation_accepter', 'administrator_account_id'],
  ['aws_securityhub_invite_accepter', 'master_id'],
  ['aws_detective_invitation_accepter', 'graph_arn'],
  ['aws_vpc_ipam_organization_admin_account', 'delegated_admin_account_id'],
].map(([type = '', account = '']): Row => [type, { [account]: ACCOUNT }, account])

/** What gives access by being there, and the argument of it that may be unknown. */
const GIVING: readonly Row[] = [
  ['aws_identitystore_group_membership', { group_id: 'it', member_id: 'one', identity_store_id: 'd-1' }, 'member_id'],
  [
    'aws_ssoadmin_account_assignment',
    {
      permission_set_arn: 'it',
      principal_id: 'one',
      principal_type: 'GROUP',
      target_id: ACCOUNT,
      target_type: 'AWS_ACCOUNT',
      instance_arn: 'one',
    },
    'principal_id',
  ],
  [
    'aws_ssoadmin_customer_managed_policy_attachment',
    { permission_set_arn: 'it', instance_arn: 'one', customer_managed_policy_reference: { name: 'one' } },
    'customer_managed_policy_reference.name',
  ],
  ['aws_iam_access_key', { user: 'it' }, 'count'],
  ['aws_iam_user_login_profile', { user: 'it' }, 'count'],
  ['aws_iam_user_ssh_key', { username: 'it' }, 'count'],
  ['aws_iam_service_specific_credential', { user_name: 'it' }, 'count'],
  ['aws_iam_signing_certificate', { user_name: 'it' }, 'count'],
  ['aws_iam_service_linked_role', { aws_service_name: 'es.amazonaws.com' }, 'aws_service_name'],
  ['aws_iam_saml_provider', { name: 'it', saml_metadata_document: '<one/>' }, 'saml_metadata_document'],
  ['aws_key_pair', { public_key: 'ssh-ed25519 AAAA' }, 'public_key'],
  ['aws_transfer_user', { server_id: 'it', user_name: 'one', role: ROLE }, 'role'],
  ['aws_transfer_ssh_key', { server_id: 'it', user_name: 'one', body: 'ssh-ed25519 AAAA' }, 'body'],
  ['aws_transfer_access', { server_id: 'it', external_id: 'S-1-1', role: ROLE }, 'external_id'],
  ['aws_iot_policy_attachment', { target: 'it', policy: 'one' }, 'policy'],
  ['aws_iot_thing_principal_attachment', { thing: 'it', principal: 'one' }, 'principal'],
  [
    'aws_organizations_delegated_administrator',
    { account_id: ACCOUNT, service_principal: 'guardduty.amazonaws.com' },
    'account_id',
  ],
  ['aws_ami_launch_permission', { image_id: 'it', account_id: ACCOUNT }, 'account_id'],
  ['aws_ami_launch_permission', { image_id: 'it', group: 'all' }, 'count'],
  ['aws_ami_launch_permission', { image_id: 'it', organization_arn: 'one' }, 'organization_arn'],
  ['aws_ami_launch_permission', { image_id: 'it', organizational_unit_arn: 'one' }, 'organizational_unit_arn'],
  ['aws_snapshot_create_volume_permission', { snapshot_id: 'it', account_id: ACCOUNT }, 'account_id'],
  ['aws_ram_principal_association', { resource_share_arn: 'it', principal: ACCOUNT }, 'principal'],
  ['aws_ram_resource_association', { resource_share_arn: 'it', resource_arn: 'one' }, 'resource_arn'],
  [
    'aws_network_interface_sg_attachment',
    { network_interface_id: 'it', security_group_id: 'sg-1' },
    'security_group_id',
  ],
  ['aws_eip_association', { instance_id: 'it' }, 'count'],
  ['aws_eip_association', { network_interface_id: 'it' }, 'count'],
  ['aws_eip', { instance: 'it' }, 'count'],
  ['aws_eip', { network_interface: 'it' }, 'count'],
  ['aws_lightsail_static_ip_attachment', { instance_name: 'it', static_ip_name: 'one' }, 'count'],
  ['aws_vpc_peering_connection', { vpc_id: 'it', peer_vpc_id: 'one', peer_owner_id: ACCOUNT }, 'peer_vpc_id'],
  [
    'aws_ec2_transit_gateway_peering_attachment',
    { transit_gateway_id: 'it', peer_transit_gateway_id: 'one', peer_account_id: ACCOUNT, peer_region: 'eu-west-1' },
    'peer_transit_gateway_id',
  ],
  [
    'aws_ec2_traffic_mirror_session',
    { network_interface_id: 'it', traffic_mirror_target_id: 'one' },
    'traffic_mirror_target_id',
  ],
  ['aws_ec2_transit_gateway_vpc_attachment', { transit_gateway_id: 'it', vpc_id: 'one' }, 'vpc_id'],
  [
    'aws_ec2_transit_gateway_route_table_association',
    { transit_gateway_route_table_id: 'it', transit_gateway_attachment_id: 'one' },
    'transit_gateway_attachment_id',
  ],
  [
    'aws_ec2_transit_gateway_route_table_propagation',
    { transit_gateway_route_table_id: 'it', transit_gateway_attachment_id: 'one' },
    'transit_gateway_attachment_id',
  ],
  ['aws_route53_zone_association', { zone_id: 'it', vpc_id: 'one' }, 'vpc_id'],
  ['aws_route53_vpc_association_authorization', { zone_id: 'it', vpc_id: 'one' }, 'vpc_id'],
  ['aws_route53_zone', { name: 'example.com', vpc: { vpc_id: 'one' } }, 'vpc.vpc_id'],
  [
    'aws_vpc_endpoint_service_allowed_principal',
    { vpc_endpoint_service_id: 'it', principal_arn: ROLE },
    'principal_arn',
  ],
  ['aws_ec2_instance_connect_endpoint', { subnet_id: 'it', security_group_ids: ['sg-1'] }, 'security_group_ids'],
  [
    'aws_vpc_block_public_access_exclusion',
    { vpc_id: 'one', internet_gateway_exclusion_mode: 'allow-bidirectional' },
    'vpc_id',
  ],
  [
    'aws_vpc_block_public_access_exclusion',
    { subnet_id: 'one', internet_gateway_exclusion_mode: 'allow-egress' },
    'internet_gateway_exclusion_mode',
  ],
  [
    'aws_redshift_data_share_authorization',
    { data_share_arn: 'it', consumer_identifier: ACCOUNT },
    'consumer_identifier',
  ],
  ['aws_redshift_data_share_consumer_association', { data_share_arn: 'it', consumer_arn: 'one' }, 'consumer_arn'],
  [
    'aws_redshift_data_share_consumer_association',
    { data_share_arn: 'it', consumer_region: 'eu-west-1' },
    'consumer_region',
  ],
  ['aws_redshift_data_share_consumer_association', { data_share_arn: 'it', associate_entire_account: true }, 'count'],
  ['aws_redshift_endpoint_authorization', { cluster_identifier: 'it', account: ACCOUNT }, 'account'],
  ['aws_cloudwatch_log_subscription_filter', { log_group_name: 'it', destination_arn: 'one' }, 'destination_arn'],
  [
    'aws_sns_topic_subscription',
    { topic_arn: 'it', protocol: 'https', endpoint: 'https://one.example.com' },
    'endpoint',
  ],
  [
    'aws_eks_access_policy_association',
    { cluster_name: 'it', principal_arn: ROLE, policy_arn: 'one', access_scope: { type: 'cluster' } },
    'policy_arn',
  ],
  ['aws_eks_access_entry', { cluster_name: 'it', principal_arn: ROLE }, 'principal_arn'],
  [
    'aws_eks_pod_identity_association',
    { cluster_name: 'it', namespace: 'one', service_account: 'one', role_arn: ROLE },
    'role_arn',
  ],
  ['aws_s3_access_point', { bucket: 'one', name: 'it' }, 'bucket'],
  [
    'aws_s3_bucket_replication_configuration',
    { bucket: 'it', rule: { status: 'Enabled', destination: { bucket: 'arn:aws:s3:::one', account: ACCOUNT } } },
    'rule.destination.bucket',
  ],
  ['aws_lambda_layer_version_permission', { layer_name: 'it', version_number: 1, principal: ACCOUNT }, 'principal'],
  ['aws_glue_dev_endpoint', { public_key: 'ssh-ed25519 AAAA' }, 'public_key'],
  ...['aws_lakeformation_resource_lf_tags', 'aws_lakeformation_resource_lf_tag'].map(
    (type): Row => [type, { database: { name: 'it' }, lf_tag: { key: 'it', value: 'one' } }, 'lf_tag.value'],
  ),
  [
    'aws_securityhub_standards_control',
    { standards_control_arn: 'one', control_status: 'DISABLED' },
    'standards_control_arn',
  ],
  [
    'aws_ecr_replication_configuration',
    { replication_configuration: { rule: { destination: { region: 'eu-west-1', registry_id: ACCOUNT } } } },
    'replication_configuration.rule.destination.registry_id',
  ],
  ['aws_dynamodb_kinesis_streaming_destination', { table_name: 'it', stream_arn: 'one' }, 'stream_arn'],
  ['aws_dynamodb_table_export', { table_arn: 'it', s3_bucket: 'one' }, 's3_bucket'],
  ['aws_oam_link', { sink_identifier: 'one' }, 'sink_identifier'],
  [
    'aws_s3_bucket_analytics_configuration',
    {
      bucket: 'it',
      storage_class_analysis: {
        data_export: { destination: { s3_bucket_destination: { bucket_arn: 'arn:aws:s3:::one' } } },
      },
    },
    'storage_class_analysis.data_export.destination.s3_bucket_destination.bucket_arn',
  ],
  [
    'aws_s3_bucket_inventory',
    { bucket: 'it', destination: { bucket: { bucket_arn: 'arn:aws:s3:::one' } } },
    'destination.bucket.bucket_arn',
  ],
  [
    'aws_backup_plan',
    { rule: { copy_action: { destination_vault_arn: 'one' } } },
    'rule.copy_action.destination_vault_arn',
  ],
  ['aws_datasync_task', { destination_location_arn: 'one' }, 'destination_location_arn'],
  [
    'aws_eks_identity_provider_config',
    { cluster_name: 'it', oidc: { issuer_url: 'https://login.example.com', client_id: 'one' } },
    'oidc.issuer_url',
  ],
  ['aws_msk_single_scram_secret_association', { cluster_arn: 'it', secret_arn: 'one' }, 'secret_arn'],
  ['aws_mq_broker', { user: { username: 'one' } }, 'user.username'],
  ['aws_elasticache_user_group_association', { user_group_id: 'it', user_id: 'one' }, 'user_id'],
  ['aws_cognito_user_in_group', { user_pool_id: 'it', group_name: 'it', username: 'one' }, 'username'],
  ['aws_api_gateway_usage_plan_key', { usage_plan_id: 'it', key_id: 'one' }, 'key_id'],
  ['aws_appsync_api_key', { api_id: 'it' }, 'count'],
  [
    'aws_vpclattice_service_network_vpc_association',
    { service_network_identifier: 'it', vpc_identifier: 'one' },
    'vpc_identifier',
  ],
  [
    'aws_vpclattice_service_network_service_association',
    { service_network_identifier: 'it', service_identifier: 'one' },
    'service_identifier',
  ],
  ['aws_vpn_gateway_route_propagation', { route_table_id: 'it', vpn_gateway_id: 'one' }, 'vpn_gateway_id'],
  ...['aws_route_table', 'aws_default_route_table'].map(
    (type): Row => [type, { propagating_vgws: ['one'] }, 'propagating_vgws'],
  ),
  ...[
    ['aws_ec2_transit_gateway_peering_attachment_accepter', 'transit_gateway_attachment_id'],
    ['aws_ec2_transit_gateway_vpc_attachment_accepter', 'transit_gateway_attachment_id'],
    ['aws_vpc_peering_connection_accepter', 'vpc_peering_connection_id'],
    ['aws_dx_hosted_private_virtual_interface_accepter', 'virtual_interface_id'],
    ['aws_dx_hosted_transit_virtual_interface_accepter', 'virtual_interface_id'],
  ].map(([type = '', holder = '']): Row => [type, { [holder]: 'it' }, 'count']),
  ...[
    ['aws_networkmanager_vpc_attachment', 'vpc_arn'],
    ['aws_networkmanager_site_to_site_vpn_attachment', 'vpn_connection_arn'],
    ['aws_networkmanager_dx_gateway_attachment', 'direct_connect_gateway_arn'],
  ].map(([type = '', name = '']): Row => [type, { core_network_id: 'it', [name]: 'one' }, name]),
  ['aws_vpn_connection', { vpn_gateway_id: 'it', customer_gateway_id: 'one' }, 'customer_gateway_id'],
  ['aws_vpn_connection', { transit_gateway_id: 'it', customer_gateway_id: 'one' }, 'customer_gateway_id'],
  ['aws_customer_gateway', { ip_address: '192.0.2.1' }, 'ip_address'],
  [
    'aws_globalaccelerator_endpoint_group',
    { endpoint_configuration: { endpoint_id: 'one' } },
    'endpoint_configuration.endpoint_id',
  ],
  ['aws_accessanalyzer_archive_rule', { analyzer_name: 'it', rule_name: 'one' }, 'count'],
  ['aws_cognito_identity_pool', { developer_provider_name: 'one' }, 'developer_provider_name'],
  [
    'aws_cognito_identity_pool',
    { cognito_identity_providers: { client_id: 'one', provider_name: 'one' } },
    'cognito_identity_providers.client_id',
  ],
]

const LOGIN = { issuer: 'https://login.example.com', client_id: 'one', on_unauthenticated_request: 'authenticate' }
const COGNITO = { user_pool_arn: 'one', user_pool_client_id: 'one', on_unauthenticated_request: 'authenticate' }

/** What protects by being there. */
const PROTECTING: readonly Row[] = [
  ['aws_organizations_policy_attachment', { policy_id: 'one', target_id: 'it' }, 'policy_id'],
  [
    'aws_ssoadmin_permissions_boundary_attachment',
    { permission_set_arn: 'it', instance_arn: 'one', permissions_boundary: { managed_policy_arn: POLICY } },
    'permissions_boundary.managed_policy_arn',
  ],
  ['aws_accessanalyzer_analyzer', { type: 'ACCOUNT' }, 'type'],
  ['aws_securityhub_standards_subscription', { standards_arn: 'one' }, 'standards_arn'],
  ['aws_config_delivery_channel', { s3_bucket_name: 'one' }, 's3_bucket_name'],
  ['aws_inspector2_enabler', { resource_types: ['EC2'], account_ids: [ACCOUNT] }, 'resource_types'],
  ['aws_guardduty_member', { detector_id: 'it', account_id: ACCOUNT }, 'account_id'],
  ['aws_guardduty_publishing_destination', { detector_id: 'it', destination_arn: 'one' }, 'destination_arn'],
  [
    'aws_macie2_classification_export_configuration',
    { s3_destination: { bucket_name: 'one' } },
    's3_destination.bucket_name',
  ],
  ['aws_securityhub_member', { account_id: ACCOUNT }, 'account_id'],
  ['aws_securityhub_product_subscription', { product_arn: 'one' }, 'product_arn'],
  ['aws_detective_member', { graph_arn: 'it', account_id: ACCOUNT }, 'account_id'],
  ['aws_inspector2_member_association', { account_id: ACCOUNT }, 'account_id'],
  ...['vpc_id', 'subnet_id', 'eni_id', 'transit_gateway_id', 'transit_gateway_attachment_id'].map(
    (name): Row => ['aws_flow_log', { [name]: 'it', traffic_type: 'ALL' }, 'traffic_type'],
  ),
  ['aws_route_table_association', { subnet_id: 'it', route_table_id: 'one' }, 'route_table_id'],
  ['aws_route_table_association', { gateway_id: 'it', route_table_id: 'one' }, 'route_table_id'],
  ['aws_main_route_table_association', { vpc_id: 'it', route_table_id: 'one' }, 'route_table_id'],
  ['aws_config_config_rule', { source: { owner: 'AWS', source_identifier: 'ONE' } }, 'source.source_identifier'],
  ['aws_config_organization_managed_rule', { rule_identifier: 'ONE' }, 'rule_identifier'],
  ['aws_config_organization_custom_rule', { lambda_function_arn: 'one' }, 'lambda_function_arn'],
  ...['conformance_pack', 'organization_conformance_pack', 'configuration_aggregator'].map(
    (name): Row => [`aws_config_${name}`, { name: 'one' }, 'name'],
  ),
  ['aws_controltower_control', { target_identifier: 'it', control_identifier: 'one' }, 'control_identifier'],
  ['aws_shield_protection', { resource_arn: 'one' }, 'resource_arn'],
  ['aws_redshift_logging', { cluster_identifier: 'it', bucket_name: 'one' }, 'bucket_name'],
  ['aws_redshift_logging', { cluster_identifier: 'it', log_exports: ['userlog'] }, 'log_exports'],
  ['aws_bedrock_model_invocation_logging_configuration', {}, 'count'],
  ['aws_network_acl_association', { subnet_id: 'it', network_acl_id: 'one' }, 'network_acl_id'],
  ['aws_backup_vault_lock_configuration', { backup_vault_name: 'it' }, 'count'],
  ['aws_s3_bucket_logging', { bucket: 'it', target_bucket: 'one' }, 'target_bucket'],
  ['aws_s3_bucket_object_lock_configuration', { bucket: 'it' }, 'count'],
  ['aws_wafv2_web_acl_association', { resource_arn: 'it', web_acl_arn: 'one' }, 'web_acl_arn'],
  ['aws_wafregional_web_acl_association', { resource_arn: 'it', web_acl_id: 'one' }, 'web_acl_id'],
]

/** Arguments that protect by being written, where the resource stays. */
const WRITTEN: readonly (readonly [type: string, there: Arguments, unknown: string, without?: Arguments])[] = [
  ['aws_iam_role', { name: 'it', permissions_boundary: POLICY }, 'permissions_boundary', { name: 'it' }],
  ['aws_iam_user', { name: 'it', permissions_boundary: POLICY }, 'permissions_boundary', { name: 'it' }],
  ['aws_cloudfront_distribution', { web_acl_id: 'one' }, 'web_acl_id'],
  ['aws_lambda_function', { code_signing_config_arn: 'one' }, 'code_signing_config_arn'],
  ['aws_cloudtrail', { s3_bucket_name: 'one' }, 's3_bucket_name'],
  ['aws_cloudtrail', { insight_selector: { insight_type: 'ApiCallRateInsight' } }, 'insight_selector.insight_type'],
  ['aws_flow_log', { vpc_id: 'it', log_destination: 'one' }, 'log_destination', { vpc_id: 'it' }],
  ['aws_organizations_account', { parent_id: 'one' }, 'parent_id'],
  ['aws_organizations_organizational_unit', { parent_id: 'one' }, 'parent_id'],
  [
    'aws_codepipeline',
    { stage: { action: { category: 'Approval', name: 'one' } } },
    'stage.action.name',
    { stage: { action: { category: 'Deploy', name: 'one' } } },
  ],
  [
    'aws_s3_access_point',
    { name: 'it', bucket: 'it', vpc_configuration: { vpc_id: 'one' } },
    'vpc_configuration.vpc_id',
    { name: 'it', bucket: 'it' },
  ],
  [
    'aws_api_gateway_method',
    { authorization: 'CUSTOM', authorizer_id: 'one' },
    'authorizer_id',
    { authorization: 'CUSTOM' },
  ],
  [
    'aws_apigatewayv2_route',
    { api_id: 'it', route_key: 'GET /it', authorization_type: 'JWT', authorizer_id: 'one' },
    'authorizer_id',
    { api_id: 'it', route_key: 'GET /it', authorization_type: 'JWT' },
  ],
  ...['aws_lb_listener', 'aws_alb_listener', 'aws_lb_listener_rule', 'aws_alb_listener_rule'].flatMap((type) => {
    const action = type.endsWith('rule') ? 'action' : 'default_action'
    const forward = { [action]: { type: 'forward' } }
    return [
      [
        type,
        { [action]: { type: 'authenticate-oidc', authenticate_oidc: LOGIN } },
        `${action}.authenticate_oidc.issuer`,
        forward,
      ],
      [
        type,
        { [action]: { type: 'authenticate-cognito', authenticate_cognito: COGNITO } },
        `${action}.authenticate_cognito.user_pool_arn`,
        forward,
      ],
    ] as const
  }),
]

export function presenceScenarios(): readonly Scenario[] {
  return [
    ...ATTACHING.map(([type, there, unknown]) => presenceScenario(type, 'identity', there, unknown)),
    ...[...DELEGATED, ...GIVING].map(([type, there, unknown]) => presenceScenario(type, 'exposure', there, unknown)),
    ...PROTECTING.map(([type, there, unknown]) => presenceScenario(type, 'guardrail', there, unknown)),
    ...WRITTEN.map(([type, there, unknown, without = {}]) => ({
      ...presenceScenario(type, 'guardrail', there, unknown),
      more: without,
    })),
    // They say nothing that could be unknown.
    ...['aws_securityhub_account', 'aws_detective_graph'].map((type) =>
      presenceScenario(type, 'guardrail', {}, 'count'),
    ),
  ]
}
