import type { Alerts } from '../ports/alerts.ts'
import type { GroupHandlers, GroupJobs, MergeGroupKey, MergeGroups } from '../ports/merge-queue.ts'
import { examineGroup, type GroupDependencies, giveUpGroup } from './examine-group.ts'

/** What the jobs of merge groups do. */
export function groupHandlers(dependencies: GroupDependencies, alerts: Alerts): GroupHandlers {
  return {
    examine: (key) => examineGroup(key, dependencies),
    async abandoned(key, reason) {
      // A person is told first, whatever GitHub does. Where the check cannot be concluded, all of this is tried again.
      await alerts.raise({ kind: 'job-abandoned', job: { kind: 'merge-group', key, reason } })
      await giveUpGroup(key, dependencies)
    },
  }
}

/** Whether a commit is what a merge queue would land; then the examination of that group is asked for. */
export async function isGroupHead(
  { installationId, owner, repo, headSha }: MergeGroupKey,
  { mergeGroups, groupJobs }: { readonly mergeGroups: Pick<MergeGroups, 'of'>; readonly groupJobs: GroupJobs },
): Promise<boolean> {
  const known = await mergeGroups.of({ installationId, owner, repo, headSha })
  if (known !== undefined) await groupJobs.requestGroupExamination(known.group)
  return known !== undefined
}
