import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import { effectivePolicy, type Floor } from '../core/rules/effective-policy.ts'
import { FLOOR_SETTINGS, readPolicyFiles } from '../core/rules/policy-files.ts'
import { REPOSITORY_SETTINGS } from '../core/rules/settings.ts'
import type { Bundle } from './bundle.ts'
import type { PolicyContext } from './policy.ts'
import { policyFilesAt, policyPaths } from './policy-files-at.ts'
import type { SideTexts } from './side-texts.ts'

/**
 * What would be wrong with the policy that a change brings, once it has landed: the same errors that are told when it
 * is read at the base branch, and what the organisation refuses. Only files that the change touches are looked at, with
 * all that belongs to them. Throws `Fault`.
 */
export async function broughtPolicyProblems(
  changed: readonly string[],
  head: SideTexts,
  bundle: Bundle,
  { floor, holdsFloor = false }: PolicyContext,
): Promise<readonly LocatedDiagnostic[]> {
  return [
    ...(await repositoryProblems(changed, head, bundle, floor)),
    ...(holdsFloor ? await floorProblems(changed, head, bundle) : []),
  ]
}

async function repositoryProblems(
  changed: readonly string[],
  head: SideTexts,
  { rules }: Bundle,
  floor: Floor | undefined,
): Promise<readonly LocatedDiagnostic[]> {
  const files = await policyFilesAt(head, REPOSITORY_SETTINGS)
  if (!changed.some(policyPaths(head, REPOSITORY_SETTINGS, files))) return []
  const repository = readPolicyFiles(files, [...rules, ...(floor?.layer?.rules ?? [])])
  // What is wrong with the floor is told of the floor.
  const quiet = floor === undefined ? {} : { floor: { ...floor, problems: [] } }
  return effectivePolicy({ ...quiet, repository }).settings.located
}

async function floorProblems(
  changed: readonly string[],
  head: SideTexts,
  { rules }: Bundle,
): Promise<readonly LocatedDiagnostic[]> {
  const files = await policyFilesAt(head, FLOOR_SETTINGS)
  return changed.some(policyPaths(head, FLOOR_SETTINGS, files))
    ? readPolicyFiles(files, rules, { names: FLOOR_SETTINGS, prefix: '' }).located
    : []
}
