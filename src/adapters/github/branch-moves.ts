import { z } from 'zod'
import type { BranchMove } from '../../core/authorship/branch-moves.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'
import { account } from './pull-request-schemas.ts'

/**
 * Who moved a branch, by the activity that GitHub keeps of each repository. It takes no permission that reading the
 * repository's content does not take.
 */
export async function readBranchMoves(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  branch: string,
): Promise<readonly BranchMove[]> {
  const found: BranchMove[] = []
  let after: string | undefined
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await client.request('GET /repos/{owner}/{repo}/activity', {
      owner,
      repo,
      ref: `refs/heads/${branch}`,
      per_page: PAGE_SIZE,
      ...(after === undefined ? {} : { after }),
    })
    found.push(...parseAnswer(z.array(activity), answer.data, 'the activity of a branch').flat())
    after = nextCursor(answer.headers.link)
    if (after === undefined) break
  }
  return found.toReversed()
}

const MAX_PAGES = 5

const KINDS: Readonly<Record<string, BranchMove['kind']>> = {
  branch_creation: 'created',
  push: 'pushed',
  pr_merge: 'pushed',
  merge_queue_merge: 'pushed',
}

/** A deletion brings nothing. What is not known may be anything, as a forced move. */
const activity = z
  .object({ before: z.string(), after: z.string(), activity_type: z.string(), actor: account.nullish() })
  .transform(({ before, after, activity_type: type, actor }): readonly BranchMove[] =>
    type === 'branch_deletion' ? [] : [{ kind: KINDS[type] ?? 'forced', before, after, by: actor ?? null }],
  )

/** This list has cursors in the place of numbered pages. */
function nextCursor(link: string | undefined): string | undefined {
  const next = /<([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1]
  return next === undefined || !URL.canParse(next) ? undefined : (new URL(next).searchParams.get('after') ?? undefined)
}
