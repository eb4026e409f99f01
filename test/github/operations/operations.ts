import type { Operation } from '../http/operation.ts'
import { actionOperations } from './actions.ts'
import { activityOperations } from './activities.ts'
import { appOperations } from './apps.ts'
import { branchProtectionOperations } from './branch-protection.ts'
import { checkRunOperations } from './check-runs.ts'
import { commitOperations } from './commits.ts'
import { contentOperations } from './contents.ts'
import { deploymentOperations } from './deployments.ts'
import { gitDataOperations } from './git-data.ts'
import { hookConfigOperations } from './hook-config.ts'
import { hookDeliveryOperations } from './hook-deliveries.ts'
import { issueOperations } from './issues.ts'
import { peopleOperations } from './people.ts'
import { pullOperations } from './pulls.ts'
import { repositoryOperations } from './repositories.ts'
import { reviewRequestOperations } from './review-requests.ts'
import { reviewOperations } from './reviews.ts'
import { ruleOperations } from './rules.ts'
import { statusOperations } from './statuses.ts'

/** Everything the double serves. Each stands in `openapi/operation-ids.ts` too. */
export const operations: readonly Operation[] = [
  ...appOperations,
  ...hookConfigOperations,
  ...hookDeliveryOperations,
  ...repositoryOperations,
  ...activityOperations,
  ...gitDataOperations,
  ...commitOperations,
  ...contentOperations,
  ...pullOperations,
  ...reviewOperations,
  ...reviewRequestOperations,
  ...peopleOperations,
  ...checkRunOperations,
  ...statusOperations,
  ...ruleOperations,
  ...branchProtectionOperations,
  ...issueOperations,
  ...actionOperations,
  ...deploymentOperations,
]
