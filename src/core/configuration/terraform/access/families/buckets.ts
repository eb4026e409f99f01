import type { ReachEntry, ReachFacet, ReachKind } from '../../../../authorization/reach.ts'
import type { Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import { symbolFacet, symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { AUTHENTICATED, LOG_DELIVERY, ownGrants, policyGrants, READ, WRITE } from './bucket-grants.ts'
import { EVERY, entry, type Switch, switchEntries } from './switches.ts'

/** Apart from the nouns of policies: a bucket that is reached only by what is unnamed has no policies of that name. */
const NOUN = 'bucket-access'

const block = (type: string): readonly Switch[] => [
  {
    type,
    argument: 'block_public_acls',
    effect: 'guardrail',
    on: ['true'],
    absent: 'false',
    says: 'no new public ACLs',
  },
  {
    type,
    argument: 'ignore_public_acls',
    effect: 'guardrail',
    on: ['true'],
    absent: 'false',
    says: 'public ACLs ignored',
  },
  {
    type,
    argument: 'block_public_policy',
    effect: 'guardrail',
    on: ['true'],
    absent: 'false',
    says: 'no new public policy',
  },
  {
    type,
    argument: 'restrict_public_buckets',
    effect: 'guardrail',
    on: ['true'],
    absent: 'false',
    says: 'a public policy reaches nobody outside of the account',
  },
]

/**
 * Buckets by ACL, and what keeps them from becoming public; their policies are read like all others.
 * Sources: "Access control list (ACL) overview" and "Blocking public access to your Amazon S3 storage", Amazon S3 User
 * Guide; the resources' pages in the AWS provider's documentation.
 */
export const BUCKET_ADAPTERS: readonly ResourceAdapter[] = [
  {
    type: 'aws_s3_bucket',
    nouns: [NOUN],
    reads: ['acl', 'grant'],
    documents: [],
    held: (resource) => [
      held(
        resource,
        resource.attribute('id'),
        'exposure',
        (each) => [...cannedEntries(each, CANNED), ...ownGrants(each)],
        true,
      ),
      held(resource, resource.attribute('id'), 'guardrail', () => [], true),
    ],
  },
  {
    type: 'aws_s3_bucket_acl',
    nouns: [NOUN],
    reads: ['bucket', 'acl', 'access_control_policy'],
    documents: [],
    held: (resource) => [
      held(resource, bucketOf(resource), 'exposure', (each) => [...cannedEntries(each, CANNED), ...policyGrants(each)]),
    ],
  },
  {
    type: 'aws_s3_bucket_public_access_block',
    nouns: [NOUN],
    reads: ['bucket', ...block('').map(({ argument }) => argument)],
    documents: [],
    held: (resource) => [held(resource, bucketOf(resource), 'guardrail', blockEntries)],
  },
  {
    type: 'aws_s3_account_public_access_block',
    nouns: ['account-access'],
    reads: ['account_id', ...block('').map(({ argument }) => argument)],
    documents: [],
    held: (resource) => [
      heldReach(resource, `account-access:${resource.account}`, 'guardrail', () => blockEntries(resource)),
    ],
  },
  ...['aws_s3_object', 'aws_s3_bucket_object', 'aws_s3_object_copy'].map(
    (type): ResourceAdapter => ({
      type,
      nouns: [],
      reads: ['acl'],
      documents: [],
      held: (resource) => [
        heldReach(
          resource,
          `address:${resource.identity}`,
          'exposure',
          () => cannedEntries(resource, CANNED_OBJECT),
          true,
        ),
      ],
    }),
  ),
]

function bucketOf(resource: ConfiguredResource): Value {
  return resource.written('bucket') ?? resource.attribute('bucket')
}

function held(
  resource: ConfiguredResource,
  bucket: Value,
  kind: ReachKind,
  entriesOf: (resource: ConfiguredResource) => readonly ReachEntry[],
  isSubject = false,
): HeldAccess {
  const holder = `${NOUN}:${resource.account}${holderName(bucket)}`
  return heldReach(resource, holder, kind, () => entriesOf(resource), isSubject)
}

function blockEntries(resource: ConfiguredResource): readonly ReachEntry[] {
  return block(resource.type).flatMap((row) => switchEntries(resource, row))
}

const names = (...values: readonly string[]): ReachFacet => ({ kind: 'names', values })

type Canned = ReadonlyMap<string, readonly (readonly [aspect: string, scope: ReachFacet])[]>

/** What a canned ACL gives to whom, beside the owner. */
const CANNED: Canned = new Map([
  ['private', []],
  ['bucket-owner-read', []],
  ['bucket-owner-full-control', []],
  ['public-read', [[READ, EVERY]]],
  [
    'public-read-write',
    [
      [READ, EVERY],
      [WRITE, EVERY],
    ],
  ],
  ['authenticated-read', [[READ, AUTHENTICATED]]],
  ['aws-exec-read', [[READ, names('Amazon EC2')]]],
  ['log-delivery-write', [[WRITE, LOG_DELIVERY]]],
])

const READ_OBJECT = 'reading of the object'

/** The same of an object, which nobody writes to by its ACL; its bucket's owner is whoever may read it anyway. */
const CANNED_OBJECT: Canned = new Map([
  ['private', []],
  ['bucket-owner-read', []],
  ['bucket-owner-full-control', []],
  ['public-read', [[READ_OBJECT, EVERY]]],
  ['public-read-write', [[READ_OBJECT, EVERY]]],
  ['authenticated-read', [[READ_OBJECT, AUTHENTICATED]]],
  ['aws-exec-read', [[READ_OBJECT, names('Amazon EC2')]]],
])

function cannedEntries(resource: ConfiguredResource, canned: Canned): readonly ReachEntry[] {
  return itemsOf(resource.written('acl'), resource.presence).flatMap(({ value, presence }): readonly ReachEntry[] => {
    const spans = [...value.spans, resource.header]
    const given = canned.get(plainText(value) ?? '')
    if (given === undefined) return [entry([symbolFacet(value), EVERY], [...presence, symbolOf(value)], spans)]
    return given.map(([aspect, scope]) => entry([names(aspect), scope], presence, spans))
  })
}
