import type { JobTiming } from '../../src/adapters/store/open-queue.ts'

/** Failed jobs are retried twice in these tests, and soon. */
export const QUICK: JobTiming = {
  retryLimit: 2,
  retryDelaySeconds: 1,
  maxRetryDelaySeconds: 1,
  heartbeatSeconds: 10,
  pollSeconds: 0.5,
}
