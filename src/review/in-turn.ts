import type { RepositoryKey } from '../ports/pull-requests.ts'

/**
 * Runs what writes the check of a commit one after the other, in the order in which it came: a check has one writer at
 * a time. Different commits do not wait.
 */
export type InTurn = <T>(repository: RepositoryKey, sha: string, work: () => Promise<T>) => Promise<T>

/** A queue for every commit, kept for as long as somebody waits in it. One process only. */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async ({ installationId, owner, repo }, sha, work) => {
    const commit = `${installationId}/${owner}/${repo}@${sha}`.toLowerCase()
    const before = last.get(commit) ?? Promise.resolve()
    // What failed before concerns whoever asked for it, not who comes next.
    const mine = before.then(work, work)
    last.set(commit, mine)
    try {
      return await mine
    } finally {
      if (last.get(commit) === mine) last.delete(commit)
    }
  }
}
