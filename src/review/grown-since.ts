import type { FoundInQueue, Growth } from '../core/gate/beyond-countersigned.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import { compareTrees, type TreeComparison } from './compare-trees.ts'
import type { ExamineDependencies } from './examine.ts'
import { secondOpinions } from './facts-of-second-opinion.ts'
import { rememberingOpen } from './side-texts.ts'

/**
 * Where one commit allows more than another one, or may: by address, and with the files of the root module that the
 * address is in. Rules and settings have no say in it. `unknown` where a file was not understood. Throws `Fault`.
 */
export async function grownSince(
  repository: RepositoryKey,
  { baseId, headId }: { readonly baseId: string; readonly headId: string },
  dependencies: Pick<ExamineDependencies, 'sourceTrees' | 'modules' | 'memory' | 'secondOpinion'>,
): Promise<FoundInQueue['grown']> {
  const trees = dependencies.sourceTrees(repository)
  const memory = dependencies.memory(repository)
  const open = rememberingOpen()
  const change = await compareTrees({
    base: await open({ trees, id: baseId }),
    head: await open({ trees, id: headId }),
    revisions: { base: baseId, head: headId },
    sources: dependencies.modules(repository),
    memory,
  })
  const opinions = await secondOpinions(change, dependencies.secondOpinion, memory)
  const isUnread = change.facts.some(({ kind }) => kind === 'malformed') || opinions.facts.length > 0
  return isUnread ? 'unknown' : growthOf(change)
}

function growthOf({ differences, modules }: TreeComparison): readonly Growth[] {
  const readBy = new Map(
    modules.flatMap(({ difference, base, head }) => {
      const read = new Set([...base.read, ...head.read])
      return difference.map((located) => [located, read] as const)
    }),
  )
  return differences.flatMap((located) => {
    const { granted, undecided } = located.difference
    const read = readBy.get(located)
    return [...granted, ...undecided].map(({ address }) => ({ address, ...(read === undefined ? {} : { read }) }))
  })
}
