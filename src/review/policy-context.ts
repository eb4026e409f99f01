import { FLOOR_REPOSITORY } from '../ports/floor-source.ts'
import type { PolicyPlace, PolicyRecords } from '../ports/policy-records.ts'
import type { PullRequest, RepositoryKey } from '../ports/pull-requests.ts'
import type { FloorOf } from './organisation-floors.ts'
import type { Policy, PolicyContext } from './policy.ts'

/** Who knows of floors and of policies as they were. */
export interface PolicyLookups {
  /** Absent where there is no organisation to ask. */
  readonly floorOf?: FloorOf
  readonly policyRecords?: PolicyRecords
}

/** What a policy is read with that stands on a branch. Throws `Fault`. */
export async function policyContext(
  key: RepositoryKey,
  { baseRef }: Pick<PullRequest, 'baseRef'>,
  { floorOf, policyRecords }: PolicyLookups,
): Promise<PolicyContext> {
  const floor = await floorOf?.(key)
  const place = placeOf(key, baseRef)
  return {
    ...(floor === undefined ? {} : { floor }),
    holdsFloor: key.repo.toLowerCase() === FLOOR_REPOSITORY,
    ...(policyRecords === undefined ? {} : { lastGood: () => policyRecords.lastGood(place) }),
  }
}

/** Keeps what a branch's tip says where that could be read, for the day on which it cannot be. Throws `Fault`. */
export async function keepPolicy(
  key: RepositoryKey,
  { baseRef, baseTipSha }: Pick<PullRequest, 'baseRef' | 'baseTipSha'>,
  { readable: files }: Pick<Policy, 'readable'>,
  { policyRecords }: PolicyLookups,
): Promise<void> {
  const place = placeOf(key, baseRef)
  if (files === undefined) return
  if (files.size === 0) await policyRecords?.drop(place)
  else await policyRecords?.keep(place, { commit: baseTipSha, files })
}

function placeOf({ owner, repo }: RepositoryKey, branch: string): PolicyPlace {
  return { kind: 'branch', owner, repo, branch }
}
