import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'
import type { PullRequestAnswer } from './pull-request-schemas.ts'
import type { Timers } from './retry.ts'

/** GitHub computes a test merge when it is asked for, mostly within a second or two. */
const WAITS_MS = [300, 700, 1_500]

/**
 * GitHub's merge of the base branch's tip and this head: its SHA, null where they conflict, undefined where GitHub
 * has not computed it after three more looks. `merge_commit_sha` alone proves nothing: while `mergeable` is null it is
 * the merge of an older head or base, so a merge is believed only if its parents are the two commits asked for.
 */
export async function settledTestMerge(
  means: { readonly client: GitHubClient; readonly repository: RepositoryName; readonly timers: Timers },
  first: PullRequestAnswer,
  baseTipSha: string,
  again: () => Promise<PullRequestAnswer>,
  told?: TestMerge,
): Promise<string | null | undefined> {
  const { client, repository, timers } = means
  let latest = first
  for (const waitMs of [...WAITS_MS, undefined]) {
    if (latest.state === 'closed' || latest.head.sha !== first.head.sha) return undefined
    if (latest.mergeable === false) return null
    const sha = latest.mergeable ? latest.merge_commit_sha : null
    const wanted = [baseTipSha, first.head.sha]
    // A commit's parents never change, so whoever told them, they need not be asked for again.
    const isMerge = told?.sha === sha ? told.parents.join() === wanted.join() : undefined
    if (sha !== null && (isMerge ?? (await merges(client, repository, sha, wanted)))) return sha
    if (waitMs === undefined) break
    await timers.sleep(waitMs)
    latest = await again()
  }
  return undefined
}

/** A test merge that is known already. */
interface TestMerge {
  readonly sha: string
  readonly parents: readonly string[]
}

const mergeCommit = z.object({ parents: z.array(z.object({ sha: z.string() })) })

async function merges(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  sha: string,
  parents: readonly string[],
): Promise<boolean> {
  try {
    const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}'
    const answer = await client.request(route, { owner, repo, commit_sha: sha })
    const actual = parseAnswer(mergeCommit, answer.data, 'a test merge').parents.map((parent) => parent.sha)
    return actual.join() === parents.join()
  } catch (error) {
    // GitHub drops a test merge as soon as it makes the next one.
    if (error instanceof Fault && error.kind === 'not-found') return false
    throw error
  }
}
