import { differ, type LocatedDifference } from '../core/difference/differ.ts'
import { type SourceVersions, sourceVersions } from '../core/difference/source-versions.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import type { ModuleSources } from '../ports/module-sources.ts'
import { broughtFacts, type ChangedIgnore, changedIgnores } from './brought-ignores.ts'
import { type ChangedPath, changedPaths } from './change-set.ts'
import { comparedTemplates } from './cloudformation-templates.ts'
import { distinctFacts, type FoundFact } from './distinct-facts.ts'
import { factsOfConduct } from './facts-of-conduct.ts'
import { factsOfDifference, placeOf } from './facts-of-difference.ts'
import { factsOfFiles } from './facts-of-files.ts'
import { type GovernedChange, governedChanges, withReadFiles } from './governed-changes.ts'
import { markNew } from './mark-new.ts'
import { markTags } from './mark-tags.ts'
import { moduleDiagnostics } from './module-diagnostics.ts'
import { type ChoosePolicyKind, rawPolicies } from './raw-policies.ts'
import { saidByResources } from './said-by-resources.ts'
import { sideModules } from './side-modules.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import { type ModuleVariant, moduleVariants } from './terraform-modules.ts'
import { type ModuleFoldersOfSides, moduleFoldersOf, reachedRoots } from './terraform-roots.ts'
import { unitVariants } from './terragrunt-units.ts'

/** What one pair of trees gives: `change` is what a pull request changes, `landing` what would exist after it. */
export interface TreeComparison {
  readonly facts: readonly Fact[]
  readonly differences: readonly LocatedDifference[]
  /** Governed files that differ. */
  readonly governed: readonly GovernedChange[]
  /** Paths that differ and are not governed. */
  readonly others: readonly string[]
  /** The paths that there are on each side. */
  readonly paths: Readonly<Record<'base' | 'head', Pick<ReadonlySet<string>, 'has'>>>
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: SourceVersions
  /** Texts that configuration on either side marks as sensitive: never to be shown. */
  readonly secrets: ReadonlySet<string>
  /** Content identity of everything that determined the answer, as `[path, base id, head id]`. */
  readonly inputs: readonly (readonly [string, string, string])[]
  /** The inline ignores in the files that it touches, as they are at head. */
  readonly ignores: readonly ChangedIgnore[]
  /** The root modules that the change reaches, in every variant. */
  readonly modules: readonly ModuleVariant[]
}

/** Two trees, and what helps to read them. */
export interface TreePair {
  readonly base: SideTexts
  readonly head: SideTexts
  /** The revisions that the trees are of, for the modules that they call elsewhere. */
  readonly revisions: { readonly base: string; readonly head: string }
  readonly sources: ModuleSources
  readonly memory: TerraformMemory
  /** Whether a change to a path changes what judges changes, beside what is known to by its name. */
  readonly isPolicy?: (path: string) => boolean
  readonly policyKind?: ChoosePolicyKind
  /** Whether tags of resources are asked for. */
  readonly readsTags?: boolean
}

/** Finds what access head's tree adds to base's. Faults of the trees are thrown; everything else is in the answer. */
export async function compareTrees(pair: TreePair): Promise<TreeComparison> {
  const { base, head, memory } = pair
  const changed = changedPaths(base.stored, head.stored)
  const folders = moduleFoldersOf(pair, memory)
  const recognised = await governedChanges(changed, base, head, folders, pair.isPolicy)
  const found = await changedModules(pair, changedPaths(base.entries, head.entries), folders)
  const templates = await comparedTemplates(recognised, base, head, memory)
  const fresh = markNew([...found.modules, ...templates.variants])
  const modules = pair.readsTags === true ? markTags(fresh) : fresh
  const paths = [
    ...modules.flatMap((each) => [...each.base.read, ...each.head.read]),
    ...found.configuration,
    ...found.submodules,
  ]
  await Promise.all([base.load(found.submodules), head.load(found.submodules)])
  const read = new Set(paths.flatMap((path) => [path, base.originOf(path), head.originOf(path)]))
  const governed = withReadFiles(recognised, changed, read, found.configuration)
  const governedPaths = new Set(governed.map(({ path }) => path))
  const sources = sourceVersions(base.texts, head.texts)
  const conduct = await factsOfConduct(governed, { base, head, memory, sources })
  const raw = rawPolicies(withoutRead(governed, modules, base), pair, pair.policyKind)
  const moduleDifferences = modules.flatMap((each) => each.difference)
  const isSaid = saidByResources(modules, base, sources)
  const rawDifferences = differ(raw.base, raw.head).filter((each) => !isSaid(factsOfDifference([each], sources)))
  const moduleFacts = modules.flatMap(({ difference, variant, directory, of, part }) =>
    factsOfDifference(difference, sources).map(
      (fact): FoundFact => ({ fact, variant: { name: variant, root: directory, of, part } }),
    ),
  )
  const files = factsOfFiles(governed, {
    base,
    head,
    memory,
    sources,
    read,
    templates,
    policyDiagnostics: raw.head.diagnostics,
  })
  const ignores = changedIgnores(changed, { base, head, memory })
  const facts = distinctFacts([
    ...moduleFacts,
    ...withoutEchoes(factsOfDifference(rawDifferences, sources), moduleFacts).map((fact) => ({ fact })),
    ...files.facts.map((fact) => ({ fact })),
    ...[...conduct, ...broughtFacts(ignores, sources)].map((fact) => ({ fact })),
  ])
  return {
    facts,
    differences: [...moduleDifferences, ...rawDifferences],
    governed,
    others: changed.map(({ path }) => path).filter((path) => !governedPaths.has(path)),
    paths: { base: base.stored, head: head.stored },
    diagnostics: [
      ...files.diagnostics,
      ...moduleDiagnostics(modules, governedPaths),
      ...notesOf([...moduleDifferences, ...rawDifferences]),
    ],
    sources,
    secrets: new Set(modules.flatMap(({ base: before, head: after }) => [...before.secrets, ...after.secrets])),
    inputs: inputsOf(governed, read, base, head),
    ignores,
    modules,
  }
}

