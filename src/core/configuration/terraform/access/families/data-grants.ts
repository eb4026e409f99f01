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

type Row = readonly [
  type: string,
  noun: string,
  holder: readonly string[],
  scope: readonly string[],
  says: string,
  within?: string,
]

const SETTINGS = 'aws_lakeformation_data_lake_settings'
const SHARE = 'aws_redshift_data_share_authorization'
const CONSUMER = 'aws_redshift_data_share_consumer_association'

const GRANTS: readonly Row[] = [
  [SETTINGS, 'lake-settings', ['catalog_id'], ['admins'], 'administration of the data lake'],
  [SETTINGS, 'lake-settings', ['catalog_id'], ['read_only_admins'], 'reading of all permissions'],
  [SETTINGS, 'lake-settings', ['catalog_id'], ['trusted_resource_owners'], 'the trusted account'],
  [SETTINGS, 'lake-settings', ['catalog_id'], ['external_data_filtering_allow_list'], 'filtering of data by'],
  [
    'aws_redshift_endpoint_authorization',
    'warehouse-ways',
    ['cluster_identifier'],
    ['account', 'vpc_ids'],
    'a way in for',
  ],
  [SHARE, 'data-share', ['data_share_arn'], ['consumer_identifier', 'allow_writes'], 'use of the share'],
  [CONSUMER, 'data-share-consumer', ['data_share_arn'], ['consumer_arn'], 'use of the share'],
  [CONSUMER, 'data-share-consumer', ['data_share_arn'], ['consumer_region'], 'use of the share in'],
  [
    'aws_cloudwatch_log_subscription_filter',
    'log-copies',
    ['log_group_name'],
    ['destination_arn'],
    'a copy of the log',
  ],
  ['aws_ssm_document', 'document-shares', ['name'], ['account_ids'], 'use of the document', 'permissions'],
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
    scope: ['principal', 'source_account'],
    says: 'with the authority',
  },
  {
    type: CONSUMER,
    effect: 'exposure',
    noun: 'data-share-consumer',
    holder: ['data_share_arn'],
    when: { argument: 'associate_entire_account', is: ['true'], absent: 'false' },
    says: 'use of the share by the whole account',
  },
  ...LAKE_ROWS,
  ...GRANTS.map(([type, noun, holder, scope, says, within]): Relation => {
    const isOwn = type === SETTINGS || type === 'aws_ssm_document'
    const holders = isOwn ? ({ own: true, holder: [] } as const) : { holder }
    return { type, effect: 'exposure', noun, scope, says, ...holders, ...(within === undefined ? {} : { within }) }
  }),
]

/** Who else gets at data and keys. Source: the resources' pages in the AWS provider's documentation. */
export const DATA_GRANT_ADAPTERS: readonly ResourceAdapter[] = relationAdapters(TABLE)
