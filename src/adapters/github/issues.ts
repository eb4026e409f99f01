import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Issues, NewIssue } from '../../ports/issues.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer, readPages } from './answer.ts'
import { fitTitled } from './check-output.ts'
import type { Clients } from './clients.ts'
import { ownAccount } from './own-account.ts'

/**
 * Issues as GitHub's REST interface gives them. `secret` is known to the app alone: it signs the markers, since whoever
 * may write to the repository may also edit the app's issues, and could otherwise have an alarm taken for one that was
 * raised before.
 */
export function githubIssues(clients: Pick<Clients, 'app' | 'installation'>, secret: string): Issues {
  const underWay = new Map<string, Promise<number>>()
  const creatorOf = ownAccount(clients.app)
  const openOnce = async (repository: RepositoryKey, line: string, issue: NewIssue) => {
    const client = await clients.installation(repository.installationId)
    return (await find(client, repository, await creatorOf(), line)) ?? create(client, repository, line, issue)
  }
  return {
    async open(repository, marker, issue) {
      const line = markerLine(repository, marker, secret)
      const running = underWay.get(line) ?? openOnce(repository, line, issue)
      underWay.set(line, running)
      try {
        return await running
      } finally {
        underWay.delete(line)
      }
    },
  }
}

/** Of the app's own issues; older ones are not looked at again. */
const MAX_PAGES = 10
const MAX_BODY_BYTES = 65_536

/** An HTML comment, which GitHub does not show. It names the repository in its signature: elsewhere it says nothing. */
function markerLine({ owner, repo }: RepositoryKey, marker: string, secret: string): string {
  const signed = JSON.stringify([owner.toLowerCase(), repo.toLowerCase(), marker])
  const signature = createHmac('sha256', secret).update(signed).digest('hex')
  return `<!-- countersign ${signature} -->`
}

const listedIssue = z.object({ number: z.int(), body: z.string().nullish() })

async function find(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  creator: string,
  line: string,
): Promise<number | undefined> {
  const { items } = await readPages(listedIssue, 'issues', MAX_PAGES, (page) =>
    client.request('GET /repos/{owner}/{repo}/issues', {
      owner,
      repo,
      creator,
      state: 'all',
      per_page: PAGE_SIZE,
      page,
    }),
  )
  return items.find(({ body }) => body?.includes(line) === true)?.number
}

async function create(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  line: string,
  issue: NewIssue,
): Promise<number> {
  const { title, text } = fitTitled(issue.title, issue.body, MAX_BODY_BYTES - line.length - 2)
  const route = 'POST /repos/{owner}/{repo}/issues'
  const { data } = await client.request(route, { owner, repo, title, body: `${text}\n\n${line}` })
  return parseAnswer(z.object({ number: z.int() }), data, 'an issue').number
}
