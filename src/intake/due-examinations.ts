import type { Clock } from '../ports/clock.ts'
import type { DueExaminations } from '../ports/due-examinations.ts'
import type { Jobs, PeriodicTask } from '../ports/jobs.ts'

export interface DueExaminationsDependencies {
  readonly dueExaminations: DueExaminations
  readonly jobs: Jobs
  /** GitHub's: what falls due was dated by it. */
  readonly clock: Clock
}

/**
 * Has pull requests examined whose time has come, such as when an override expires. What is planned is a row and no
 * delayed job: one that waits would stand in the way of other requests, and one that got lost would let the change pass.
 */
export function examineWhenDue({ dueExaminations, jobs, clock }: DueExaminationsDependencies): PeriodicTask {
  return {
    name: 'due-examinations',
    everySeconds: EVERY_SECONDS,
    async run(signal) {
      for (const due of await dueExaminations.due(clock.now())) {
        signal.throwIfAborted()
        await jobs.requestExamination(due.key)
        await dueExaminations.done(due)
      }
    },
  }
}

const EVERY_SECONDS = 30
