import type { WatchHandlers, WatchJobs } from '../ports/watch-jobs.ts'
import { type AnswerDeploymentDependencies, answerDeployment, answerWaiting } from './answer-deployment.ts'
import { type WatchPushDependencies, watchPush } from './watch-push.ts'

export interface WatchDependencies extends WatchPushDependencies, AnswerDeploymentDependencies {
  readonly landingRecords: WatchPushDependencies['landingRecords']
  readonly watchJobs: WatchJobs
}

/** What runs the jobs of the watch. What a push was found to have brought may answer deployments that wait for it. */
export function watchHandlers(dependencies: WatchDependencies): WatchHandlers {
  return {
    watch: async (job) => {
      switch (job.kind) {
        case 'push':
          await watchPush(job.push, dependencies)
          return answerWaiting(job.push, dependencies)
        case 'deployment':
          return answerDeployment(job.request, dependencies)
      }
    },
    abandoned: (job, reason) => dependencies.alerts.raise({ kind: 'watch-abandoned', job, reason }),
  }
}
