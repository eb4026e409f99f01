import { Fault } from '../../ports/fault.ts'
import type { PullHead, PullLook, PullRequest, PullRequestKey } from '../../ports/pull-requests.ts'
import type { GitHubClient } from './answer.ts'
import { type OpenPull, type PullStanding, readOpen, readStanding } from './pull-standing.ts'
import { countedLogins } from './review-requests.ts'

/** What the REST interface is asked where GraphQL does not tell. */
export interface LookMeans {
  readonly head: (key: PullRequestKey) => Promise<PullHead>
  /** A pull request as it is, of which GraphQL may have told something. */
  readonly get: (key: PullRequestKey, told?: PullStanding) => Promise<PullRequest>
  /** Numbers of open pull requests with this head; in few requests, or throwing it, where there is a `limited`. */
  readonly withHead: (key: PullRequestKey, headSha: string, limited?: Fault) => Promise<readonly number[]>
}

/** See `PullRequests.look`. */
export async function lookAt(client: GitHubClient, key: PullRequestKey, means: LookMeans): Promise<PullLook> {
  const told = await readStanding(client, key)
  const standing = told instanceof Fault ? undefined : told
  const head = standing === undefined ? await means.head(key) : headOf(standing)
  const { headSha } = head
  return {
    ...head,
    async pulls() {
      const open = standing === undefined ? told : await readOpen(standing)
      const listed = isList(open) ? open : undefined
      const sharing = listed?.filter((each) => each.headSha === headSha).map(({ number }) => number)
      const numbers = sharing ?? (await means.withHead(key, headSha, open instanceof Fault ? open : undefined))
      const pulls = [
        {
          ...(await means.get(key, standing)),
          ...(listed && { openRequests: countedLogins(listed.flatMap(({ requested }) => requested)) }),
        },
      ]
      for (const number of [...new Set(numbers)].sort((one, other) => one - other)) {
        if (number !== key.number) pulls.push(await means.get({ ...key, number }))
      }
      return pulls.filter((pull) => pull.state === 'open' && pull.headSha === headSha)
    },
  }
}

function headOf({ state, headSha, baseRef, defaultBranch }: PullStanding): PullHead {
  return { state, headSha, baseRef, isOntoDefault: baseRef === defaultBranch }
}

function isList(open: readonly OpenPull[] | PullStanding | Fault | undefined): open is readonly OpenPull[] {
  return Array.isArray(open)
}
