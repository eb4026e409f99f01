import type { ResourceAdapter } from '../adapter.ts'
import { type Level, levelAdapters } from './levels.ts'
import type { Relation } from './relation.ts'
import { relationAdapters, type Subject } from './relations.ts'
import { type Switch, switchAdapters } from './switches.ts'

type Row = readonly [type: string, argument: string, on: readonly string[], absent: string, says: string]

/** What protects an account or its region by itself: without the resource it is off. */
const ACCOUNT: readonly Row[] = [
  ['aws_ebs_encryption_by_default', 'enabled', ['true'], 'true', 'encryption of new volumes'],
  ['aws_ebs_snapshot_block_public_access', 'state', ['block-all-sharing'], 'unblocked', 'no public snapshots'],
  [
    'aws_ebs_snapshot_block_public_access',
    'state',
    ['block-all-sharing', 'block-new-sharing'],
    'unblocked',
    'no new public snapshots',
  ],
  ['aws_ec2_image_block_public_access', 'state', ['block-new-sharing'], 'unblocked', 'no new public images'],
  ['aws_ec2_instance_metadata_defaults', 'http_tokens', ['required'], 'no-preference', 'IMDSv2 for new instances'],
  [
    'aws_vpc_block_public_access_options',
    'internet_gateway_block_mode',
    ['block-bidirectional', 'block-ingress'],
    'off',
    'nothing from the internet',
  ],
  [
    'aws_vpc_block_public_access_options',
    'internet_gateway_block_mode',
    ['block-bidirectional'],
    'off',
    'nothing to the internet',
  ],
  ['aws_iam_account_password_policy', 'require_lowercase_characters', ['true'], 'false', 'lowercase in passwords'],
  ['aws_iam_account_password_policy', 'require_uppercase_characters', ['true'], 'false', 'uppercase in passwords'],
  ['aws_iam_account_password_policy', 'require_numbers', ['true'], 'false', 'numbers in passwords'],
  ['aws_iam_account_password_policy', 'require_symbols', ['true'], 'false', 'symbols in passwords'],
  ['aws_iam_account_password_policy', 'hard_expiry', ['true'], 'false', 'passwords that expire for good'],
]

/** How something is reached, where it may be reached otherwise. */
const CONFINED: readonly Row[] = [
  ['aws_redshift_cluster', 'enhanced_vpc_routing', ['true'], 'false', 'traffic through its network alone'],
  ['aws_api_gateway_rest_api', 'disable_execute_api_endpoint', ['true'], 'false', 'calls by its own domain alone'],
  ['aws_apigatewayv2_api', 'disable_execute_api_endpoint', ['true'], 'false', 'calls by its own domain alone'],
  ['aws_api_gateway_rest_api', 'endpoint_configuration.types', ['PRIVATE'], 'EDGE', 'calls from networks alone'],
  [
    'aws_athena_workgroup',
    'configuration.enforce_workgroup_configuration',
    ['true'],
    'true',
    'settings that queries do not change',
  ],
  ['aws_cognito_user_pool', 'user_pool_add_ons.advanced_security_mode', ['ENFORCED'], 'OFF', 'risky logins refused'],
  ['aws_cognito_user_pool_client', 'generate_secret', ['true'], 'false', 'a secret of the client'],
  ['aws_organizations_organization', 'feature_set', ['ALL'], 'ALL', 'policies of the organization'],
  ['aws_route53domains_registered_domain', 'transfer_lock', ['true'], 'true', 'no transfer of the domain'],
]

