import { memorySourceTrees } from '../../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../../src/adapters/module-sources/first-of.ts'
import type { Fact } from '../../../src/core/rules/fact.ts'
import { compareTrees } from '../../../src/review/compare-trees.ts'
import { openSide } from '../../../src/review/side-texts.ts'
import { terraformMemory } from '../../../src/review/terraform-memory.ts'

/** One change of one file, which stands in a folder of its own. */
export interface Change {
  readonly folder: string
  readonly base: string
  readonly head: string
}

/** What a review of all of the changes at once finds, by folder: they are roots that know nothing of each other. */
export async function foundIn(changes: readonly Change[], file: string): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const side = (which: 'base' | 'head') =>
    Object.fromEntries(changes.map((each) => [`${each.folder}/${file}`, each[which]]))
  const trees = memorySourceTrees({ base: side('base'), head: side('head') })
  const [base, head] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const revisions = { base: 'base', head: 'head' }
  const { facts, diagnostics } = await compareTrees({
    base,
    head,
    revisions,
    sources: firstOf([]),
    memory: terraformMemory(),
  })
  const faults = diagnostics.filter(({ severity }) => severity === 'error')
  if (faults.length > 0) throw new Error(JSON.stringify(faults.slice(0, 3)))
  return Map.groupBy(facts, ({ location }) => location.file.split('/').slice(0, -1).join('/'))
}

/** What a fact says, but for where: `granted exposure`. */
export function described(fact: Fact): readonly string[] {
  if (fact.kind !== 'granted') return [fact.kind]
  return fact.regions.map(({ policyKind }) => `granted ${policyKind}`)
}

/** What a fact gives, but for where, of what, and by which name: what is the same in every language. */
export function givenBy(fact: Fact): readonly string[] {
  if (fact.kind !== 'granted') return [fact.kind]
  return fact.regions.map(({ policyKind, origin, principals, actions, conditions }) =>
    [policyKind, origin, principals.map(unnamed).join(), actions.join(), conditions.join()].join(' | '),
  )
}

/** Names that scenarios make up, and names that the platform makes. */
function unnamed(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}|\b(?:it|one)\b/g, '…')
}
