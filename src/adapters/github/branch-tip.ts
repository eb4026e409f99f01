import { z } from 'zod'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'

const reference = z.object({ object: z.object({ sha: z.string() }) })

/** The commit that a branch is at. Throws `Fault`: `not-found` where there is no such branch. */
export async function branchTip(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  branch: string,
): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/ref/{ref}'
  const { data } = await client.request(route, { owner, repo, ref: `heads/${branch}` })
  return parseAnswer(reference, data, `the branch ${branch}`).object.sha
}
