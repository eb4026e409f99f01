import type { DueExamination, DueExaminations } from '../../ports/due-examinations.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'

/** Due examinations held in memory. */
export function memoryDueExaminations(): DueExaminations {
  const planned = new Map<string, DueExamination>()
  return {
    set: async (key, at) => void planned.set(nameOf(key), { key, at: new Date(at).toISOString() }),
    due: async (nowMs) =>
      [...planned.values()]
        .filter(({ at }) => Date.parse(at) <= nowMs)
        .sort((one, other) => Date.parse(one.at) - Date.parse(other.at)),
    async done({ key, at }) {
      if (planned.get(nameOf(key))?.at === at) planned.delete(nameOf(key))
    },
  }
}

/** What is planned outlives an installation, so it is no part of the name. */
function nameOf({ owner, repo, number }: PullRequestKey): string {
  return `${owner}/${repo}#${number}`.toLowerCase()
}
