import { emitWorkflowRunEvent } from '../webhooks/workflow-run-event.ts'
import type { Repository } from '../world/repository.ts'
import type { WorkflowRun } from '../world/workflow-run.ts'
import type { World } from '../world/world.ts'

export interface NewWorkflowRun
  extends Pick<WorkflowRun, 'actor' | 'event' | 'headSha' | 'headBranch' | 'headRepository'> {
  /** Zips by the artifact's name, in the order of their upload. */
  readonly artifacts: Readonly<Record<string, Buffer>>
  readonly retentionDays: number
}

const DAY_MS = 86_400_000

/** Runs a workflow to its end, with what it uploads, and tells of it. */
export async function runWorkflow(world: World, repository: Repository, options: NewWorkflowRun): Promise<WorkflowRun> {
  const { artifacts, retentionDays, ...rest } = options
  const createdAt = world.clock.iso()
  const expiresAt = new Date(world.clock.now() + retentionDays * DAY_MS).toISOString()
  const run: WorkflowRun = {
    ...rest,
    id: world.nextId(),
    number: repository.workflowRuns.length + 1,
    createdAt,
    artifacts: Object.entries(artifacts).map(([name, content]) => {
      return { id: world.nextId(), name, content, createdAt, expiresAt, permits: new Set<string>() }
    }),
  }
  repository.workflowRuns.push(run)
  await emitWorkflowRunEvent(world, repository, run)
  world.changed.notify()
  return run
}
