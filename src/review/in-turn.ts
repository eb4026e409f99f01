import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { TurnLocks } from '../ports/turn-locks.ts'

/**
 * Runs what writes the check of a commit one after the other, in the order in which it came: a check has one writer at
 * a time. Different commits do not wait.
 */
export type InTurn = <T>(repository: RepositoryKey, sha: string, work: () => Promise<T>) => Promise<T>

/**
 * A queue for every commit, kept for as long as somebody waits in it; whose turn it is here waits for the other
 * processes. Without locks there is no other one.
 */
export function inTurn({ hold }: TurnLocks = ALONE): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async ({ installationId, owner, repo }, sha, work) => {
    const commit = `${installationId}/${owner}/${repo}@${sha}`.toLowerCase()
    const before = last.get(commit) ?? Promise.resolve()
    const next = () => hold(commit, work)
    // What failed before concerns whoever asked for it, not who comes next.
    const mine = before.then(next, next)
    last.set(commit, mine)
    try {
      return await mine
    } finally {
      if (last.get(commit) === mine) last.delete(commit)
    }
  }
}

const ALONE: TurnLocks = { hold: (_, work) => work() }
