import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { type ModuleSources, unreadableModule } from '../../src/ports/module-sources.ts'
import type { SourceTrees } from '../../src/ports/source-trees.ts'
import { compareTrees, type TreeComparison } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { type TerraformMemory, terraformMemory } from '../../src/review/terraform-memory.ts'

export type Files = Readonly<Record<string, MemoryEntry>>

/** Files of `app/` in the module repository, by the ref that a source names. */
export type Refs = Readonly<Record<string, Files>>

export interface Surroundings {
  readonly refs?: Refs
  readonly memory?: TerraformMemory
  /** Gets every path that is read of the trees. */
  readonly onRead?: (path: string) => void
}

export async function compare(base: Files, head: Files, surroundings: Surroundings = {}): Promise<TreeComparison> {
  const { refs = {}, memory = terraformMemory(), onRead = () => undefined } = surroundings
  const inMemory = memorySourceTrees({ base, head })
  const trees: SourceTrees = {
    ...inMemory,
    list: (revision) => inMemory.list(revision),
    read: (revision, entry) => {
      onRead(entry.path)
      return inMemory.read(revision, entry)
    },
  }
  const [from, to] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const revisions = { base: 'base', head: 'head' }
  return compareTrees({ base: from, head: to, revisions, sources: sourcesOf(refs), memory })
}

function sourcesOf(refs: Refs): ModuleSources {
  return {
    resolve: async ({ source }) => {
      const ref = source.kind === 'git' ? (source.ref ?? '') : ''
      const files = refs[ref]
      if (source.kind !== 'git' || files === undefined) return unreadableModule('Nobody has it')
      const pin = { kind: 'commit', repository: source.path, commit: ref } as const
      const directory = source.subdirectory
      return {
        kind: 'package',
        pin,
        trees: memorySourceTrees({ all: files }),
        revision: 'all',
        directory,
        choice: 'call',
      }
    },
  }
}

/** `kind address file:line`, as a person would point at it. */
export function told({ facts }: Pick<TreeComparison, 'facts'>): readonly string[] {
  return facts.map((fact) => `${fact.kind} ${[fact.address, ...alsoOf(fact)].join(', ')} ${placeOf(fact)}`)
}

function alsoOf(fact: Fact): readonly string[] {
  return 'also' in fact ? (fact.also ?? []) : []
}

function placeOf({ location: { file, startLine } }: Fact): string {
  return `${file}:${startLine}`
}
