import { type BlockSchema, type NestedSchema, nested, schema } from './schema.ts'

/** Managed resources, with what the configurations here use of them. Source: the providers' documentation. */
export const RESOURCES: Readonly<Record<string, BlockSchema>> = {
  aws_iam_policy: schema('s:name name_prefix path description policy m:tags', 'id arn name policy_id'),
  aws_iam_role: schema(
    's:name name_prefix path description assume_role_policy permissions_boundary n:max_session_duration b:force_detach_policies t:managed_policy_arns m:tags',
    'id arn name unique_id',
    { inline_policy: nested('set', 's:name policy') },
  ),
  aws_iam_user: schema('s:name path permissions_boundary b:force_destroy m:tags', 'id arn unique_id'),
  aws_iam_group: schema('s:name path', 'id arn unique_id'),
  aws_iam_role_policy: schema('s:name name_prefix role policy', 'id name'),
  aws_iam_user_policy: schema('s:name user policy', 'id name'),
  aws_iam_group_policy: schema('s:name group policy', 'id name'),
  aws_iam_role_policy_attachment: schema('s:role policy_arn', 'id'),
  aws_iam_user_policy_attachment: schema('s:user policy_arn', 'id'),
  aws_iam_group_policy_attachment: schema('s:group policy_arn', 'id'),
  aws_iam_policy_attachment: schema('s:name policy_arn t:roles users groups', 'id'),
  aws_iam_instance_profile: schema('s:name role path', 'id arn'),
  aws_s3_bucket: schema('s:bucket bucket_prefix acl policy b:force_destroy m:tags', 'id arn bucket bucket_domain_name'),
  aws_s3_bucket_policy: schema('s:bucket policy', 'id'),
  aws_s3_object: schema('s:bucket key content source', 'id etag'),
  aws_sqs_queue: schema('s:name policy kms_master_key_id n:delay_seconds b:fifo_queue m:tags', 'id arn url name'),
  aws_sqs_queue_policy: schema('s:queue_url policy', 'id'),
  aws_sns_topic: schema('s:name policy kms_master_key_id m:tags', 'id arn name'),
  aws_sns_topic_policy: schema('s:arn policy', 'id'),
  aws_kms_key: schema('s:description policy n:deletion_window_in_days b:enable_key_rotation m:tags', 'id arn key_id'),
  aws_kms_alias: schema('s:name target_key_id', 'id arn'),
  aws_secretsmanager_secret: schema('s:name policy m:tags', 'id arn'),
  aws_secretsmanager_secret_policy: schema('s:secret_arn policy', 'id'),
  aws_ecr_repository: schema('s:name', 'id arn repository_url'),
  aws_ecr_repository_policy: schema('s:repository policy', 'id'),
  aws_dynamodb_table: schema('s:name billing_mode hash_key m:tags', 'id arn', {
    attribute: nested('set', 's:name type'),
  }),
  aws_lambda_function: schema(
    's:function_name role handler runtime filename n:timeout memory_size l:layers m:tags',
    'id arn invoke_arn',
    { environment: nested('list', 'm:variables') },
  ),
  aws_lambda_permission: schema(
    's:statement_id action function_name principal source_arn source_account qualifier',
    'id statement_id',
  ),
  aws_cloudwatch_log_group: schema('s:name n:retention_in_days', 'id arn'),
  aws_ssm_parameter: schema('s:name type value', 'id arn'),
  aws_security_group: schema('s:name name_prefix description vpc_id m:tags', 'id arn name', {
    ingress: ruleBlock(),
    egress: ruleBlock(),
  }),
  aws_security_group_rule: schema(
    's:type security_group_id source_security_group_id protocol description n:from_port to_port l:cidr_blocks ipv6_cidr_blocks b:self',
    'id',
  ),
  aws_vpc_security_group_ingress_rule: schema(
    's:security_group_id cidr_ipv4 ip_protocol description n:from_port to_port',
    'id arn',
  ),
  aws_ssoadmin_permission_set: schema('s:name instance_arn session_duration', 'id arn'),
  aws_ssoadmin_permission_set_inline_policy: schema('s:instance_arn permission_set_arn inline_policy', 'id'),
  aws_organizations_policy: schema('s:name type content', 'id arn'),
  google_project_iam_member: schema('s:project role member', 'id etag', {
    condition: nested('list', 's:title description expression'),
  }),
  google_project_iam_binding: schema('s:project role t:members', 'id etag', {
    condition: nested('list', 's:title description expression'),
  }),
  google_storage_bucket_iam_member: schema('s:bucket role member', 'id etag'),
  google_service_account: schema('s:account_id display_name project', 'id email name member'),
  google_project_iam_custom_role: schema('s:role_id title project t:permissions', 'id name'),
  kubernetes_cluster_role: schema('', 'id', {
    metadata: nested('list', 's:name m:labels annotations'),
    rule: nested('list', 't:api_groups resources verbs resource_names non_resource_urls'),
  }),
  kubernetes_role_binding: schema('', 'id', {
    metadata: nested('list', 's:name namespace m:labels'),
    role_ref: nested('list', 's:api_group kind name'),
    subject: nested('list', 's:kind name namespace api_group'),
  }),
  random_id: schema('n:byte_length s:prefix m:keepers', 'id hex b64_url'),
  random_pet: schema('n:length s:prefix m:keepers', 'id'),
  null_resource: schema('m:triggers', 'id'),
}

