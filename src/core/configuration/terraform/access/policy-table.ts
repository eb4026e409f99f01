import type { PolicyKind } from '../../../authorization/access.ts'

/** How a type of resource carries a policy, and whom or what that policy belongs to. */
export interface PolicyRow {
  readonly type: string
  readonly kind: PolicyKind
  /** The argument that holds the document. */
  readonly document: string
  /** The first part of the holder's name, as in `role:…`. */
  readonly noun: string
  /**
   * The attribute that names the holder: of the resource itself (`own`), or what it is attached to. A resource that
   * sets none of its own is told apart by its Terraform address.
   */
  readonly holder: string
  readonly own?: true
  /** What is in force where the argument is absent, where that is not nothing: for people, where nobody knows it. */
  readonly fallback?: string
  /** The document itself, where AWS's documentation has it. */
  readonly byDefault?: string
  /** Another type that puts a policy in the place of what is in force by default. */
  readonly setBy?: string
  /** The attribute by which it is attached to others, where it is. */
  readonly names?: string
  /** Only where this argument has this value, or is absent and this is what it is by default. */
  readonly when?: { readonly argument: string; readonly value: string; readonly isDefault?: true }
}

/** Types that do nothing but put a policy on something else: the argument of the document, and what names that. */
const RESOURCE_POLICIES: readonly (readonly [type: string, document: string, noun: string, holder: string])[] = [
  ['aws_acmpca_policy', 'policy', 'certificate-authority', 'resource_arn'],
  ['aws_cloudwatch_event_bus_policy', 'policy', 'event-bus', 'event_bus_name'],
  ['aws_cloudwatch_log_destination_policy', 'access_policy', 'log-destination', 'destination_name'],
  ['aws_codeartifact_domain_permissions_policy', 'policy_document', 'codeartifact-domain', 'domain'],
  ['aws_codeartifact_repository_permissions_policy', 'policy_document', 'codeartifact-repository', 'repository'],
  ['aws_codebuild_resource_policy', 'policy', 'build-resource', 'resource_arn'],
  ['aws_dynamodb_resource_policy', 'policy', 'table', 'resource_arn'],
  ['aws_ecrpublic_repository_policy', 'policy', 'public-repository', 'repository_name'],
  ['aws_glacier_vault_lock', 'policy', 'glacier-vault-lock', 'vault_name'],
  ['aws_kinesis_resource_policy', 'policy', 'stream', 'resource_arn'],
  ['aws_media_store_container_policy', 'policy', 'media-container', 'container_name'],
  ['aws_networkfirewall_resource_policy', 'policy', 'firewall', 'resource_arn'],
  ['aws_redshift_resource_policy', 'policy', 'warehouse', 'resource_arn'],
  ['aws_s3control_access_point_policy', 'policy', 'access-point', 'access_point_arn'],
  ['aws_s3control_bucket_policy', 'policy', 'outpost-bucket', 'bucket'],
  ['aws_s3control_object_lambda_access_point_policy', 'policy', 'object-lambda-access-point', 'name'],
  ['aws_s3tables_table_bucket_policy', 'resource_policy', 'table-bucket', 'table_bucket_arn'],
  ['aws_schemas_registry_policy', 'policy', 'schema-registry', 'registry_name'],
  ['aws_sesv2_email_identity_policy', 'policy', 'email-identity', 'email_identity'],
  ['aws_ses_identity_policy', 'policy', 'email-identity', 'identity'],
  ['aws_vpclattice_auth_policy', 'policy', 'lattice-auth', 'resource_identifier'],
  ['aws_vpclattice_resource_policy', 'policy', 'lattice-resource', 'resource_arn'],
  ['aws_oam_sink_policy', 'policy', 'monitoring-sink', 'sink_identifier'],
  ['aws_vpc_endpoint_policy', 'policy', 'vpc-endpoint', 'vpc_endpoint_id'],
]

/** Types with a policy of their own beside what else they are. */
const OWN_POLICIES: readonly (readonly [
  type: string,
  document: string,
  noun: string,
  holder: string,
  kind?: PolicyKind,
])[] = [
  ['aws_s3_access_point', 'policy', 'access-point', 'arn'],
  ['aws_opensearch_domain', 'access_policies', 'domain', 'domain_name'],
  ['aws_elasticsearch_domain', 'access_policies', 'domain', 'domain_name'],
  ['aws_api_gateway_rest_api', 'policy', 'api', 'id'],
  ['aws_glue_resource_policy', 'policy', 'data-catalog', 'id'],
  ['aws_ecr_registry_policy', 'policy', 'registry', 'id'],
  ['aws_organizations_resource_policy', 'content', 'organization-policy', 'id'],
  ['aws_glacier_vault', 'access_policy', 'glacier-vault', 'name'],
  ['aws_iot_policy', 'policy', 'iot-policy', 'name', 'identity'],
]

/** Source: "Control access to VPC endpoints using endpoint policies", AWS PrivateLink Guide. */
const FULL_ACCESS = JSON.stringify({
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
})

