import type { AppDependencies } from '../app-dependencies.ts'
import { pullRequestEventSchema, pullRequestOf } from './payload.ts'

/** An opinion was given, changed or dismissed: what it counts for is read from GitHub, not from the event. */
export async function onPullRequestReview(payload: unknown, { jobs }: AppDependencies): Promise<void> {
  await jobs.requestExamination(pullRequestOf(pullRequestEventSchema.parse(payload)))
}