/** What protects the resource itself, and goes with it. */
const OWN: readonly Row[] = [
  ['aws_instance', 'metadata_options.http_tokens', ['required'], 'optional', 'IMDSv2'],
  ['aws_launch_template', 'metadata_options.http_tokens', ['required'], 'optional', 'IMDSv2'],
  ['aws_launch_configuration', 'metadata_options.http_tokens', ['required'], 'optional', 'IMDSv2'],
  [
    'aws_sagemaker_notebook_instance',
    'instance_metadata_service_configuration.minimum_instance_metadata_service_version',
    ['2'],
    '1',
    'IMDSv2',
  ],
  ['aws_kms_key', 'enable_key_rotation', ['true'], 'false', 'rotation of the key'],
  ['aws_vpc_endpoint', 'private_dns_enabled', ['true'], 'false', 'names of the service that lead to the endpoint'],
  ['aws_ecr_repository', 'image_tag_mutability', ['IMMUTABLE'], 'MUTABLE', 'tags that stay what they are'],
  ['aws_ecr_repository', 'image_scanning_configuration.scan_on_push', ['true'], 'false', 'scanning of images'],
  ['aws_secretsmanager_secret_policy', 'block_public_policy', ['true'], 'false', 'no public policy'],
  ['aws_sagemaker_model', 'enable_network_isolation', ['true'], 'false', 'a container without a network'],
  [
    'aws_glue_data_catalog_encryption_settings',
    'data_catalog_encryption_settings.connection_password_encryption.return_connection_password_encrypted',
    ['true'],
    'false',
    'passwords of connections that nobody reads',
  ],
  ['aws_config_remediation_configuration', 'automatic', ['true'], 'false', 'what is wrong put right by itself'],
  ['aws_lb', 'enable_waf_fail_open', ['false'], 'false', 'requests refused while its filter fails'],
  ['aws_alb', 'enable_waf_fail_open', ['false'], 'false', 'requests refused while its filter fails'],
  ['aws_db_instance', 'manage_master_user_password', ['true'], 'false', 'a password that nobody writes down'],
  ['aws_rds_cluster', 'manage_master_user_password', ['true'], 'false', 'a password that nobody writes down'],
  ['aws_redshift_cluster', 'manage_master_password', ['true'], 'false', 'a password that nobody writes down'],
  ['aws_qldb_ledger', 'permissions_mode', ['STANDARD'], 'ALLOW_ALL', 'permissions by table and command'],
  ['aws_opensearch_domain', 'advanced_security_options.enabled', ['true'], 'false', 'fine-grained access control'],
  ['aws_elasticsearch_domain', 'advanced_security_options.enabled', ['true'], 'false', 'fine-grained access control'],
  ...CONFINED,
]

const ACCESS_POINT_BLOCKS: readonly (readonly [argument: string, says: string])[] = [
  ['block_public_acls', 'no new public ACLs'],
  ['ignore_public_acls', 'public ACLs ignored'],
  ['block_public_policy', 'no new public policy'],
  ['restrict_public_buckets', 'a public policy reaches nobody outside of the account'],
]

const ACCESS_POINTS: readonly Row[] = [
  ['aws_s3_access_point', 'public_access_block_configuration'] as const,
  ['aws_s3control_multi_region_access_point', 'details.public_access_block'] as const,
].flatMap(([type, block]) =>
  ACCESS_POINT_BLOCKS.map(([argument, says]): Row => [type, `${block}.${argument}`, ['true'], 'true', says]),
)

const PASSWORDS = 'aws_iam_account_password_policy'

const HOPS = 'credentials refused beyond hops'

const ACCOUNT_LEVELS: readonly Level[] = [
  {
    type: PASSWORDS,
    argument: 'minimum_password_length',
    protects: 'more',
    absent: 6,
    says: 'least length of a password',
  },
  {
    type: PASSWORDS,
    argument: 'max_password_age',
    protects: 'less',
    absent: 0,
    none: 0,
    says: 'passwords refused at an age in days',
  },
  {
    type: PASSWORDS,
    argument: 'password_reuse_prevention',
    protects: 'more',
    absent: 0,
    says: 'earlier passwords refused',
  },
  {
    type: 'aws_ec2_instance_metadata_defaults',
    argument: 'http_put_response_hop_limit',
    protects: 'less',
    absent: 64,
    says: HOPS,
  },
]

const OWN_LEVELS: readonly Level[] = [
  {
    type: 'aws_iam_role',
    argument: 'max_session_duration',
    protects: 'less',
    absent: 3600,
    isOfKept: true,
    says: 'sessions refused at an age in seconds',
  },
  {
    type: 'aws_cognito_user_pool_client',
    argument: 'refresh_token_validity',
    protects: 'less',
    absent: 30,
    isOfKept: true,
    says: 'logins refused at an age',
  },
  {
    type: 'aws_kms_key',
    argument: 'deletion_window_in_days',
    protects: 'more',
    absent: 30,
    says: 'days before the key is deleted',
  },
  ...['aws_instance', 'aws_launch_template', 'aws_launch_configuration'].map((type): Level => {
    const argument = 'metadata_options.http_put_response_hop_limit'
    return { type, argument, protects: 'less', absent: 1, says: HOPS }
  }),
  ...(['days', 'years'] as const).flatMap((unit): readonly Level[] => {
    const argument = `rule.default_retention.${unit}`
    const level = { protects: 'more', absent: 0, says: `${unit} in which no object is deleted` } as const
    return [
      { ...level, type: 'aws_s3_bucket_object_lock_configuration', argument },
      { ...level, type: 'aws_s3_bucket', argument: `object_lock_configuration.${argument}` },
    ]
  }),
  {
    type: 'aws_backup_vault_lock_configuration',
    argument: 'min_retention_days',
    protects: 'more',
    absent: 0,
    says: 'days in which no backup is deleted',
  },
  {
    type: 'aws_secretsmanager_secret_rotation',
    argument: 'rotation_rules.automatically_after_days',
    protects: 'less',
    absent: 0,
    none: 0,
    says: 'secrets refused at an age in days',
  },
]

