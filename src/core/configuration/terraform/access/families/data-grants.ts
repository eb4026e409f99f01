import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'

const CONTEXT = ['constraints.encryption_context_equals', 'constraints.encryption_context_subset'] as const

const KMS: Relation = {
  type: 'aws_kms_grant',
  effect: 'exposure',
  noun: 'key-grants',
  holder: ['key_id'],
  aspects: 'operations',
  scope: ['grantee_principal'],
  bounds: CONTEXT,
  boundsSay: 'with the encryption context',
  says: 'with the key',
}

type Lake = readonly [
  noun: string,
  holder: readonly string[],
  scope: readonly string[],
  bounds: string | undefined,
  when?: Relation['when'],
]

/** What Lake Formation grants on: the arguments that name it. */
const LAKE: readonly Lake[] = [
  ['lake-catalog', [], [], undefined, { argument: 'catalog_resource', is: ['true'], absent: 'false' }],
  ['lake-database', ['database.name'], ['database.catalog_id'], undefined],
  ['lake-table', ['table.database_name'], ['table.name', 'table.wildcard', 'table.catalog_id'], undefined],
  [
    'lake-columns',
    ['table_with_columns.database_name', 'table_with_columns.name'],
    ['table_with_columns.excluded_column_names', 'table_with_columns.wildcard', 'table_with_columns.catalog_id'],
    'table_with_columns.column_names',
  ],
  ['lake-location', ['data_location.arn'], ['data_location.catalog_id'], undefined],
  ['lake-tag', ['lf_tag.key'], ['lf_tag.catalog_id'], 'lf_tag.values'],
  [
    'lake-cells',
    ['data_cells_filter.database_name', 'data_cells_filter.table_name'],
    ['data_cells_filter.name', 'data_cells_filter.table_catalog_id'],
    undefined,
  ],
]

const LAKE_ROWS: readonly Relation[] = LAKE.flatMap(([noun, holder, named, bounds, when]) =>
  [
    ['permissions', ''],
    ['permissions_with_grant_option', 'granting of'],
  ].map(([aspects = '', says = '']): Relation => {
    const type = 'aws_lakeformation_permissions'
    const boundsSay = noun === 'lake-tag' ? 'of the value' : 'of the column'
    const limits = {
      ...(bounds === undefined ? {} : { bounds: [bounds], boundsSay }),
      ...(when === undefined ? {} : { when }),
    }
    return {
      type,
      effect: 'exposure',
      noun,
      holder,
      aspects,
      says,
      scope: ['principal', ...named, 'catalog_id'],
      ...limits,
    }
  }),
)

type Row = readonly [type: string, noun: string, holder: readonly string[], scope: readonly string[], says: string]

const SETTINGS = 'aws_lakeformation_data_lake_settings'
const SHARE = 'aws_redshift_data_share_authorization'
const CONSUMER = 'aws_redshift_data_share_consumer_association'

const GRANTS: readonly Row[] = [
  [SETTINGS, 'lake-settings', ['catalog_id'], ['admins'], 'administration of the data lake'],
  [SETTINGS, 'lake-settings', ['catalog_id'], ['read_only_admins'], 'reading of all permissions'],
  [SETTINGS, 'lake-settings', ['catalog_id'], ['trusted_resource_owners'], 'the trusted account'],
  [SETTINGS, 'lake-settings', ['catalog_id'], ['external_data_filtering_allow_list'], 'filtering of data by'],
  [SHARE, 'data-share', ['data_share_arn'], ['consumer_identifier'], 'use of the share'],
  [CONSUMER, 'data-share-consumer', ['data_share_arn'], ['consumer_arn'], 'use of the share'],
  [CONSUMER, 'data-share-consumer', ['data_share_arn'], ['consumer_region'], 'use of the share in'],
  [
    'aws_cloudwatch_log_subscription_filter',
    'log-copies',
    ['log_group_name'],
    ['destination_arn'],
    'a copy of the log',
  ],
]

const TABLE: readonly Relation[] = [
  KMS,
  { ...KMS, aspects: 'retiring_principal', scope: ['retiring_principal'], says: 'retiring of the grant by' },
  {
    type: 'aws_acmpca_permission',
    effect: 'exposure',
    noun: 'authority',
    holder: ['certificate_authority_arn'],
    aspects: 'actions',
    scope: ['principal'],
    bounds: ['source_account'],
    boundsSay: 'on behalf of the account',
    says: 'with the authority',
  },
  {
    type: SHARE,
    effect: 'exposure',
    noun: 'data-share',
    holder: ['data_share_arn'],
    when: { argument: 'allow_writes', is: ['true'], absent: 'false' },
    scope: ['consumer_identifier'],
    says: 'writing through the share',
  },
  {
    type: CONSUMER,
    effect: 'exposure',
    noun: 'data-share-consumer',
    holder: ['data_share_arn'],
    when: { argument: 'associate_entire_account', is: ['true'], absent: 'false' },
    says: 'use of the share by the whole account',
  },
  {
    type: 'aws_sns_topic_subscription',
    effect: 'exposure',
    noun: 'topic-copies',
    holder: ['topic_arn'],
    // What else subscribes has a policy of its own, or a role.
    when: { argument: 'protocol', is: ['http', 'https', 'email', 'email-json', 'sms'], absent: '' },
    scope: ['protocol', 'endpoint'],
    bounds: ['filter_policy'],
    boundsSay: 'that pass the filter',
    whole: ['redrive_policy', 'delivery_policy'],
    says: 'the messages of the topic',
  },
  {
    type: 'aws_s3_bucket_replication_configuration',
    effect: 'exposure',
    noun: 'bucket-copies',
    holder: ['bucket'],
    within: 'rule',
    scope: ['destination.bucket', 'destination.account'],
    when: { argument: 'status', is: ['Enabled'], absent: 'Enabled' },
    says: 'a copy of the objects',
    isGlobal: true,
  },
  {
    type: 'aws_lambda_layer_version_permission',
    effect: 'exposure',
    noun: 'layer',
    holder: ['layer_name', 'version_number'],
    scope: ['principal'],
    bounds: ['organization_id'],
    boundsSay: 'of the organization',
    whole: ['action'],
    says: 'use of the layer',
  },
  {
    type: 'aws_ssm_document',
    effect: 'exposure',
    noun: 'document-shares',
    holder: [],
    own: true,
    within: 'permissions',
    scope: ['account_ids'],
    isSeparated: true,
    everybody: 'all',
    says: 'use of the document',
  },
  {
    type: 'aws_redshift_endpoint_authorization',
    effect: 'exposure',
    noun: 'warehouse-ways',
    holder: ['cluster_identifier'],
    scope: ['account'],
    bounds: ['vpc_ids'],
    boundsSay: 'from the network',
    says: 'a way in for',
  },
  ...LAKE_ROWS,
  ...GRANTS.map(([type, noun, holder, scope, says]): Relation => {
    const holders = type === SETTINGS ? ({ own: true, holder: [] } as const) : { holder }
    return { type, effect: 'exposure', noun, scope, says, ...holders }
  }),
]

/** Who else gets at data and keys. Source: the resources' pages in the AWS provider's documentation. */
export const DATA_GRANT_ADAPTERS: readonly ResourceAdapter[] = relationAdapters(TABLE)
