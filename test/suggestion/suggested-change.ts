import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { loadBundle } from '../../src/cli/bundle.ts'
import type { Review } from '../../src/review/review.ts'
import { review } from '../../src/review/review.ts'
import { suggested } from '../../src/review/suggested.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { authorship } from '../gate/situation.ts'

type Files = Readonly<Record<string, string>>

const BUNDLE = loadBundle()

/** Reviews a change with its suggestions, and what merging it onto `tip` would give, where the branch has moved on. */
export async function reviewSuggesting(
  base: Files,
  head: Files,
  landing?: { readonly tip: Files; readonly merged: Files },
): Promise<Review> {
  const trees = memorySourceTrees({ base, head, ...landing })
  const revision = (id: string) => ({ trees, id })
  const landed = landing === undefined ? [] : [{ base: revision('tip'), head: revision('merged') }]
  const reviewed = await review({
    comparisons: [{ base: revision('base'), head: revision('head') }, ...landed],
    policy: revision(landing === undefined ? 'base' : 'tip'),
    bundle: BUNDLE,
    authorship: () => authorship(),
    secondOpinion: { read: async () => ({ kind: 'no-opinion', reason: 'not asked' }), close: async () => {} },
    modules: firstOf([]),
    memory: terraformMemory(),
    clock: { now: () => 0 },
    nowMs: Date.UTC(2027, 0, 15, 12),
    accountable: { kind: 'pull-request', author: 'alice' },
  })
  return suggested(reviewed)
}