/** Source: the resources' pages in the AWS provider's documentation. */
export const POLICY_TABLE: readonly PolicyRow[] = [
  {
    type: 'aws_iam_policy',
    kind: 'identity',
    document: 'policy',
    noun: 'policy',
    holder: 'name',
    own: true,
    names: 'arn',
  },
  { type: 'aws_iam_role_policy', kind: 'identity', document: 'policy', noun: 'role', holder: 'role' },
  { type: 'aws_iam_user_policy', kind: 'identity', document: 'policy', noun: 'user', holder: 'user' },
  { type: 'aws_iam_group_policy', kind: 'identity', document: 'policy', noun: 'group', holder: 'group' },
  { type: 'aws_iam_role', kind: 'trust', document: 'assume_role_policy', noun: 'role', holder: 'name', own: true },
  { type: 'aws_s3_bucket_policy', kind: 'resource', document: 'policy', noun: 'bucket', holder: 'bucket' },
  { type: 'aws_s3_bucket', kind: 'resource', document: 'policy', noun: 'bucket', holder: 'bucket', own: true },
  { type: 'aws_sqs_queue_policy', kind: 'resource', document: 'policy', noun: 'queue', holder: 'queue_url' },
  { type: 'aws_sqs_queue', kind: 'resource', document: 'policy', noun: 'queue', holder: 'url', own: true },
  { type: 'aws_sns_topic_policy', kind: 'resource', document: 'policy', noun: 'topic', holder: 'arn' },
  { type: 'aws_sns_topic', kind: 'resource', document: 'policy', noun: 'topic', holder: 'arn', own: true },
  {
    type: 'aws_kms_key',
    kind: 'resource',
    document: 'policy',
    noun: 'key',
    holder: 'id',
    own: true,
    fallback: 'is the default policy of a key',
    setBy: 'aws_kms_key_policy',
  },
  {
    type: 'aws_vpc_endpoint',
    kind: 'resource',
    document: 'policy',
    noun: 'vpc-endpoint',
    holder: 'id',
    own: true,
    fallback: 'is the default policy of an endpoint',
    byDefault: FULL_ACCESS,
    setBy: 'aws_vpc_endpoint_policy',
  },
  ...(['aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'] as const).map(
    (type): PolicyRow => ({
      type,
      kind: 'resource',
      document: 'policy',
      noun: 'key',
      holder: 'id',
      own: true,
      fallback: 'is the default policy of a key',
    }),
  ),
  ...OWN_POLICIES.map(
    ([type, document, noun, holder, kind = 'resource']): PolicyRow => ({
      type,
      kind,
      document,
      noun,
      holder,
      own: true,
    }),
  ),
  { type: 'aws_kms_key_policy', kind: 'resource', document: 'policy', noun: 'key', holder: 'key_id' },
  {
    type: 'aws_secretsmanager_secret_policy',
    kind: 'resource',
    document: 'policy',
    noun: 'secret',
    holder: 'secret_arn',
  },
  { type: 'aws_secretsmanager_secret', kind: 'resource', document: 'policy', noun: 'secret', holder: 'arn', own: true },
  { type: 'aws_ecr_repository_policy', kind: 'resource', document: 'policy', noun: 'repository', holder: 'repository' },
  {
    type: 'aws_efs_file_system_policy',
    kind: 'resource',
    document: 'policy',
    noun: 'file-system',
    holder: 'file_system_id',
  },
  {
    type: 'aws_opensearch_domain_policy',
    kind: 'resource',
    document: 'access_policies',
    noun: 'domain',
    holder: 'domain_name',
  },
  {
    type: 'aws_elasticsearch_domain_policy',
    kind: 'resource',
    document: 'access_policies',
    noun: 'domain',
    holder: 'domain_name',
  },
  { type: 'aws_backup_vault_policy', kind: 'resource', document: 'policy', noun: 'vault', holder: 'backup_vault_name' },
  {
    type: 'aws_cloudwatch_log_resource_policy',
    kind: 'resource',
    document: 'policy_document',
    noun: 'log-policy',
    holder: 'policy_name',
  },
  { type: 'aws_api_gateway_rest_api_policy', kind: 'resource', document: 'policy', noun: 'api', holder: 'rest_api_id' },
  {
    type: 'aws_ssoadmin_permission_set_inline_policy',
    kind: 'identity',
    document: 'inline_policy',
    noun: 'permission-set',
    holder: 'permission_set_arn',
  },
  {
    type: 'aws_organizations_policy',
    kind: 'scp',
    document: 'content',
    noun: 'scp',
    holder: 'name',
    own: true,
    names: 'id',
    when: { argument: 'type', value: 'SERVICE_CONTROL_POLICY', isDefault: true },
  },
  {
    type: 'aws_organizations_policy',
    kind: 'rcp',
    document: 'content',
    noun: 'rcp',
    holder: 'name',
    own: true,
    names: 'id',
    when: { argument: 'type', value: 'RESOURCE_CONTROL_POLICY' },
  },
  ...RESOURCE_POLICIES.map(
    ([type, document, noun, holder]): PolicyRow => ({ type, kind: 'resource', document, noun, holder }),
  ),
]
