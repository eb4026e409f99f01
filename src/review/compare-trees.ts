import type { ConfiguredAccess } from '../core/authorization/access.ts'
import { configurePolicyFile } from '../core/configuration/policy-document/configure.ts'
import { type AccessSide, differ, type LocatedDifference } from '../core/difference/differ.ts'
import { type SourceVersions, sourceVersions } from '../core/difference/source-versions.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import { changedPaths } from './change-set.ts'
import { distinctFacts, factsOfDifference, placeOf } from './facts-of-difference.ts'
import { factsOfFiles } from './facts-of-files.ts'
import { type GovernedChange, governedChanges, withReadFiles } from './governed-changes.ts'
import type { SideTexts } from './side-texts.ts'
import { type ModuleVariant, moduleVariants, type Parse, rememberingParse } from './terraform-modules.ts'

/** What one pair of trees gives: `change` is what a pull request changes, `landing` what would exist after it. */
export interface TreeComparison {
  readonly facts: readonly Fact[]
  readonly differences: readonly LocatedDifference[]
  /** Governed files that differ. */
  readonly governed: readonly GovernedChange[]
  /** Paths that differ and are not governed. */
  readonly others: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: SourceVersions
  /** Gives the trees of what was parsed already. */
  readonly parse: Parse
  /** Content identity of everything that determined the answer, as `[path, base id, head id]`. */
  readonly inputs: readonly (readonly [string, string, string])[]
}

/** Finds what access head's tree adds to base's. Faults of the trees are thrown; everything else is in the answer. */
export async function compareTrees(base: SideTexts, head: SideTexts): Promise<TreeComparison> {
  const changed = changedPaths(base.entries, head.entries)
  const { governed: recognised, directories } = await governedChanges(changed, base, head)
  const parse = rememberingParse()
  const modules: ModuleVariant[] = []
  for (const directory of directories) modules.push(...(await moduleVariants(directory, base, head, parse)))
  const read = new Set(modules.flatMap((each) => [...each.base.read, ...each.head.read]))
  const governed = withReadFiles(recognised, changed, read)
  const governedPaths = new Set(governed.map(({ path }) => path))
  const sources = sourceVersions(base.texts, head.texts)
  const raw = rawPolicies(governed, base, head)
  const moduleDifferences = modules.flatMap((each) => differ(each.base, each.head))
  const rawDifferences = differ(raw.base, raw.head)
  const moduleFacts = factsOfDifference(moduleDifferences, sources)
  const files = factsOfFiles(governed, { base, head, parse, sources, policyDiagnostics: raw.head.diagnostics })
  const facts = distinctFacts([
    ...moduleFacts,
    ...withoutEchoes(factsOfDifference(rawDifferences, sources), moduleFacts),
    ...files.facts,
  ])
  return {
    facts,
    differences: [...moduleDifferences, ...rawDifferences],
    governed,
    others: changed.map(({ path }) => path).filter((path) => !governedPaths.has(path)),
    diagnostics: [
      ...files.diagnostics,
      ...modules.flatMap((each) => each.head.diagnostics),
      ...notesOf([...moduleDifferences, ...rawDifferences]),
    ],
    sources,
    parse,
    inputs: inputsOf(governed, read, base, head),
  }
}

/** Every changed raw policy document of one side, together, so that a rename pairs. */
function rawPolicies(governed: readonly GovernedChange[], base: SideTexts, head: SideTexts) {
  const documents = governed.filter((each) => each.format === 'policy-document')
  const side = (texts: SideTexts): AccessSide => {
    const read: ConfiguredAccess[] = documents.flatMap(({ path }) => {
      const text = texts.texts.get(path)
      return text === undefined ? [] : [configurePolicyFile(path, text)]
    })
    return {
      policies: read.flatMap((each) => each.policies),
      opaque: read.flatMap((each) => each.opaque),
      diagnostics: read.flatMap((each) => each.diagnostics),
      moved: new Map(),
    }
  }
  return { base: side(base), head: side(head) }
}

/** A document that a module reads is told once: by the resource that it makes. */
function withoutEchoes(raw: readonly Fact[], told: readonly Fact[]): readonly Fact[] {
  const places = new Set(told.filter((fact) => fact.kind === 'granted').map((fact) => placeOf(fact.location)))
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
