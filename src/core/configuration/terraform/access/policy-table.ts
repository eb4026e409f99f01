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
  /** What is in force where the argument is absent, where that is not nothing. */
  readonly fallback?: string
  /** Only where this argument is absent or has this value. */
  readonly when?: { readonly argument: string; readonly value: string }
}

/** Source: the resources' pages in the AWS provider's documentation. */
const POLICY_TABLE: readonly PolicyRow[] = [
  { type: 'aws_iam_policy', kind: 'identity', document: 'policy', noun: 'policy', holder: 'name', own: true },
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
  },
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
    when: { argument: 'type', value: 'SERVICE_CONTROL_POLICY' },
  },
]

const ROWS: ReadonlyMap<string, PolicyRow> = new Map(POLICY_TABLE.map((row) => [row.type, row]))

export function policyRowOf(type: string): PolicyRow | undefined {
  return ROWS.get(type)
}
