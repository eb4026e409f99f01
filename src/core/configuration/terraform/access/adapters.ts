import type { ConfiguredGrant } from '../../../authorization/access.ts'
import type { HeldAccess, ResourceAdapter } from './adapter.ts'
import { ACCOUNT_GUARDRAIL_ADAPTERS } from './families/account-guardrails.ts'
import { API_BODY_ADAPTERS } from './families/api-bodies.ts'
import { API_METHOD_ADAPTERS } from './families/api-methods.ts'
import { API_ROUTE_ADAPTERS } from './families/api-routes.ts'
import { AUDIT_TRAIL_ADAPTERS } from './families/audit-trails.ts'
import { BUCKET_SETTING_ADAPTERS } from './families/bucket-settings.ts'
import { BUCKET_ADAPTERS } from './families/buckets.ts'
import { CEDAR_ADAPTERS } from './families/cedar.ts'
import { CONTAINER_ADAPTERS } from './families/containers.ts'
import { COPY_ADAPTERS } from './families/copies.ts'
import { CREDENTIAL_ADAPTERS } from './families/credentials.ts'
import { DATA_GRANT_ADAPTERS } from './families/data-grants.ts'
import { EKS_ADAPTERS } from './families/eks.ts'
import { EKS_AUTH_MAP_ADAPTERS } from './families/eks-auth-map.ts'
import { ENCRYPTED_CONNECTION_ADAPTERS } from './families/encrypted-connections.ts'
import { IDENTITY_ADAPTERS } from './families/identities.ts'
import { LAKE_TAG_ADAPTERS } from './families/lake-tags.ts'
import { LAMBDA_PERMISSION_ADAPTERS } from './families/lambda-permissions.ts'
import { LIGHTSAIL_PORT_ADAPTERS } from './families/lightsail-ports.ts'
import { LOGIN_ADAPTERS } from './families/logins.ts'
import { MEMBERSHIP_ADAPTERS } from './families/memberships.ts'
import { NETWORK_ACL_ADAPTERS } from './families/network-acls.ts'
import { NETWORK_PATH_ADAPTERS } from './families/network-paths.ts'
import { OTHER_ACCOUNT_ADAPTERS } from './families/other-accounts.ts'
import { OWN_NETWORK_ADAPTERS } from './families/own-networks.ts'
import { PERMISSION_SET_ADAPTERS } from './families/permission-sets.ts'
import { PLAIN_PARAMETER_ADAPTERS } from './families/plain-parameters.ts'
import { PUBLIC_ENDPOINT_ADAPTERS } from './families/public-endpoints.ts'
import { SECURITY_GROUP_ADAPTERS } from './families/security-groups.ts'
import { SERVICE_LOGIN_ADAPTERS } from './families/service-logins.ts'
import { SHARING_ADAPTERS } from './families/sharing.ts'
import { USER_POOL_PASSWORD_ADAPTERS } from './families/user-pool-passwords.ts'
import { POLICY_TABLE } from './policy-table.ts'
import type { ConfiguredResource } from './resource.ts'
import { policyAdapter } from './resource-policies.ts'

/** Every type of resource whose access is read; a type may have access of several kinds. */
const ADAPTERS: ReadonlyMap<string, readonly ResourceAdapter[]> = Map.groupBy(
  [
    ...POLICY_TABLE.map(policyAdapter),
    ...SECURITY_GROUP_ADAPTERS,
    ...NETWORK_ACL_ADAPTERS,
    ...LIGHTSAIL_PORT_ADAPTERS,
    ...PUBLIC_ENDPOINT_ADAPTERS,
    ...ENCRYPTED_CONNECTION_ADAPTERS,
    ...AUDIT_TRAIL_ADAPTERS,
    ...CONTAINER_ADAPTERS,
    ...BUCKET_ADAPTERS,
    ...IDENTITY_ADAPTERS,
    ...PERMISSION_SET_ADAPTERS,
    ...LAMBDA_PERMISSION_ADAPTERS,
    ...SHARING_ADAPTERS,
    ...NETWORK_PATH_ADAPTERS,
    ...MEMBERSHIP_ADAPTERS,
    ...LOGIN_ADAPTERS,
    ...API_ROUTE_ADAPTERS,
    ...API_METHOD_ADAPTERS,
    ...API_BODY_ADAPTERS,
    ...EKS_ADAPTERS,
    ...EKS_AUTH_MAP_ADAPTERS,
    ...DATA_GRANT_ADAPTERS,
    ...LAKE_TAG_ADAPTERS,
    ...CEDAR_ADAPTERS,
    ...CREDENTIAL_ADAPTERS,
    ...COPY_ADAPTERS,
    ...SERVICE_LOGIN_ADAPTERS,
    ...BUCKET_SETTING_ADAPTERS,
    ...ACCOUNT_GUARDRAIL_ADAPTERS,
    ...PLAIN_PARAMETER_ADAPTERS,
    ...OWN_NETWORK_ADAPTERS,
    ...OTHER_ACCOUNT_ADAPTERS,
    ...USER_POOL_PASSWORD_ADAPTERS,
  ],
  ({ type }) => type,
)

/** All of them, for the table of what is read. */
export function allAdapters(): readonly ResourceAdapter[] {
  return [...ADAPTERS.values()].flat()
}

/** How a type's access is read; none where it is not. */
export function adaptersOf(type: string): readonly ResourceAdapter[] {
  return ADAPTERS.get(type) ?? []
}

function appliedTo(resource: ConfiguredResource): readonly ResourceAdapter[] {
  return adaptersOf(resource.type).filter((adapter) => adapter.applies?.(resource) !== false)
}

/** What a resource holds, by holder; nothing where its type is not read. */
export function heldAccess(resource: ConfiguredResource): readonly HeldAccess[] {
  return appliedTo(resource).flatMap((adapter) => adapter.held(resource))
}

/** The same for all of its holders. */
export function accessOf(resource: ConfiguredResource): readonly ConfiguredGrant[] {
  return heldAccess(resource).flatMap(({ read }) => read())
}

/** The arguments and blocks that are read whole; undefined where the type, or this very resource, is not read. */
export function readArguments(resource: ConfiguredResource): readonly string[] | undefined {
  const applied = appliedTo(resource)
  return applied.length === 0 ? undefined : applied.flatMap(({ reads }) => reads)
}
