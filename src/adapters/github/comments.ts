import { z } from 'zod'
import { type Comments, MAX_COMMENT_CHARS } from '../../ports/comments.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'
import { fitText } from './check-output.ts'
import type { Clients } from './clients.ts'
import { ownAccount } from './own-account.ts'

/** Comments in a pull request's conversation, as GitHub's REST interface gives them. Texts over its limit are cut. */
export function githubComments(clients: Pick<Clients, 'app' | 'installation'>): Comments {
  const login = ownAccount(clients.app)
  return {
    async add({ installationId, owner, repo, number }, body) {
      const client = await clients.installation(installationId)
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
      const text = fitText(body, MAX_COMMENT_CHARS)
      const { data } = await client.request(route, { owner, repo, issue_number: number, body: text })
      return parseAnswer(z.object({ id: z.int() }), data, 'a comment').id
    },
    async edit({ installationId, owner, repo }, id, body) {
      const client = await clients.installation(installationId)
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'
      await client.request(route, { owner, repo, comment_id: id, body: fitText(body, MAX_COMMENT_CHARS) })
    },
    async own(key) {
      const listed = await listComments(await clients.installation(key.installationId), key)
      const own = await login()
      return listed
        .filter(({ user }) => user?.login === own)
        .map(({ id, body, created_at: createdAt }) => ({ id, body: body ?? '', createdAt }))
    },
    async react({ installationId, owner, repo }, commentId, content) {
      const client = await clients.installation(installationId)
      const route = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions'
      await client.request(route, { owner, repo, comment_id: commentId, content })
    },
  }
}

/** Of a longer conversation the beginning and the end are read: a summary stands at the one, new answers at the other. */
const MAX_PAGES = 10

const listedComment = z.object({
  id: z.int(),
  user: z.object({ login: z.string() }).nullable(),
  body: z.string().nullish(),
  created_at: z.string(),
})
type ListedComment = z.infer<typeof listedComment>

async function listComments(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
): Promise<readonly ListedComment[]> {
  const page = async (at: number) => {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'
    const answer = await client.request(route, { owner, repo, issue_number: number, per_page: PAGE_SIZE, page: at })
    return { listed: parseAnswer(z.array(listedComment), answer.data, 'comments'), link: answer.headers.link ?? '' }
  }
  const { listed: first, link } = await page(1)
  const lastPage = Number(/[?&]page=(\d+)[^>]*>; rel="last"/.exec(link)?.[1] ?? 1)
  const listed = [...first]
  for (let at = Math.max(2, lastPage - MAX_PAGES + 2); at <= lastPage; at += 1) listed.push(...(await page(at)).listed)
  return listed
}
