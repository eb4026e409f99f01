import { type Arguments, presenceScenario, type Scenario, UNKNOWN, valueScenario, type Written } from './scenario.ts'

type Row = readonly [
  type: string,
  path: string,
  protects: Written | undefined,
  without: Written | undefined,
  fixed?: Arguments,
]

const RETENTION = 'object_lock_configuration.rule.default_retention'
const LOCKED = { bucket: 'it', object_lock_configuration: { rule: { default_retention: { mode: 'COMPLIANCE' } } } }
const LISTENER = { load_balancer_arn: 'it', port: 443 }

/** Connections without encryption. */
const CONNECTIONS: readonly Row[] = [
  ['aws_opensearch_domain', 'domain_endpoint_options.enforce_https', true, false, { domain_name: 'it' }],
  ['aws_elasticsearch_domain', 'domain_endpoint_options.enforce_https', true, undefined, { domain_name: 'it' }],
  ['aws_cloudsearch_domain', 'endpoint_options.enforce_https', true, false, { name: 'it' }],
  ['aws_elasticache_replication_group', 'transit_encryption_enabled', true, false],
  ['aws_memorydb_cluster', 'tls_enabled', undefined, false],
  ['aws_dax_cluster', 'cluster_endpoint_encryption_type', 'TLS', 'NONE'],
  ['aws_db_proxy', 'require_tls', true, false],
  ['aws_msk_cluster', 'encryption_info.encryption_in_transit.client_broker', 'TLS', 'TLS_PLAINTEXT'],
  ...['aws_lb_listener', 'aws_alb_listener'].flatMap((type): readonly Row[] => [
    [type, 'protocol', 'HTTPS', 'HTTP', { ...LISTENER, default_action: { type: 'forward' } }],
    [
      type,
      'default_action.redirect.protocol',
      'HTTPS',
      undefined,
      { ...LISTENER, default_action: { type: 'redirect', redirect: { status_code: 'HTTP_301' } } },
    ],
  ]),
  ['aws_cloudfront_distribution', 'default_cache_behavior.viewer_protocol_policy', 'https-only', 'allow-all'],
  ['aws_dms_endpoint', 'ssl_mode', 'require', 'none'],
  ['aws_ses_configuration_set', 'delivery_options.tls_policy', 'Require', 'Optional', { name: 'it' }],
  ['aws_sesv2_configuration_set', 'delivery_options.tls_policy', 'REQUIRE', undefined],
]

const ENABLED = { access_logs: { enabled: true } }

/** What is written down, and who is told of it. */
const RECORDS: readonly Row[] = [
  ['aws_cloudtrail', 'cloud_watch_logs_group_arn', 'one', undefined],
  [
    'aws_cloudtrail',
    'event_selector.data_resource.values',
    ['one', 'other'],
    ['one'],
    { event_selector: { data_resource: { type: 'AWS::S3::Object' } } },
  ],
  ['aws_config_configuration_aggregator', 'account_aggregation_source.all_regions', true, undefined, { name: 'it' }],
  ['aws_config_configuration_aggregator', 'organization_aggregation_source.all_regions', true, false, { name: 'it' }],
  ['aws_ecs_cluster', 'configuration.execute_command_configuration.logging', 'OVERRIDE', 'NONE'],
  ['aws_globalaccelerator_accelerator', 'attributes.flow_logs_enabled', true, false],
  ['aws_mq_broker', 'logs.audit', true, undefined],
  ...['aws_db_instance', 'aws_rds_cluster', 'aws_docdb_cluster'].map(
    (type): Row => [type, 'enabled_cloudwatch_logs_exports', ['audit', 'error'], ['error']],
  ),
  ['aws_neptune_cluster', 'enable_cloudwatch_logs_exports', ['audit'], undefined],
  ...['aws_lb', 'aws_alb', 'aws_elb'].map(
    (type): Row => [type, 'access_logs.bucket', 'one', undefined, { internal: true, ...ENABLED }],
  ),
  ...['aws_lb', 'aws_alb', 'aws_elb'].map(
    (type): Row => [type, 'access_logs.enabled', true, false, { internal: true, access_logs: { bucket: 'one' } }],
  ),
  ['aws_cloudfront_distribution', 'logging_config.bucket', 'one', undefined],
  ['aws_api_gateway_stage', 'access_log_settings.destination_arn', 'one', undefined],
  ['aws_apigatewayv2_stage', 'access_log_settings.destination_arn', 'one', undefined, { api_id: 'it', name: 'it' }],
  ['aws_s3_bucket', 'logging.target_bucket', 'one', undefined, { bucket: 'it' }],
]

