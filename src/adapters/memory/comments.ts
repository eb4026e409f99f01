import type { Comments, OwnComment } from '../../ports/comments.ts'
import { Fault } from '../../ports/fault.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import { pullRequestName } from './repository-name.ts'

export interface MemoryComments extends Comments {
  /** How the app has reacted to a comment, in the order in which it did. */
  reactionsTo(key: PullRequestKey, commentId: number): readonly string[]
  /** What somebody does who does not want to see a comment. */
  remove(key: PullRequestKey, id: number): void
}

/** Comments in memory, numbered from 1. `now` is GitHub's clock in milliseconds; it stands still unless told. */
export function memoryComments(now: () => number = () => 0): MemoryComments {
  const comments = new Map<string, readonly OwnComment[]>()
  const reactions = new Map<string, readonly string[]>()
  let lastId = 0
  const of = (key: PullRequestKey) => comments.get(pullRequestName(key)) ?? []
  const reacted = (key: PullRequestKey, commentId: number) => `${pullRequestName(key)}@${commentId}`
  return {
    async add(key, body) {
      lastId += 1
      const createdAt = new Date(now()).toISOString()
      comments.set(pullRequestName(key), [...of(key), { id: lastId, body, createdAt }])
      return lastId
    },
    async edit(key, id, body) {
      if (!of(key).some((each) => each.id === id)) throw new Fault('not-found', `There is no comment ${id}`)
      comments.set(
        pullRequestName(key),
        of(key).map((each) => (each.id === id ? { ...each, body } : each)),
      )
    },
    own: async (key) => of(key),
    async react(key, commentId, reaction) {
      const known = reactions.get(reacted(key, commentId)) ?? []
      if (!known.includes(reaction)) reactions.set(reacted(key, commentId), [...known, reaction])
    },
    reactionsTo: (key, commentId) => reactions.get(reacted(key, commentId)) ?? [],
    remove(key, id) {
      comments.set(
        pullRequestName(key),
        of(key).filter((each) => each.id !== id),
      )
    },
  }
}
