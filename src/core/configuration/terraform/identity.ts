/**
 * Arguments by which the platform names a resource: together with the provider they determine its `arn`, `id` and
 * `name`. Only types whose names are unique are here; all others are told apart by their Terraform address too.
 * Source: the resources' pages in the AWS, Google, Azure and GitHub providers' documentation.
 */
export const NAMING_ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_s3_bucket', ['bucket']],
  ['aws_iam_role', ['name']],
  ['aws_iam_user', ['name']],
  ['aws_iam_group', ['name']],
  ['aws_iam_policy', ['name']],
  ['aws_iam_instance_profile', ['name']],
  ['aws_iam_saml_provider', ['name']],
  ['aws_iam_openid_connect_provider', ['url']],
  ['aws_sqs_queue', ['name']],
  ['aws_sns_topic', ['name']],
  ['aws_lambda_function', ['function_name']],
  ['aws_dynamodb_table', ['name']],
  ['aws_kinesis_stream', ['name']],
  ['aws_kinesis_firehose_delivery_stream', ['name']],
  ['aws_cloudwatch_log_group', ['name']],
  ['aws_cloudwatch_event_bus', ['name']],
  ['aws_ecr_repository', ['name']],
  ['aws_ecs_cluster', ['name']],
  ['aws_eks_cluster', ['name']],
  ['aws_sfn_state_machine', ['name']],
  ['aws_ssm_parameter', ['name']],
  ['aws_secretsmanager_secret', ['name']],
  ['aws_kms_alias', ['name']],
  ['aws_glue_catalog_database', ['name']],
  ['aws_glue_job', ['name']],
  ['aws_athena_workgroup', ['name']],
  ['aws_codebuild_project', ['name']],
  ['aws_codepipeline', ['name']],
  ['aws_codecommit_repository', ['repository_name']],
  ['aws_opensearch_domain', ['domain_name']],
  ['aws_elasticsearch_domain', ['domain_name']],
  ['aws_db_instance', ['identifier']],
  ['aws_rds_cluster', ['cluster_identifier']],
  ['aws_redshift_cluster', ['cluster_identifier']],
  ['aws_batch_job_queue', ['name']],
  ['aws_backup_vault', ['name']],
  ['google_service_account', ['account_id']],
  ['google_storage_bucket', ['name']],
  ['google_project', ['project_id']],
  ['google_pubsub_topic', ['name']],
  ['github_repository', ['name']],
  ['azurerm_resource_group', ['name']],
  ['azurerm_storage_account', ['name']],
])

/** Attributes of a type that are another of its attributes: what one says, the other says. */
const SAME_ATTRIBUTES: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['aws_alb', { id: 'arn' }],
  ['aws_alb_listener', { id: 'arn' }],
  ['aws_backup_vault', { id: 'name' }],
  ['aws_cloudwatch_log_group', { id: 'name' }],
  ['aws_dynamodb_table', { id: 'name' }],
  ['aws_ecr_repository', { id: 'name' }],
  ['aws_eks_cluster', { id: 'name' }],
  ['aws_iam_group', { id: 'name' }],
  ['aws_iam_instance_profile', { id: 'name' }],
  ['aws_iam_policy', { id: 'arn' }],
  ['aws_iam_role', { id: 'name' }],
  ['aws_iam_user', { id: 'name' }],
  ['aws_kms_key', { key_id: 'id' }],
  ['aws_lambda_function', { id: 'function_name' }],
  ['aws_lb', { id: 'arn' }],
  ['aws_lb_listener', { id: 'arn' }],
  ['aws_route53_zone', { zone_id: 'id' }],
  ['aws_s3_bucket', { id: 'bucket' }],
  ['aws_secretsmanager_secret', { id: 'arn' }],
  ['aws_sns_topic', { id: 'arn' }],
  ['aws_sqs_queue', { id: 'url' }],
  ['aws_verifiedpermissions_policy_store', { policy_store_id: 'id' }],
])

/** The attribute that an attribute of a type is the same as, or undefined. */
export function sameAttribute(type: string, name: string): string | undefined {
  const same = SAME_ATTRIBUTES.get(type)
  return same !== undefined && Object.hasOwn(same, name) ? same[name] : undefined
}

/** Arguments that say where a named thing is, and so belong to its name. */
const PLACE_ARGUMENTS = [
  'account_id',
  'catalog_id',
  'location',
  'namespace',
  'parent',
  'path',
  'project',
  'region',
  'resource_group_name',
]

/** Arguments that name things of other types: a change in one of them is a change of what the address means. */
const NAME_LIKE = /(?:^|_)(?:name|prefix|identifier|bucket|domain|url|alias|family|namespace)$/

/** Attributes that the platform makes of a resource's name and place. */
const NAMED_ATTRIBUTES: ReadonlySet<string> = new Set([
  'allocation_id',
  'arn',
  'bucket',
  'bucket_domain_name',
  'bucket_regional_domain_name',
  'default_network_acl_id',
  'default_route_table_id',
  'default_security_group_id',
  'email',
  'execution_arn',
  'full_name',
  'function_name',
  'id',
  'invoke_arn',
  'main_route_table_id',
  'member',
  'name',
  'node_id',
  'policy_store_id',
  'policy_template_id',
  'prefix_list_id',
  'primary_network_interface_id',
  'repo_id',
  'slug',
  'url',
])

/** Attributes that are one text without wildcards, naming one thing. */
const IDENTIFIERS: ReadonlySet<string> = new Set([
  'account_id',
  'arn',
  'bucket',
  'default_network_acl_id',
  'default_route_table_id',
  'default_security_group_id',
  'dns_suffix',
  'execution_arn',
  'full_name',
  'function_name',
  'id',
  'invoke_arn',
  'main_route_table_id',
  'name',
  'node_id',
  'partition',
  'policy_store_id',
  'policy_template_id',
  'prefix_list_id',
  'region',
  'repo_id',
  'slug',
  'unique_id',
])

export function isNamedAttribute(name: string): boolean {
  return NAMED_ATTRIBUTES.has(name)
}

export function isIdentifier(name: string): boolean {
  return IDENTIFIERS.has(name)
}

export function isPlaceArgument(name: string): boolean {
  return PLACE_ARGUMENTS.includes(name)
}

export function isNameLike(name: string): boolean {
  return NAME_LIKE.test(name) || isPlaceArgument(name)
}
