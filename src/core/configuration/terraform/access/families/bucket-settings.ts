import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'

type Row = readonly [type: string, says: string, within: string | undefined, rest: Partial<Relation>]

const when = (argument: string, ...is: readonly string[]): Partial<Relation> => ({ when: { argument, is, absent: '' } })

const LOCK = 'aws_s3_bucket_object_lock_configuration'
const DEFAULT_LOCK = 'rule.default_retention'

/** What protects a bucket or its log, and goes with the bucket. */
const GUARDRAILS: readonly Row[] = [
  ['aws_s3_bucket_ownership_controls', 'ACLs turned off', 'rule', when('object_ownership', 'BucketOwnerEnforced')],
  [LOCK, 'the lock of objects', undefined, {}],
  [LOCK, 'by default a lock of each object', DEFAULT_LOCK, when('mode', 'GOVERNANCE', 'COMPLIANCE')],
  [LOCK, 'by default a lock that nobody may lift', DEFAULT_LOCK, when('mode', 'COMPLIANCE')],
  ['aws_s3_bucket_versioning', 'versions of objects', 'versioning_configuration', when('status', 'Enabled')],
  [
    'aws_s3_bucket_versioning',
    'a second factor for deletion',
    'versioning_configuration',
    when('mfa_delete', 'Enabled'),
  ],
  ['aws_s3_bucket_logging', 'a log of requests', undefined, { scope: ['target_bucket'] }],
]

const TABLE: readonly Relation[] = [
  ...GUARDRAILS.map(([type, says, within, rest]): Relation => {
    const row = { effect: 'guardrail', noun: 'bucket-access', holder: ['bucket'], isGlobal: true } as const
    return { ...row, type, says, ...(within === undefined ? {} : { within }), ...rest }
  }),
  {
    type: 'aws_s3_access_point',
    effect: 'exposure',
    noun: 'point-bucket',
    holder: [],
    own: true,
    scope: ['bucket', 'bucket_account_id'],
    says: 'a way to the bucket',
  },
  {
    type: 'aws_s3_bucket_cors_configuration',
    effect: 'exposure',
    noun: 'bucket-cors',
    holder: ['bucket'],
    within: 'cors_rule',
    aspects: 'allowed_methods',
    scope: ['allowed_origins'],
    says: 'requests by web pages of others:',
    whole: ['cors_rule'],
    isGlobal: true,
  },
]

/** Source: the resources' pages in the AWS provider's documentation. */
export const BUCKET_SETTING_ADAPTERS: readonly ResourceAdapter[] = relationAdapters(TABLE)
