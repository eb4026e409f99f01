import type { RepositoryKey } from '../ports/pull-requests.ts'

/** Runs what concerns one thing one after the other, in the order in which it came. Different things do not wait. */
export type InTurn = <T>(thing: string, work: () => Promise<T>) => Promise<T>

/** The name of a commit's turn: its check has one writer at a time. */
export function turnOf({ installationId, owner, repo }: RepositoryKey, sha: string): string {
  return `${installationId}/${owner}/${repo}@${sha}`.toLowerCase()
}

/** A queue for every thing, kept for as long as somebody waits in it. One process only. */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (thing, work) => {
    const before = last.get(thing) ?? Promise.resolve()
    // What failed before concerns whoever asked for it, not who comes next.
    const mine = before.then(work, work)
    last.set(thing, mine)
    try {
      return await mine
    } finally {
      if (last.get(thing) === mine) last.delete(thing)
    }
  }
}
