import { directoryTrees } from '../adapters/filesystem/directory-trees.ts'
import { hclSecondOpinion } from '../adapters/second-opinion/hcl-second-opinion.ts'
import type { MergedChange, Outcome, Verdict } from '../core/backtest/replayed.ts'
import { failedVerdict, verdictOf } from '../core/backtest/verdict-of.ts'
import { Fault } from '../ports/fault.ts'
import { terraformMemory } from '../review/terraform-memory.ts'
import { type LocalChange, openRevisions } from './change.ts'
import { type ReviewTools, reviewChange } from './review-change.ts'

/** What changes are judged by: rules, and an organisation's settings where there are any. */
export type Judge = Pick<ReviewTools, 'bundle' | 'floor'>

export interface ReplayRequest {
  readonly repository: string
  readonly judge: Judge
  /** A second one, which judges the same changes. */
  readonly against?: Judge
}

/** Replays changes of one repository, one at a time; what was read for one serves the next. */
export interface Replayer {
  /** Never throws: what goes wrong is the change's verdict. */
  replay(change: Pick<MergedChange, 'sha' | 'base' | 'committedAtMs'>): Promise<Outcome>
}

export function replayer({ repository, judge, against }: ReplayRequest): Replayer {
  const tools = { directories: directoryTrees(), secondOpinion: hclSecondOpinion(), memory: terraformMemory() }
  const judged = (change: LocalChange, nowMs: number, by: Judge) =>
    verdictBy(repository, change, { ...tools, nowMs, ...by })
  return {
    async replay({ sha, base, committedAtMs }) {
      const startedAt = performance.now()
      const verdicts = await withChange(repository, base, sha, async (change) => ({
        verdict: await judged(change, committedAtMs, judge),
        ...(against === undefined ? {} : { against: await judged(change, committedAtMs, against) }),
      })).catch((error: unknown) => {
        const verdict = failedVerdict(reasonOf(error))
        return against === undefined ? { verdict } : { verdict, against: verdict }
      })
      return { sha, elapsedMs: Math.round(performance.now() - startedAt), ...verdicts }
    },
  }
}

async function withChange<Result>(
  repository: string,
  base: string,
  head: string,
  work: (change: LocalChange) => Promise<Result>,
): Promise<Result> {
  const change = await openRevisions(repository, base, head)
  try {
    return await work(change)
  } finally {
    await change.close()
  }
}

/** One set of rules may fail where the other one answers. */
async function verdictBy(repository: string, change: LocalChange, tools: ReviewTools): Promise<Verdict> {
  try {
    return verdictOf(await reviewChange(repository, change, tools))
  } catch (error) {
    return failedVerdict(reasonOf(error))
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Fault) return error.message
  return `internal error, please report it: ${error instanceof Error ? error.message : String(error)}`
}
