import type { ExaminedOf, ExaminedPull, ExaminedPulls } from '../../ports/examined-pulls.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'

/** Examined pull requests in this process's memory. */
export function memoryExaminedPulls(): ExaminedPulls {
  // In the order in which they were examined or merged.
  const kept = new Map<string, ExaminedPull>()
  const put = (name: string, pull: ExaminedPull) => {
    kept.delete(name)
    kept.set(name, pull)
  }
  return {
    async keep(key, { baseRef, change }) {
      const name = nameOf(key)
      const { owner, repo, number } = key
      const isOpen = kept.get(name)?.isOpen ?? true
      put(name, { owner: owner.toLowerCase(), repo: repo.toLowerCase(), number, baseRef, isOpen, change })
    },
    drop: async (key) => void kept.delete(nameOf(key)),
    async merged(key) {
      const known = kept.get(nameOf(key))
      if (known !== undefined) put(nameOf(key), { ...known, isOpen: false })
    },
    async newest(of, most) {
      const found = [...kept.values()].filter((pull) => isOf(pull, of)).reverse()
      const [open, merged] = [found.filter((pull) => pull.isOpen), found.filter((pull) => !pull.isOpen)]
      return [...open.slice(0, most.open), ...merged.slice(0, most.merged)]
    },
  }
}

function nameOf({ owner, repo, number }: PullRequestKey): string {
  return `${owner}/${repo}#${number}`.toLowerCase()
}

function isOf(pull: ExaminedPull, { owner, repo, baseRef }: ExaminedOf): boolean {
  return (
    pull.owner === owner.toLowerCase() &&
    (repo === undefined || pull.repo === repo.toLowerCase()) &&
    (baseRef === undefined || pull.baseRef === baseRef)
  )
}
