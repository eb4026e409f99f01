import type { Floor } from '../core/rules/effective-policy.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from '../review/bundle.ts'
import type { ReviewPlans } from '../review/plans.ts'
import { type Review, review } from '../review/review.ts'
import { suggested } from '../review/suggested.ts'
import type { TerraformMemory } from '../review/terraform-memory.ts'
import type { LocalChange } from './change.ts'
import { localModules, MODULES_VARIABLE } from './module-sources.ts'

/** What a review is made with; several reviews of one repository may share it. */
export interface ReviewTools {
  readonly bundle: Bundle
  /** The trees that plain directories are read with. */
  readonly directories: SourceTrees
  readonly secondOpinion: SecondOpinion
  readonly memory: TerraformMemory
  /** The time that the change is judged at: milliseconds since the epoch. */
  readonly nowMs: number
  /** The organisation's settings; absent where none were named. */
  readonly floor?: Floor
  /** Whether ready fixes are looked for: only what shows them needs them. */
  readonly isSuggesting?: boolean
}

/** Reviews a local change that was opened, without any network. What was passed in stays open. Throws `Fault`. */
export async function reviewChange(
  repository: string,
  change: LocalChange,
  { bundle, directories, secondOpinion, memory, nowMs, floor, isSuggesting = false }: ReviewTools,
  plans?: ReviewPlans,
): Promise<Review> {
  const asked = change.request(bundle)
  const mirrors = process.env[MODULES_VARIABLE]
  const local = await localModules({ repository, comparisons: asked.comparisons, directories, mirrors })
  try {
    const clock = { now: () => performance.now() }
    const { modules } = local
    const accountable = { kind: 'names' } as const
    const tools = { bundle, secondOpinion, modules, memory, clock, nowMs, accountable }
    const policyContext = floor === undefined ? {} : { floor }
    const reviewed = await review({ ...asked, ...tools, policyContext, ...(plans === undefined ? {} : { plans }) })
    return isSuggesting ? await suggested(reviewed) : reviewed
  } finally {
    local.close()
  }
}
