import { z } from 'zod'
import type { GroupJobs, MergeGroups } from '../../ports/merge-queue.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

export interface MergeGroupDependencies {
  readonly mergeGroups: Pick<MergeGroups, 'remember' | 'of'>
  readonly groupJobs: GroupJobs
}

const sha = z.string().regex(/^[0-9a-f]{40}$/)
const branch = z
  .string()
  .regex(/^refs\/heads\/./s)
  .transform((ref) => ref.slice('refs/heads/'.length))

const schema = repositoryEventSchema.extend({
  action: z.string(),
  merge_group: z.object({ head_sha: sha, head_ref: branch, base_sha: sha, base_ref: branch }),
})

/**
 * A merge queue has built a group and waits for its check, or has landed or dropped one. Which pull requests are in it,
 * and whether it is still there, is read from GitHub, not from the event.
 */
export async function onMergeGroup(payload: unknown, dependencies: MergeGroupDependencies): Promise<void> {
  const event = schema.parse(payload)
  const { head_sha: headSha, head_ref: headRef, base_sha: baseSha, base_ref: baseRef } = event.merge_group
  const group = { ...repositoryOf(event), headSha, headRef, baseSha, baseRef }
  if (event.action === 'checks_requested') {
    // The same event once more: its verdict is there.
    if ((await dependencies.mergeGroups.of(group))?.isConcluded === true) return
    await dependencies.mergeGroups.remember(group)
  }
  await dependencies.groupJobs.requestGroupExamination(group)
}
