import type { Alerts } from '../ports/alerts.ts'
import type { PushedRange } from '../ports/watch-jobs.ts'
import { type Governance, governedBranch } from './governed-branch.ts'

export interface IsWatchedDependencies {
  readonly governance: Governance
  readonly alerts: Alerts
}

/** Whether a push is to be looked at. Where that cannot be seen, it is not, and an alarm says so. Throws `Fault`. */
export async function isWatched(push: PushedRange, { governance, alerts }: IsWatchedDependencies): Promise<boolean> {
  const governed = await governedBranch(push, push.branch, push.isDefault, governance)
  if (governed.kind === 'not-visible') {
    const reason = `GitHub does not show whether the branch requires the check: ${governed.why}`
    await alerts.raise({ kind: 'push-unwatched', push, reason })
  }
  return governed.kind === 'governed'
}
