import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { loadBundle } from '../../src/cli/bundle.ts'
import type { PullRequestAuthorship } from '../../src/core/authorship/authorship.ts'
import { type Review, review } from '../../src/review/review.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import type { Accountable } from '../../src/review/waiving.ts'
import { authorship } from '../gate/situation.ts'

type Files = Readonly<Record<string, string>>

export interface WaivedChange {
  /** What the change started from, what it ends in, and what the base branch is by now: by default what it started from. */
  readonly base: Files
  readonly head: Files
  readonly tip?: Files
  /** By default noon of 2027-01-15. */
  readonly nowMs?: number
  readonly accountable?: Accountable
  readonly authorship?: PullRequestAuthorship
}

/** Reviews a change of Alice's as the app does, over trees in memory. */
export async function reviewWaived(change: WaivedChange): Promise<Review> {
  const { base, head, tip = base } = change
  const trees = memorySourceTrees({ base, head, tip })
  const bundle = loadBundle()
  return review({
    comparisons: [{ base: { trees, id: 'base' }, head: { trees, id: 'head' } }],
    policy: { trees, id: 'tip' },
    bundle,
    authorship: () => change.authorship ?? authorship(),
    secondOpinion: { read: async () => ({ kind: 'no-opinion', reason: 'not asked' }), close: async () => {} },
    modules: firstOf([]),
    memory: terraformMemory(),
    clock: { now: () => 0 },
    nowMs: change.nowMs ?? Date.UTC(2027, 0, 15, 12),
    accountable: change.accountable ?? { kind: 'pull-request', author: 'alice' },
  })
}