/** What else protects, and goes with the resource. */
const OWN: readonly Row[] = [
  ['aws_s3_bucket', 'versioning.enabled', true, false, { bucket: 'it' }],
  ['aws_s3_bucket', 'versioning.mfa_delete', true, undefined, { bucket: 'it', versioning: { enabled: true } }],
  ['aws_s3_bucket', `${RETENTION}.mode`, 'COMPLIANCE', 'GOVERNANCE', { bucket: 'it' }],
  ['aws_s3_bucket', `${RETENTION}.days`, 365, 1, LOCKED],
  ['aws_s3_bucket', `${RETENTION}.years`, 7, 1, LOCKED],
  [
    'aws_sagemaker_notebook_instance',
    'instance_metadata_service_configuration.minimum_instance_metadata_service_version',
    '2',
    '1',
  ],
  ['aws_sagemaker_notebook_instance', 'subnet_id', 'subnet-1', undefined],
  ['aws_route53domains_registered_domain', 'transfer_lock', undefined, false, { domain_name: 'example.com' }],
  ['aws_efs_access_point', 'root_directory.path', '/shop', '/', { file_system_id: 'it' }],
  ['aws_secretsmanager_secret_rotation', 'rotation_rules.automatically_after_days', 30, 365, { secret_id: 'it' }],
]

/** What protects by being there. */
const PRESENT: readonly (readonly [type: string, there: Arguments, unknown: string])[] = [
  ['aws_secretsmanager_secret_rotation', { secret_id: 'it' }, 'count'],
  [
    'aws_codecommit_approval_rule_template_association',
    { repository_name: 'it', approval_rule_template_name: 'one' },
    'approval_rule_template_name',
  ],
  [
    'aws_wafv2_web_acl_logging_configuration',
    { resource_arn: 'it', log_destination_configs: ['one'] },
    'log_destination_configs',
  ],
  ['aws_cloudwatch_log_metric_filter', { log_group_name: 'it', pattern: '{ $.eventName = StopLogging }' }, 'pattern'],
]

const AS_USER = { file_system_id: 'it', posix_user: { uid: 1000, gid: 1000 } }
const ORIGIN = { allowed_methods: ['GET'] }

/** Containers in JSON: with less rights, with more, and with what nobody knows. */
function containerScenarios(): readonly Scenario[] {
  const TYPES = [
    ['aws_ecs_task_definition', 'container_definitions'],
    ['aws_batch_job_definition', 'container_properties'],
  ] as const
  return TYPES.map(([type, argument]) => {
    const written = (privileged: Written): Arguments => ({ [argument]: { special: 'json', value: { privileged } } })
    const [less, more] = [written(false), written(true)]
    const paths = [`${argument}.privileged`]
    return { type, kind: 'exposure', less, more, known: less, unknown: written(UNKNOWN), paths }
  })
}

export function recordAndConnectionScenarios(): readonly Scenario[] {
  return [
    ...[...CONNECTIONS, ...RECORDS, ...OWN].map(([type, path, less, more, fixed]) =>
      valueScenario(type, path, 'guardrail', [less, more], fixed),
    ),
    ...PRESENT.map(([type, there, unknown]) => presenceScenario(type, 'guardrail', there, unknown)),
    {
      ...presenceScenario('aws_efs_access_point', 'guardrail', AS_USER, 'posix_user.uid'),
      more: { file_system_id: 'it' },
      paths: ['posix_user.uid', 'posix_user.gid'],
    },
    valueScenario(
      'aws_s3_bucket',
      'cors_rule.allowed_origins',
      'exposure',
      [['https://one.example.com'], ['https://one.example.com', '*']],
      { bucket: 'it', cors_rule: ORIGIN },
    ),
    ...containerScenarios(),
  ]
}
