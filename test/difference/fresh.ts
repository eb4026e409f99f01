import type { DeclaredResource } from '../../src/core/authorization/inventory.ts'
import type { NewResource } from '../../src/core/difference/new-resources.ts'
import { jsonValue } from '../authorization/aws/json-value.ts'

/** A text, with `<x>` for an unknown part. */
export function text(written: string) {
  const value = jsonValue(written)
  if (value.kind !== 'text') throw new Error('no text')
  return value
}

/** A bucket that is declared; what is given takes the place of what it has. */
export function declaredBucket(given: Partial<DeclaredResource> = {}): DeclaredResource {
  const { address = 'aws_s3_bucket.app' } = given
  return {
    type: 'aws_s3_bucket',
    address,
    identity: address,
    group: address,
    mayBeMany: false,
    isAdopted: false,
    within: '/',
    known: () => ({ names: new Set(), arns: new Set(), principal: [] }),
    ...given,
  }
}

/** A new bucket, whose ARN is `<bucket_arn>` and whose name is `<bucket_name>`. */
export function freshBucket(given: Partial<NewResource> = {}): NewResource {
  const [arn, name] = ['fingerprint-bucket_arn', 'fingerprint-bucket_name']
  return { ...declaredBucket(given), names: new Set([arn, name]), arns: new Set([arn]), principal: [], ...given }
}

/** A new role of this holder, whose ARN is `<role_arn>` and whose name is `<role_name>`. */
export function freshRole(given: Partial<NewResource> = {}): NewResource {
  const [arn, name] = ['fingerprint-role_arn', 'fingerprint-role_name']
  const own = { type: 'aws_iam_role', address: 'aws_iam_role.app', principal: ['role:app'] }
  const { within: _, ...role } = declaredBucket()
  return { ...role, ...own, names: new Set([arn, name]), arns: new Set([arn]), ...given }
}
