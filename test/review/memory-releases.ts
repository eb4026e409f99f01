import { memoryDueExaminations } from '../../src/adapters/memory/due-examinations.ts'
import { type MemoryIssues, memoryIssues } from '../../src/adapters/memory/issues.ts'
import type { Alert } from '../../src/ports/alerts.ts'
import type { ReleaseDependencies } from '../../src/review/follow-up-release.ts'

export interface MemoryReleases extends ReleaseDependencies {
  readonly issues: MemoryIssues
  readonly raised: readonly Alert[]
}

/** Who hears of overrides, in memory; `now` plays GitHub's clock. */
export function memoryReleases(now: () => number = () => 0): MemoryReleases {
  const raised: Alert[] = []
  return {
    clock: { now },
    alerts: { raise: async (alert) => void raised.push(alert) },
    issues: memoryIssues(),
    dueExaminations: memoryDueExaminations(),
    raised,
  }
}
