/** A commit of a merge queue's branch. */
export interface QueueCommit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly authorEmail: string
  readonly message: string
}

/** A pull request in a merge queue, and the commit that the queue has built for it. */
export interface QueueEntry {
  readonly number: number
  readonly headSha: string
}

/** A pull request of a group, and the commits that the queue brings for it. */
export interface QueuedPull {
  readonly number: number
  /** What would have landed just before it. */
  readonly baseSha: string
  /** What would have landed with it. */
  readonly headSha: string
  /** First parents from base, which is left out, to head. Empty where the queue has nothing to add for it. */
  readonly commits: readonly QueueCommit[]
}

/**
 * Which pull request brings which commits of a group. `commits` are first parents, oldest first, after `baseSha`. The
 * queue itself says which commit it has built for which pull request; what comes after the last of these is nobody's.
 */
export function queuedPulls(
  baseSha: string,
  commits: readonly QueueCommit[],
  entries: readonly QueueEntry[],
): { readonly pulls: readonly QueuedPull[]; readonly unclaimed: readonly QueueCommit[] } {
  const pulls: QueuedPull[] = []
  let unclaimed: readonly QueueCommit[] = []
  let from = baseSha
  for (const commit of commits) {
    unclaimed = [...unclaimed, commit]
    for (const { number } of entries.filter(({ headSha }) => headSha === commit.sha)) {
      pulls.push({ number, baseSha: from, headSha: commit.sha, commits: unclaimed })
      unclaimed = []
      from = commit.sha
    }
  }
  return { pulls, unclaimed }
}

/** What a pull request itself consists of. */
export interface PullCommits {
  readonly headSha: string
  readonly commits: readonly Pick<QueueCommit, 'authorEmail' | 'message'>[]
}

/**
 * Why the commits that the queue brings for a pull request are not those of the pull request as it is now; undefined
 * where they are. A merge names the head that it merges. A squash is one commit, of which nothing more can be told. A
 * rebase makes every commit anew, with its author and its message.
 */
export function strangeCommits({ number, commits }: QueuedPull, pull: PullCommits): string | undefined {
  const last = commits.at(-1)
  const merged = last?.parents[1]
  if (merged !== undefined && merged !== pull.headSha) {
    return `The queue would land another commit of #${number} (${merged}) than the one that is its head now (${pull.headSha}).`
  }
  const isOne = commits.length === 1 && (last?.parents.length ?? 0) <= 2
  const strange = isOne ? undefined : commits.find((commit) => commit.parents.length > 1 || !isOf(pull, commit))
  return strange && `The queue would land the commit ${strange.sha} with #${number}, which it does not belong to.`
}

function isOf({ commits }: PullCommits, { authorEmail, message }: QueueCommit): boolean {
  return commits.some((each) => each.authorEmail === authorEmail && each.message.trim() === message.trim())
}
