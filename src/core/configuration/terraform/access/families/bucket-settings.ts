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

const INLINE = 'aws_s3_bucket'
const INLINE_LOCK = 'object_lock_configuration'
const INLINE_RETENTION = `${INLINE_LOCK}.rule.default_retention`

/** The same as providers before version 4 have it: in the bucket itself. */
const IN_BUCKET: readonly Row[] = [
  [INLINE, 'the lock of objects', INLINE_LOCK, {}],
  [INLINE, 'by default a lock of each object', INLINE_RETENTION, when('mode', 'GOVERNANCE', 'COMPLIANCE')],
  [INLINE, 'by default a lock that nobody may lift', INLINE_RETENTION, when('mode', 'COMPLIANCE')],
  [INLINE, 'versions of objects', 'versioning', when('enabled', 'true')],
  [INLINE, 'a second factor for deletion', 'versioning', when('mfa_delete', 'true')],
  [INLINE, 'a log of requests', 'logging', { scope: ['target_bucket'] }],
]

const CORS = {
  effect: 'exposure',
  noun: 'bucket-cors',
  within: 'cors_rule',
  aspects: 'allowed_methods',
  scope: ['allowed_origins'],
  says: 'requests by web pages of others:',
  whole: ['cors_rule'],
  isGlobal: true,
} as const

const TABLE: readonly Relation[] = [
  ...IN_BUCKET.map(([type, says, within, rest]): Relation => {
    const row = { effect: 'guardrail', noun: 'bucket-access', holder: ['id'], own: true, isGlobal: true } as const
    return { ...row, type, says, ...(within === undefined ? {} : { within }), ...rest }
  }),
  { ...CORS, type: INLINE, holder: ['id'], own: true },
  { ...CORS, type: 'aws_s3_bucket_cors_configuration', holder: ['bucket'] },
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
]

/** Source: the resources' pages in the AWS provider's documentation. */
export const BUCKET_SETTING_ADAPTERS: readonly ResourceAdapter[] = relationAdapters(TABLE)
