import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { NewLineComment, ReviewComments } from '../../ports/review-comments.ts'
import { type GitHubClient, PAGE_SIZE, readPages } from './answer.ts'
import type { Clients } from './clients.ts'
import { ownAccount } from './own-account.ts'

/** Comments on lines as GitHub's REST interface gives them. */
export function githubReviewComments(clients: Pick<Clients, 'app' | 'installation'>): ReviewComments {
  const login = ownAccount(clients.app)
  const refused = new LRUCache<string, true>({ max: MAX_REFUSED })
  return {
    async own(key) {
      const client = await clients.installation(key.installationId)
      const [comments, reviews] = [await listComments(client, key), await listReviews(client, key)]
      const own = await login()
      const isOwn = ({ user }: { readonly user: { readonly login: string } | null }) => user?.login === own
      return {
        comments: comments.filter(isOwn).map(({ id, body }) => ({ id, body })),
        reviews: reviews.filter(isOwn).map(({ body }) => body ?? ''),
      }
    },
    async add(key, headSha, body, comments) {
      const client = await clients.installation(key.installationId)
      const name = (comment: NewLineComment) => `${key.owner}/${key.repo}#${key.number}@${headSha} ${placeOf(comment)}`
      const fresh = comments.filter((comment) => !refused.has(name(comment)))
      if (fresh.length === 0) return
      const left = await addReview(client, key, { headSha, body, comments: fresh })
      for (const comment of left) refused.set(name(comment), true)
    },
    async edit(key, id, body) {
      const client = await clients.installation(key.installationId)
      const { owner, repo } = key
      const route = 'PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}'
      await client.request(route, { owner, repo, comment_id: id, body })
    },
  }
}

/** The app writes few comments, but they may stand behind many of people. What is beyond is said again rather than lost. */
const MAX_PAGES = 10

/** Comments that GitHub has refused once are not sent for the same commit again. */
const MAX_REFUSED = 10_000

function placeOf({ path, side, startLine, endLine }: NewLineComment): string {
  return JSON.stringify([path, side, startLine, endLine])
}

const writer = z.object({ login: z.string() }).nullable()
const listedComment = z.object({ id: z.int(), user: writer, body: z.string() })
const listedReview = z.object({ user: writer, body: z.string().nullish() })

async function listComments(client: GitHubClient, { owner, repo, number }: PullRequestKey) {
  const { items } = await readPages(listedComment, 'comments on lines', MAX_PAGES, (page) =>
    client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/comments', {
      owner,
      repo,
      pull_number: number,
      per_page: PAGE_SIZE,
      page,
    }),
  )
  return items
}

async function listReviews(client: GitHubClient, { owner, repo, number }: PullRequestKey) {
  const { items } = await readPages(listedReview, 'reviews', MAX_PAGES, (page) =>
    client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      owner,
      repo,
      pull_number: number,
      per_page: PAGE_SIZE,
      page,
    }),
  )
  return items
}

interface NewReview {
  readonly headSha: string
  readonly body: string
  readonly comments: readonly NewLineComment[]
}

/**
 * GitHub refuses a review as a whole where one of its lines is not part of the change as it computes it, and does not say
 * which: then each comment goes by itself. Returns those that are refused even so.
 */
async function addReview(
  client: GitHubClient,
  key: PullRequestKey,
  review: NewReview,
): Promise<readonly NewLineComment[]> {
  const { comments } = review
  if (await isTaken(client, key, review)) return []
  if (comments.length === 1) return comments
  const left: NewLineComment[] = []
  for (const comment of comments) {
    if (!(await isTaken(client, key, { ...review, comments: [comment] }))) left.push(comment)
  }
  return left
}

async function isTaken(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
  { headSha, body, comments }: NewReview,
): Promise<boolean> {
  try {
    await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      owner,
      repo,
      pull_number: number,
      commit_id: headSha,
      event: 'COMMENT',
      body,
      comments: comments.map(commentBody),
    })
    return true
  } catch (error) {
    if (error instanceof Fault && error.kind === 'invalid') return false
    throw error
  }
}

const SIDES = { base: 'LEFT', head: 'RIGHT' } as const

/** GitHub takes a range of lines only where it has more than one. */
function commentBody({ path, side, startLine, endLine, body }: NewLineComment) {
  const range = startLine < endLine ? { start_line: startLine, start_side: SIDES[side] } : {}
  return { path, body, line: endLine, side: SIDES[side], ...range }
}
