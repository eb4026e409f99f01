import { untriedSettings } from '../core/backtest/untried-settings.ts'
import type { DryRun } from '../core/report/dry-run-section.ts'
import { REPOSITORY_SETTINGS } from '../core/rules/settings.ts'
import { Fault } from '../ports/fault.ts'
import type { PullRequest } from '../ports/pull-requests.ts'
import { floorDryRun } from './dry-run-of-floor.ts'
import { judgedBy } from './judged-by.ts'
import { readPolicy } from './policy.ts'
import { policyContext } from './policy-context.ts'
import { isSamePolicy, policyFilesAt } from './policy-files-at.ts'
import { openSide } from './side-texts.ts'
import type { Bringing, DryRunDependencies, Trial } from './trial.ts'
import { tryOn } from './try-on.ts'

/**
 * Tries the settings and rules that a pull request brings on what was found out of others: of the same branch, or, where
 * it brings the organisation's, of all its repositories. Nothing is decided by that, and where it fails, that is said.
 */
export async function dryRuns(bringing: Bringing, dependencies: DryRunDependencies): Promise<readonly DryRun[]> {
  const { key, pull, reviewed } = bringing
  const { examinedPulls, sourceTrees } = dependencies
  if (examinedPulls === undefined || !reviewed.changesPolicy) return []
  const landed = landingOf(pull)
  if (landed === undefined) return [{ of: 'repository', kind: 'failed', why: CONFLICT }]
  return orFailed('repository', async () => {
    const trees = sourceTrees(key)
    const base = await openSide({ trees, id: pull.baseTipSha })
    const landing = await openSide({ trees, id: landed })
    const context = await policyContext(key, pull, dependencies)
    const trial = { ...bringing, base, landing, context, examinedPulls }
    return [
      ...(await orFailed('repository', () => repositoryDryRun(trial, dependencies))),
      ...(await orFailed('organisation', () => floorDryRun(trial, dependencies))),
    ]
  })
}

/** As much as is tried: it is read and judged while somebody waits for the check. */
const MOST = { open: 50, merged: 50 }

/**
 * What would be there after landing: head's own tree where the base branch has not moved on. Else head may lack settings
 * that others have brought meanwhile.
 */
function landingOf({ headSha, testMergeSha, mergeBaseSha, baseTipSha }: PullRequest): string | undefined {
  return mergeBaseSha === baseTipSha ? headSha : (testMergeSha ?? undefined)
}

const CONFLICT = 'the pull request conflicts with its base branch, so that nobody knows what would land'

async function orFailed(of: DryRun['of'], run: () => Promise<readonly DryRun[]>): Promise<readonly DryRun[]> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return [{ of, kind: 'failed', why: error.message }]
  }
}

async function repositoryDryRun(trial: Trial, dependencies: DryRunDependencies): Promise<readonly DryRun[]> {
  const { key, pull, reviewed, base, landing, context, examinedPulls } = trial
  const of = 'repository'
  const now = await policyFilesAt(base, REPOSITORY_SETTINGS)
  if (isSamePolicy(now, await policyFilesAt(landing, REPOSITORY_SETTINGS))) return []
  // What is brought has to be readable by itself, whatever could be read before.
  const { floor } = context
  const brought = await readPolicy(landing, dependencies.bundle, floor === undefined ? {} : { floor })
  if (!brought.settings.readable) return [{ of, kind: 'broken' }]
  const { owner, repo } = key
  const pulls = await examinedPulls.newest({ owner, repo, baseRef: pull.baseRef }, MOST)
  const others = pulls.filter(({ number }) => number !== key.number)
  if (others.length === 0) return [{ of, kind: 'nothing-examined' }]
  const before = judgedBy(reviewed.policy.bundle.rules, reviewed.settings)
  const after = judgedBy(brought.bundle.rules, brought.settings)
  const tried = await tryOn(others, async () => ({ before, after }), dependencies)
  const untried = untriedSettings(before.settings, after.settings)
  return [{ of, kind: 'tried', ...tried, untried }]
}
