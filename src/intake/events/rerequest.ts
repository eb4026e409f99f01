import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { type ExamineCommitDependencies, examineCommit } from './examine-commit.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

interface RerequestDependencies extends ExamineCommitDependencies {
  readonly appId: AppDependencies['appId']
}

const check = z.object({ head_sha: z.string(), app: z.object({ id: z.int() }).nullable() })
const schema = z.union([
  repositoryEventSchema.extend({ check_run: check }),
  repositoryEventSchema.extend({ check_suite: check }),
])

/** Somebody asks for the check again. A check belongs to a commit: all that it speaks of is examined. */
export async function onRerequest(payload: unknown, dependencies: RerequestDependencies): Promise<void> {
  const event = schema.parse(payload)
  const { head_sha: sha, app } = 'check_run' in event ? event.check_run : event.check_suite
  if (app?.id !== dependencies.appId) return
  await examineCommit(repositoryOf(event), sha, dependencies)
}