type Kept = readonly [type: string, noun: string, holder: string, scope: string | undefined, says: string]

/** What keeps data or code as it is, by what it is about: the resource itself, or what an argument names. */
const KEPT: readonly Kept[] = [
  ['aws_backup_vault_lock_configuration', 'vault-lock', 'backup_vault_name', undefined, 'the lock of the vault'],
  ['aws_lambda_function', 'signed-code', '', 'code_signing_config_arn', 'code that is signed'],
  ['aws_organizations_account', 'unit', '', 'parent_id', 'the policies of its unit'],
  ['aws_organizations_organizational_unit', 'unit', '', 'parent_id', 'the policies of its unit'],
  ['aws_s3_access_point', 'point-network', '', 'vpc_configuration.vpc_id', 'requests only from the network'],
  ['aws_sagemaker_notebook_instance', 'notebook-network', '', 'subnet_id', 'traffic through the network'],
  ['aws_secretsmanager_secret_rotation', 'secret-rotation', 'secret_id', undefined, 'rotation of the secret'],
  [
    'aws_codecommit_approval_rule_template_association',
    'merge-approvals',
    'repository_name',
    'approval_rule_template_name',
    'approvals by the rule',
  ],
]

const TABLE: readonly Relation[] = [
  ...KEPT.map(([type, noun, holder, scope, says]): Relation => {
    const holders = holder === '' ? ({ own: true, holder: [] } as const) : { holder: [holder] }
    return { type, effect: 'guardrail', noun, says, ...holders, ...(scope === undefined ? {} : { scope: [scope] }) }
  }),
  {
    type: 'aws_efs_access_point',
    effect: 'guardrail',
    noun: 'point-directory',
    holder: [],
    own: true,
    scope: ['root_directory.path'],
    none: '/',
    says: 'files only of the directory',
  },
  {
    type: 'aws_efs_access_point',
    effect: 'guardrail',
    noun: 'point-user',
    holder: [],
    own: true,
    within: 'posix_user',
    scope: ['uid', 'gid'],
    says: 'files only as the user',
  },
  {
    type: 'aws_codepipeline',
    effect: 'guardrail',
    noun: 'approvals',
    holder: [],
    own: true,
    within: 'stage.action',
    scope: ['name'],
    when: { argument: 'category', is: ['Approval'], absent: '' },
    says: 'an approval by hand',
  },
]

const SUBJECTS: readonly Subject[] = [
  { type: 'aws_backup_vault', noun: 'vault-lock', holder: 'name' },
  { type: 'aws_secretsmanager_secret', noun: 'secret-rotation', holder: 'id' },
]

/** Whoever may read it has to be let by the key's own policy, too. */
const KEYED: readonly Switch[] = [
  ['aws_secretsmanager_secret', 'kms_key_id'] as const,
  ['aws_cloudwatch_log_group', 'kms_key_id'] as const,
  ['aws_sns_topic', 'kms_master_key_id'] as const,
  ['aws_sqs_queue', 'kms_master_key_id'] as const,
].map(([type, argument]): Switch => {
  const says = 'reading only by leave of the key'
  return { type, argument, asks: 'presence', effect: 'guardrail', on: ['present'], absent: 'absent', says }
})

const switches = (rows: readonly Row[]): readonly Switch[] =>
  rows.map(([type, argument, on, absent, says]) => ({ type, argument, effect: 'guardrail', on, absent, says }))

/** What protects an account, and what protects single resources. Source: the AWS provider's documentation. */
export const ACCOUNT_GUARDRAIL_ADAPTERS: readonly ResourceAdapter[] = [
  ...switchAdapters(switches(ACCOUNT), { isProtection: true }),
  ...switchAdapters([...switches([...OWN, ...ACCESS_POINTS]), ...KEYED]),
  ...levelAdapters(ACCOUNT_LEVELS, { isProtection: true }),
  ...levelAdapters(OWN_LEVELS),
  ...relationAdapters(TABLE, SUBJECTS),
]
