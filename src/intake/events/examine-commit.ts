import type { Jobs } from '../../ports/jobs.ts'
import type { GroupJobs, MergeGroups } from '../../ports/merge-queue.ts'
import type { PullRequests, RepositoryKey } from '../../ports/pull-requests.ts'

export interface ExamineCommitDependencies {
  readonly jobs: Pick<Jobs, 'requestExamination'>
  readonly pullRequests: Pick<PullRequests, 'withHead'>
  readonly mergeGroups: Pick<MergeGroups, 'of'>
  readonly groupJobs: GroupJobs
}

/**
 * Has whatever a commit's check speaks of examined: the merge group that it is, or else all the open pull requests
 * whose head it is. GitHub is asked which these are, since events name none for forks. Throws `Fault`.
 */
export async function examineCommit(
  { installationId, owner, repo }: RepositoryKey,
  headSha: string,
  { jobs, pullRequests, mergeGroups, groupJobs }: ExamineCommitDependencies,
): Promise<void> {
  const repository = { installationId, owner, repo }
  const group = { ...repository, headSha }
  if ((await mergeGroups.of(group)) !== undefined) {
    // Its examination asks after pull requests at the same commit as well.
    await groupJobs.requestGroupExamination(group)
    return
  }
  for (const number of await pullRequests.withHead(repository, headSha)) {
    await jobs.requestExamination({ ...repository, number })
  }
}
