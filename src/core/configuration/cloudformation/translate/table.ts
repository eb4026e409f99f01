import { API_TRANSLATIONS } from './apis.ts'
import { BUCKET_TRANSLATIONS } from './buckets.ts'
import { DETECTION_TRANSLATIONS } from './detection.ts'
import { ENDPOINT_TRANSLATIONS } from './endpoints.ts'
import { IDENTITY_TRANSLATIONS } from './identities.ts'
import { LAKE_FORMATION_TRANSLATIONS } from './lake-formation.ts'
import { NETWORK_TRANSLATIONS } from './networks.ts'
import { RESOURCE_POLICY_TRANSLATIONS } from './resource-policies.ts'
import { SERVICE_TRANSLATIONS } from './services.ts'
import { SHARE_TRANSLATIONS } from './shares.ts'
import type { Translation } from './translation.ts'
import { VERIFIED_PERMISSIONS_TRANSLATIONS } from './verified-permissions.ts'

/** Every type whose access is read. */
const TABLE: ReadonlyMap<string, readonly Translation[]> = Map.groupBy(
  [
    ...IDENTITY_TRANSLATIONS,
    ...RESOURCE_POLICY_TRANSLATIONS,
    ...NETWORK_TRANSLATIONS,
    ...BUCKET_TRANSLATIONS,
    ...ENDPOINT_TRANSLATIONS,
    ...API_TRANSLATIONS,
    ...DETECTION_TRANSLATIONS,
    ...SHARE_TRANSLATIONS,
    ...SERVICE_TRANSLATIONS,
    ...LAKE_FORMATION_TRANSLATIONS,
    ...VERIFIED_PERMISSIONS_TRANSLATIONS,
  ],
  ({ from }) => from,
)

/** What resources of a type are in Terraform's terms; nothing where they are not read. */
export function translationsOf(type: string): readonly Translation[] {
  return TABLE.get(type) ?? []
}

/** All of them, for the table of what is read. */
export function allTranslations(): readonly Translation[] {
  return [...TABLE.values()].flat()
}
