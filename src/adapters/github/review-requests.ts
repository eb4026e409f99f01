import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, readPages } from './answer.ts'
import { listedPullRequest } from './pull-request-schemas.ts'

/** Fairness needs no more: older pull requests than these few hundred are nobody's work of today. */
const MAX_PAGES = 3

/** How many open review requests each login (lower case) has in a repository's newest open pull requests. */
export async function readOpenReviewRequests(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
): Promise<ReadonlyMap<string, number>> {
  const { items } = await readPages(listedPullRequest, 'open pull requests', MAX_PAGES, (page) =>
    client.request('GET /repos/{owner}/{repo}/pulls', { owner, repo, state: 'open', per_page: PAGE_SIZE, page }),
  )
  return countedLogins(items.flatMap((each) => each.requested_reviewers?.map((reviewer) => reviewer.login) ?? []))
}

/** How often each login (lower case) is named. */
export function countedLogins(named: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const login of named.map((each) => each.toLowerCase())) counts.set(login, (counts.get(login) ?? 0) + 1)
  return counts
}
