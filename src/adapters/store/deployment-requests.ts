import { type DeploymentRequests, MAX_WAITING_DEPLOYMENTS } from '../../ports/deployments.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import type { DeploymentRequest } from '../../ports/watch-jobs.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Waiting deployments with what the store itself does with them. */
export interface StoredDeploymentRequests extends DeploymentRequests {
  /** Drops those that GitHub has ended. */
  prune(now: Date): Promise<void>
}

export function storedDeploymentRequests(database: Database): StoredDeploymentRequests {
  return {
    add: (request) =>
      orFault('a deployment was not stored', async () => {
        const { installationId: installation_id, sha, defaultBranch: default_branch } = request
        await database
          .insertInto('deployment_requests')
          .values({ ...keyOf(request), installation_id, sha, default_branch, last_comment: null, asked_at: new Date() })
          .onConflict((conflict) => conflict.columns(['owner', 'repo', 'run_id', 'environment']).doNothing())
          .execute()
      }),
    waiting: (repository) => orFault('waiting deployments were not read', () => waitingIn(database, repository)),
    said: (request, comment) =>
      orFault('a comment on a deployment was not stored', async () => {
        await database
          .updateTable('deployment_requests')
          .set({ last_comment: comment })
          .where((row) => row.and(keyOf(request)))
          .execute()
      }),
    remove: (request) =>
      orFault('a deployment was not dropped', async () => {
        await database
          .deleteFrom('deployment_requests')
          .where((row) => row.and(keyOf(request)))
          .execute()
      }),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('deployment_requests').where('asked_at', '<', before).execute()
    },
  }
}

/** GitHub fails a job that has waited so long. */
const KEEP_DAYS = 30

function keyOf({ owner, repo, runId, environment }: DeploymentRequest) {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase(), run_id: runId, environment }
}

async function waitingIn(database: Database, { owner, repo }: RepositoryName) {
  const rows = await database
    .selectFrom('deployment_requests')
    .selectAll()
    .where((row) => row.and({ owner: owner.toLowerCase(), repo: repo.toLowerCase() }))
    .orderBy('asked_at', 'desc')
    .limit(MAX_WAITING_DEPLOYMENTS)
    .execute()
  return rows.map((row) => ({
    installationId: Number(row.installation_id),
    owner: row.owner,
    repo: row.repo,
    runId: Number(row.run_id),
    environment: row.environment,
    sha: row.sha,
    defaultBranch: row.default_branch,
    ...(row.last_comment === null ? {} : { lastComment: row.last_comment }),
  }))
}
