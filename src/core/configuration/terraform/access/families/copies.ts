import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'

type Row = readonly [type: string, holder: string, scope: readonly string[], says: string, within?: string]

/** What puts copies of data where others may read them, by what the data is of: the account, or what an argument names. */
const ROWS: readonly Row[] = [
  [
    'aws_ecr_replication_configuration',
    '',
    ['registry_id', 'region'],
    'copies of images in the registry',
    'replication_configuration.rule.destination',
  ],
  ['aws_dynamodb_kinesis_streaming_destination', 'table_name', ['stream_arn'], 'its changes in the stream'],
  ['aws_dynamodb_table_export', 'table_arn', ['s3_bucket'], 'a copy in the bucket'],
  ['aws_oam_link', '', ['sink_identifier'], 'what is observed, for'],
  [
    'aws_s3_bucket_analytics_configuration',
    'bucket',
    ['storage_class_analysis.data_export.destination.s3_bucket_destination.bucket_arn'],
    'reports of its use in the bucket',
  ],
  ['aws_s3_bucket_inventory', 'bucket', ['destination.bucket.bucket_arn'], 'lists of its objects in the bucket'],
]

/** The same of what is itself what copies. */
const OWN: readonly (readonly [type: string, scope: string, says: string, within?: string])[] = [
  ['aws_backup_plan', 'destination_vault_arn', 'copies of backups in the vault', 'rule.copy_action'],
  ['aws_datasync_task', 'destination_location_arn', 'copies at the location'],
]

const inside = (within: string | undefined) => (within === undefined ? {} : { within })

/** Copies of data elsewhere. Source: the resources' pages in the AWS provider's documentation. */
export const COPY_ADAPTERS: readonly ResourceAdapter[] = relationAdapters([
  ...ROWS.map(([type, holder, scope, says, within]): Relation => {
    const holders = holder === '' ? [] : [holder]
    return { type, effect: 'exposure', noun: 'copies', holder: holders, scope, says, ...inside(within) }
  }),
  ...OWN.map(([type, scope, says, within]): Relation => {
    return { type, effect: 'exposure', noun: 'copies', holder: [], own: true, scope: [scope], says, ...inside(within) }
  }),
])
