import { by, decided, type FloorMerge, type Merge, refuse, within } from './floor-merge.ts'
import { MODES, type WrittenMode } from './rule-with-floor.ts'
import type { SettingsFile } from './settings-schema.ts'

type Scopes = NonNullable<SettingsFile['scopes']>
type WrittenScope = Scopes[number]
type Environments = NonNullable<SettingsFile['environments']>
type PolicyKinds = NonNullable<SettingsFile['policyKinds']>
type DataClassification = NonNullable<SettingsFile['dataClassification']>

/**
 * The last scope that a finding belongs to decides, so that the organisation's stand behind the repository's. A
 * repository may enforce where the organisation only tells, and not the other way round. `enforced` are the rules that
 * the organisation enforces wherever they act; undefined for all of them.
 */
export function scopesWithFloor(
  organisation: Scopes = [],
  repository: Scopes = [],
  enforced: readonly string[] | undefined,
  merge: FloorMerge,
): Scopes | undefined {
  const kept = repository.filter((scope, index) => !isRefused(scope, enforced, within(merge, index)))
  const isLax = ({ mode }: WrittenScope) => mode === LAX
  const raised = organisation.some(isLax) ? kept.filter((scope) => !isLax(scope)) : []
  const needsEnforcing = enforced !== undefined && enforced.length > 0 && kept.some(isLax)
  const everywhere: Scopes = needsEnforcing ? [{ paths: ['**'], rules: [...enforced], mode: 'enforce' }] : []
  const all = [...kept, ...everywhere, ...organisation, ...raised]
  if (all.length === 0) return undefined
  return by(kept.length === 0 ? 'organisation' : organisation.length === 0 ? 'repository' : 'both', all, merge)
}

const [LAX]: readonly (WrittenMode | undefined)[] = MODES

/** One that speaks of other rules as well stays, and what it says of these is overruled. */
function isRefused({ mode, rules }: WrittenScope, enforced: readonly string[] | undefined, merge: FloorMerge): boolean {
  if (mode !== LAX || enforced?.length === 0) return false
  const overruled = enforced === undefined ? undefined : (rules ?? enforced).filter((id) => enforced.includes(id))
  if (overruled?.length === 0) return false
  const meant = overruled === undefined ? '' : ` for ${overruled.map((id) => `\`${id}\``).join(', ')}`
  refuse(within(merge, 'mode'), `\`enforce\`${meant}`)
  return overruled === undefined || overruled.length === rules?.length
}

/** What a name means is the organisation's where it says so: a wider meaning could be laxer as well as stricter. */
export const environmentsWithFloor: Merge<Environments> = decided((organisation, repository, merge) => {
  for (const [name, environment] of Object.entries(repository)) {
    const isOther =
      Object.hasOwn(organisation, name) && JSON.stringify(environment) !== JSON.stringify(organisation[name])
    if (isOther) refuse(within(merge, name), 'what it says itself of this environment')
  }
  return by('both', { ...repository, ...organisation }, merge)
})

/** More data may be of a label; none is taken off. */
export const dataWithFloor: Merge<DataClassification> = decided((organisation, repository, merge) => {
  const labels = new Set([...Object.keys(organisation), ...Object.keys(repository)])
  const patterns = (label: string) =>
    [organisation, repository].flatMap((layer) => (Object.hasOwn(layer, label) ? (layer[label] ?? []) : []))
  return by('both', Object.fromEntries([...labels].map((label) => [label, [...new Set(patterns(label))]])), merge)
})

/** Of those that are meant the last one decides, which is the organisation's where it has one. */
export const policyKindsWithFloor: Merge<PolicyKinds> = decided((organisation, repository, merge) =>
  by('both', [...repository, ...organisation], merge),
)
