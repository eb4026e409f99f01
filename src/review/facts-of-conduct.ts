import { type ConductChange, compareConduct } from '../core/configuration/terraform/conduct/compare-conduct.ts'
import type { ModuleConduct } from '../core/configuration/terraform/conduct/conduct.ts'
import { conductOf } from '../core/configuration/terraform/conduct/conduct-of.ts'
import { lockedProviders } from '../core/configuration/terraform/conduct/provider-lock.ts'
import { isModulePath } from '../core/configuration/terraform/declarations.ts'
import { directoryOf } from '../core/configuration/terraform/paths.ts'
import { locate } from '../core/difference/locate.ts'
import type { SourceVersions } from '../core/difference/source-versions.ts'
import type { GovernanceFact } from '../core/rules/fact.ts'
import type { GovernedChange } from './governed-changes.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

interface ConductContext {
  readonly base: SideTexts
  readonly head: SideTexts
  readonly memory: TerraformMemory
  readonly sources: SourceVersions
}

/** Ways to run code, to act elsewhere or to escape a review that the modules of changed files come to have. */
export async function factsOfConduct(
  governed: readonly GovernedChange[],
  { base, head, memory, sources }: ConductContext,
): Promise<readonly GovernanceFact[]> {
  const directories = [...new Set(governed.flatMap(({ path }) => (isModulePath(path) ? [directoryOf(path)] : [])))]
  const locks = governed.flatMap(({ path, format }) => (format === 'provider-lock' ? [path] : []))
  if (directories.length + locks.length === 0) return []
  const [before, after] = await Promise.all([
    conductOn(base, directories, locks, memory),
    conductOn(head, directories, locks, memory),
  ])
  return joinedLocks(compareConduct(before, after)).map((change) => factOf(change, sources))
}

async function conductOn(
  side: SideTexts,
  directories: readonly string[],
  locks: readonly string[],
  memory: TerraformMemory,
): Promise<ModuleConduct> {
  const paths = new Map(directories.map((each) => [each, side.index.within(each).filter(isModulePath)]))
  await side.load([...paths.values()].flat())
  const fileOf = (path: string) => {
    const text = side.texts.get(path)
    return text === undefined ? [] : [memory.parse(path, text)]
  }
  const modules = [...paths].map(([directory, own]) =>
    conductOf(directory, new Map(own.flatMap((path) => fileOf(path).map((file) => [path, file] as const)))),
  )
  const present = locks.flatMap(fileOf)
  return {
    conduct: [...modules.flatMap(({ conduct }) => conduct), ...present.flatMap(lockedProviders)],
    places: [...modules.flatMap(({ places }) => places), ...lockPlaces(side, locks)],
  }
}

/** A lock is missed where there is still a module that it was for. */
function lockPlaces({ index }: SideTexts, locks: readonly string[]): readonly string[] {
  return locks.filter((path) => index.isModule(directoryOf(path)))
}

/** What one lock file selects anew is one change. */
function joinedLocks(changes: readonly ConductChange[]): readonly ConductChange[] {
  const grouped = Map.groupBy(changes, ({ conduct: { key, what, says, span }, change }) =>
    span.file.endsWith('.lock.hcl') ? `${change} ${span.file}` : `${what} ${key} ${says} ${span.start} ${span.file}`,
  )
  return [...grouped.values()].flatMap(([first, ...others]): readonly ConductChange[] => {
    if (first === undefined || others.length === 0) return first === undefined ? [] : [first]
    const told = others.map(({ conduct: { address, detail } }) => `${address} ${detail}`)
    return [{ ...first, conduct: { ...first.conduct, detail: [first.conduct.detail, ...told].join('; ') } }]
  })
}

function factOf({ conduct, change }: ConductChange, sources: SourceVersions): GovernanceFact {
  const { what, address, detail, span } = conduct
  const cause = [{ role: 'document', spans: [span] }] as const
  const region = change === 'removed' ? { headCauses: [], baseCauses: cause } : { headCauses: cause, baseCauses: [] }
  const location = locate(region, sources, { span, documents: [], calls: [], before: [] })
  const told = { added: 'this is new', changed: 'this changed', removed: 'this is no longer so' }[change]
  return { kind: 'governance', what, address, location, detail: `${address} ${detail}: ${told}` }
}
