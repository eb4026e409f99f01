import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

const schema = repositoryEventSchema.extend({ workflow_run: z.object({ id: z.int(), head_sha: z.string() }) })

/**
 * A workflow has completed. Where it has uploaded a plan of an open pull request, that is examined again. Workflows are
 * many and most upload nothing: whatever is no plan leads to no new check.
 */
export async function onWorkflowRun(payload: unknown, dependencies: AppDependencies): Promise<void> {
  const { planArtifacts, plannedArtifacts, pullRequests, jobs } = dependencies
  const event = schema.parse(payload)
  const repository = repositoryOf(event)
  const numbers = await pullRequests.withHead(repository, event.workflow_run.head_sha)
  if (numbers.length === 0) return
  const uploaded = await planArtifacts.uploadedBy(repository, event.workflow_run.id)
  if (uploaded.length === 0) return
  for (const number of numbers) {
    const names = await plannedArtifacts({ ...repository, number })
    if (names.some((name) => uploaded.includes(name))) await jobs.requestExamination({ ...repository, number })
  }
}
