import type { Floor } from '../core/rules/effective-policy.ts'
import { FLOOR_SETTINGS, type PolicyLayerRead, readPolicyFiles } from '../core/rules/policy-files.ts'
import { Fault } from '../ports/fault.ts'
import { FLOOR_REPOSITORY, type FloorSource, type FloorTip } from '../ports/floor-source.ts'
import type { PolicyPlace, PolicyRecords } from '../ports/policy-records.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from './bundle.ts'
import { filesOf, keptFiles } from './policy.ts'
import { policyFilesAt } from './policy-files-at.ts'
import { openSide } from './side-texts.ts'

export interface FloorDependencies {
  readonly floorSource: Pick<FloorSource, 'tip'>
  readonly policyRecords: PolicyRecords
  readonly sourceTrees: (repository: RepositoryKey) => SourceTrees
  readonly bundle: Bundle
}

/** The floor that applies to a repository. Throws `Fault`. */
export type FloorOf = (repository: RepositoryKey) => Promise<Floor>

/**
 * Reads organisations' floors: `countersign.yml` in the repository `.github`, at its default branch. One that was seen
 * before and cannot be read now holds on its last version; one whose file was taken out is gone. What was read of a
 * commit is remembered.
 */
export function organisationFloors(dependencies: FloorDependencies): FloorOf {
  const read = new Map<string, { readonly sha: string; readonly floor: Floor }>()
  return async (repository) => {
    const tip = await dependencies.floorSource.tip(repository)
    const name = `${repository.installationId}/${repository.owner.toLowerCase()}`
    const known = read.get(name)
    if (tip.kind === 'seen' && known !== undefined && known.sha === tip.sha) return known.floor
    const floor = await floorAt(tip, repository, dependencies)
    if (read.size >= MAX_REMEMBERED) read.clear()
    const isCertain = floor.standing.kind === 'applies' || floor.standing.kind === 'absent'
    if (isCertain && tip.kind === 'seen' && tip.sha !== undefined) read.set(name, { sha: tip.sha, floor })
    return floor
  }
}

const MAX_REMEMBERED = 500

async function floorAt(tip: FloorTip, { owner }: RepositoryKey, dependencies: FloorDependencies): Promise<Floor> {
  const place: PolicyPlace = { kind: 'floor', owner }
  const source = `${owner}/${FLOOR_REPOSITORY}`
  if (tip.kind === 'not-visible') return unseen(place, source, tip.why, dependencies)
  const { repository, sha } = tip
  try {
    return sha === undefined ? await absent(place, source, dependencies) : await readAt(sha, repository, dependencies)
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error
    return unseen(place, source, error.message, dependencies)
  }
}

async function absent(place: PolicyPlace, source: string, { policyRecords }: FloorDependencies): Promise<Floor> {
  await policyRecords.drop(place)
  return { standing: { kind: 'absent', source } }
}

/** Where nobody has ever seen one, there may be none. */
async function unseen(
  place: PolicyPlace,
  source: string,
  why: string,
  dependencies: FloorDependencies,
): Promise<Floor> {
  const last = await lastGood(place, source, dependencies)
  if (last === 'none') return { standing: { kind: 'not-visible', source, why } }
  return last === undefined
    ? { standing: { kind: 'held', source, why, applies: 'nothing' } }
    : { standing: { kind: 'held', source, why, applies: 'last-version' }, layer: last }
}

/** Undefined where this version cannot read what was kept. */
async function lastGood(
  place: PolicyPlace,
  source: string,
  { policyRecords, bundle }: FloorDependencies,
): Promise<PolicyLayerRead | 'none' | undefined> {
  const kept = await policyRecords.lastGood(place)
  if (kept === undefined) return 'none'
  const layer = readPolicyFiles(filesOf(kept.files, FLOOR_SETTINGS), bundle.rules, {
    names: FLOOR_SETTINGS,
    prefix: `${source}/`,
  })
  return layer.readable ? layer : undefined
}

async function readAt(sha: string, repository: RepositoryKey, dependencies: FloorDependencies): Promise<Floor> {
  const { policyRecords, sourceTrees, bundle } = dependencies
  const place: PolicyPlace = { kind: 'floor', owner: repository.owner }
  const source = `${repository.owner}/${repository.repo}`
  const files = await policyFilesAt(await openSide({ trees: sourceTrees(repository), id: sha }), FLOOR_SETTINGS)
  const kept = keptFiles(files, FLOOR_SETTINGS)
  if (kept === undefined) return absent(place, source, dependencies)
  const layer = readPolicyFiles(files, bundle.rules, { names: FLOOR_SETTINGS, prefix: `${source}/` })
  if (layer.readable) {
    await policyRecords.keep(place, { commit: sha, files: kept })
    return { standing: { kind: 'applies', source }, layer }
  }
  const last = await lastGood(place, source, dependencies)
  const isKept = last !== undefined && last !== 'none'
  // From now on it was seen, whatever becomes of it.
  if (last === 'none') await policyRecords.keep(place, { commit: sha, files: NEVER_READ })
  const applies = isKept ? 'last-version' : 'demands'
  const standing = { kind: 'held', source, why: whatIsWrong(layer), applies } as const
  return { standing, layer: isKept ? last : layer, problems: layer.located }
}

/** No settings file that can be read. */
const NEVER_READ = new Map([[FLOOR_SETTINGS.yml, 'never read']])

function whatIsWrong({ located }: PolicyLayerRead): string {
  const error = located.find(({ severity }) => severity === 'error')
  return error === undefined
    ? 'it cannot be read'
    : `${error.file}:${error.line}:${error.column} has an error: ${error.summary}`
}
