import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import type { Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import { itemsOf } from '../list-items.ts'
import { nameFacet, symbolFacet, symbolOf } from '../reach-facets.ts'
import type { ConfiguredBlock, ConfiguredResource } from '../resource.ts'
import { settingsAt } from '../settings-at.ts'
import { blocksAt } from '../value-blocks.ts'
import { EVERY, entry } from './switches.ts'

const names = (...values: readonly string[]): ReachFacet => ({ kind: 'names', values })

export const READ = 'listing of its objects'
export const WRITE = 'writing of objects'
const READ_ACL = 'reading of the ACL'
const WRITE_ACL = 'writing of the ACL'
export const AUTHENTICATED = names('every AWS account')
export const LOG_DELIVERY = names('the log delivery group')

/** What a permission of an ACL allows on a bucket. Source: "Access control list (ACL) overview", S3 User Guide. */
const PERMISSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['READ', [READ]],
  ['WRITE', [WRITE]],
  ['READ_ACP', [READ_ACL]],
  ['WRITE_ACP', [WRITE_ACL]],
  ['FULL_CONTROL', [READ, WRITE, READ_ACL, WRITE_ACL]],
])

const GROUPS = 'http://acs.amazonaws.com/groups/'

/** Groups of grantees that Amazon S3 knows by their addresses. */
const GRANTEES: ReadonlyMap<string, ReachFacet> = new Map([
  [`${GROUPS}global/AllUsers`, EVERY],
  [`${GROUPS}global/AuthenticatedUsers`, AUTHENTICATED],
  [`${GROUPS}s3/LogDelivery`, LOG_DELIVERY],
])

/** Grants of `access_control_policy`, as `aws_s3_bucket_acl` has them. */
export function policyGrants(resource: ConfiguredResource): readonly ReachEntry[] {
  return blocksAt(resource, 'access_control_policy').flatMap((policy) =>
    grantsOf(resource, policy, ['grantee.uri', 'grantee.id', 'grantee.email_address'], 'permission'),
  )
}

/** Grants of a bucket itself, as it had them before the ACL was a resource of its own. */
export function ownGrants(resource: ConfiguredResource): readonly ReachEntry[] {
  return grantsOf(resource, resource, ['uri', 'id'], 'permissions')
}

function grantsOf(
  resource: ConfiguredResource,
  from: Pick<ConfiguredBlock, 'written' | 'blocks'> & Partial<Pick<ConfiguredBlock, 'presence' | 'unread'>>,
  grantee: readonly string[],
  permission: string,
): readonly ReachEntry[] {
  const outer = [...resource.presence, ...(from.presence ?? [])]
  return blocksAt(from, 'grant').flatMap((block): readonly ReachEntry[] => {
    const conditions = [...outer, ...block.presence]
    if (block.unread !== undefined) {
      const any: ReachFacet = { kind: 'symbol', symbol: block.unread }
      return [entry([any, any], [...conditions, block.unread], [resource.header])]
    }
    const to = grantee.flatMap((path) => settingsAt(block, path).flatMap(({ value }) => value ?? []))
    return settingsAt(block, permission).flatMap(({ value }) =>
      itemsOf(value, conditions).flatMap((item) =>
        to.flatMap((each) => grantEntries(resource, item.value, each, item.presence)),
      ),
    )
  })
}

function grantEntries(
  { header }: ConfiguredResource,
  permission: Value,
  grantee: Value,
  presence: ReachEntry['presence'],
): readonly ReachEntry[] {
  const spans = [...permission.spans, ...grantee.spans, header]
  const scope = GRANTEES.get(plainText(grantee) ?? '') ?? nameFacet([grantee])
  const allowed = PERMISSIONS.get(plainText(permission) ?? '')
  if (allowed === undefined)
    return [entry([symbolFacet(permission), scope], [...presence, symbolOf(permission)], spans)]
  return allowed.map((aspect) => entry([names(aspect), scope], presence, spans))
}
