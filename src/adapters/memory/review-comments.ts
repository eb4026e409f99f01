import { Fault } from '../../ports/fault.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { NewLineComment, ReviewComments } from '../../ports/review-comments.ts'
import { pullRequestName } from './repository-name.ts'

type MemoryComment = NewLineComment & { readonly id: number }

export interface MemoryReviewComments extends ReviewComments {
  /** What stands on a pull request, oldest first. */
  on(key: PullRequestKey): readonly MemoryComment[]
  /** What somebody does who does not want to see a comment. */
  remove(key: PullRequestKey, id: number): void
}

/** Comments on lines in memory. `isChanged` says which lines count to the change; all of them unless told. */
export function memoryReviewComments(
  isChanged: (comment: NewLineComment) => boolean = () => true,
): MemoryReviewComments {
  const pulls = new Map<string, { comments: MemoryComment[]; readonly reviews: string[] }>()
  let nextId = 1
  const of = (key: PullRequestKey) => {
    const name = pullRequestName(key)
    const pull = pulls.get(name) ?? { comments: [], reviews: [] }
    pulls.set(name, pull)
    return pull
  }
  return {
    on: (key) => of(key).comments,
    remove(key, id) {
      of(key).comments = of(key).comments.filter((each) => each.id !== id)
    },
    own: async (key) => ({
      comments: of(key).comments.map(({ id, body }) => ({ id, body })),
      reviews: [...of(key).reviews],
    }),
    async add(key, _headSha, body, comments) {
      const taken = comments.filter(isChanged)
      if (taken.length === 0) return
      of(key).reviews.push(body)
      for (const comment of taken) of(key).comments.push({ ...comment, id: nextId++ })
    },
    async edit(key, id, body) {
      const pull = of(key)
      const known = pull.comments.find((each) => each.id === id)
      if (known === undefined) throw new Fault('not-found', `There is no comment ${id}`)
      pull.comments = pull.comments.map((each) => (each === known ? { ...known, body } : each))
    },
  }
}