/** Data sources; `aws_iam_policy_document` is rendered, all others are made up. */
export const DATA_SOURCES: Readonly<Record<string, BlockSchema>> = {
  aws_iam_policy_document: schema(
    's:version policy_id l:source_policy_documents override_policy_documents',
    'id json minified_json',
    {
      statement: nested('list', 's:sid effect t:actions not_actions resources not_resources', {
        principals: nested('set', 's:type t:identifiers'),
        not_principals: nested('set', 's:type t:identifiers'),
        condition: nested('set', 's:test variable l:values'),
      }),
    },
  ),
  aws_caller_identity: schema('', 'id account_id arn user_id'),
  aws_partition: schema('', 'id partition dns_suffix'),
  aws_region: schema('s:name', 'id name description'),
  aws_iam_role: schema('s:name', 'id arn unique_id'),
  aws_iam_policy: schema('s:name arn', 'id arn name policy'),
  aws_s3_bucket: schema('s:bucket', 'id arn'),
  aws_kms_alias: schema('s:name', 'id arn target_key_arn target_key_id'),
  aws_ssm_parameter: schema('s:name', 'id arn value'),
  aws_vpc: schema('s:id m:tags b:default', 'id arn cidr_block'),
}

/** Provider arguments, of all the providers that one server plays. */
export const PROVIDER_SCHEMA: BlockSchema = schema(
  's:region profile project zone host config_path access_key secret_key b:skip_credentials_validation l:allowed_account_ids',
  '',
  {
    assume_role: nested('list', 's:role_arn session_name external_id'),
    default_tags: nested('list', 'm:tags'),
  },
)

/** Attributes that a provider sets to another one's value once it has applied. */
export const SAME_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_iam_role: { id: 'name' },
  aws_iam_user: { id: 'name' },
  aws_iam_group: { id: 'name' },
  aws_iam_instance_profile: { id: 'name' },
  aws_iam_policy: { id: 'arn' },
  aws_s3_bucket: { id: 'bucket' },
  aws_sqs_queue: { id: 'url' },
  aws_sns_topic: { id: 'arn' },
  aws_kms_key: { key_id: 'id' },
  aws_lambda_function: { id: 'function_name' },
  aws_dynamodb_table: { id: 'name' },
  aws_cloudwatch_log_group: { id: 'name' },
  aws_ecr_repository: { id: 'name' },
  aws_secretsmanager_secret: { id: 'arn' },
}

function ruleBlock(): NestedSchema {
  return nested(
    'set',
    's:description protocol n:from_port to_port l:cidr_blocks ipv6_cidr_blocks t:security_groups b:self',
  )
}
