import type { Operation } from '../http/operation.ts'
import { appOperations } from './apps.ts'
import { checkRunOperations } from './check-runs.ts'
import { commitOperations } from './commits.ts'
import { gitDataOperations } from './git-data.ts'
import { pullOperations } from './pulls.ts'
import { repositoryOperations } from './repositories.ts'
import { reviewOperations } from './reviews.ts'

/** Everything the double serves. Each stands in `openapi/operation-ids.ts` too. */
export const operations: readonly Operation[] = [
  ...appOperations,
  ...repositoryOperations,
  ...gitDataOperations,
  ...commitOperations,
  ...pullOperations,
  ...reviewOperations,
  ...checkRunOperations,
]