interface ChangedModules {
  readonly modules: readonly ModuleVariant[]
  /** Changed paths that Terragrunt reads. */
  readonly configuration: ReadonlySet<string>
  /** Changed submodules that configuration leads into. */
  readonly submodules: ReadonlySet<string>
}

/** Every root module and every unit of Terragrunt that the change reaches, in every variant, on both sides. */
async function changedModules(
  pair: TreePair,
  changed: readonly ChangedPath[],
  folders: ModuleFoldersOfSides,
): Promise<ChangedModules> {
  const { memory, revisions, sources } = pair
  const [base, head] = (['base', 'head'] as const).map((side) => ({
    texts: pair[side],
    modules: sideModules(sources, revisions[side]),
  }))
  const modules: ModuleVariant[] = []
  if (base === undefined || head === undefined) return { modules, configuration: new Set(), submodules: new Set() }
  const { roots, units, runIn, configuration, submodules } = await reachedRoots(changed, base, head, memory, folders)
  const paths = changed.map(({ path }) => path)
  for (const root of roots) modules.push(...(await moduleVariants(root, base, head, memory, paths)))
  for (const unit of units) modules.push(...(await unitVariants(unit, base, head, memory, runIn)))
  return { modules, configuration, submodules }
}

/** What an API is made of says nothing by itself where modules or templates read it on both sides, or it is new. */
function withoutRead(
  governed: readonly GovernedChange[],
  modules: readonly ModuleVariant[],
  base: SideTexts,
): readonly GovernedChange[] {
  const before = new Set(modules.flatMap((each) => each.base.read))
  const after = new Set(modules.flatMap((each) => each.head.read))
  const isRead = (path: string) => after.has(path) && (before.has(path) || !base.stored.has(path))
  return governed.filter(({ path, format }) => format !== 'openapi' || !isRead(path))
}

/** A document that a module reads is told once: by the resource that it makes. */
function withoutEchoes(raw: readonly Fact[], told: readonly FoundFact[]): readonly Fact[] {
  const places = new Set(told.flatMap(({ fact }) => (fact.kind === 'granted' ? [placeOf(fact.location)] : [])))
  return raw.filter((fact) => fact.kind !== 'granted' || !places.has(placeOf(fact.location)))
}

function inputsOf(
  governed: readonly GovernedChange[],
  read: ReadonlySet<string>,
  base: SideTexts,
  head: SideTexts,
): TreeComparison['inputs'] {
  const paths = [...new Set([...governed.map((each) => each.path), ...read])].sort()
  return paths.map((path) => [path, base.entries.get(path)?.id ?? '', head.entries.get(path)?.id ?? ''] as const)
}

/** What is not granted only because wildcards keep to the segments of an ARN: nothing is held for it, and it is said. */
function notesOf(differences: readonly LocatedDifference[]): readonly Diagnostic[] {
  return differences.flatMap(({ difference: { note }, declaration }): readonly Diagnostic[] => {
    if (note === undefined) return []
    const summary = 'The access hangs on how wildcards are read'
    const detail = `It ${note}.`
    return [{ severity: 'warning', code: 'wildcards-across-segments', summary, detail, subject: declaration.span }]
  })
}
