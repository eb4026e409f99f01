import { z } from 'zod'
import type { Account, SubmittedReview } from '../../core/gate/decision.ts'
import { Fault } from '../../ports/fault.ts'
import {
  MAX_LISTED_WRITERS,
  MAX_REQUESTED_REVIEWERS,
  type PullRequest,
  type PullRequestKey,
  type PullRequests,
  type RepositoryAccess,
  type RepositoryKey,
  type Timeline,
} from '../../ports/pull-requests.ts'
import { type ClientFor, type GitHubClient, PAGE_SIZE, parseAnswer, readAllPages, readPages } from './answer.ts'
import {
  account,
  changedFiles,
  commit,
  listedPullRequest,
  type PullRequestAnswer,
  pullRequest,
  review,
} from './pull-request-schemas.ts'
import type { Timers } from './retry.ts'
import { readOpenReviewRequests } from './review-requests.ts'
import { isTeamMember, readTeamMembers } from './team-members.ts'
import { settledTestMerge } from './test-merge.ts'
import { readOpenedVia, readTimeline } from './timeline.ts'

/** GitHub lists no more commits of a pull request than this. */
const MAX_COMMITS = 250
const MAX_REVIEW_PAGES = 50
const MAX_OPEN_PAGES = 50

/** Pull requests as GitHub's REST interface gives them. */
export function githubPullRequests(clientFor: ClientFor, timers: Timers): PullRequests {
  const as = (key: RepositoryKey) => clientFor(key.installationId)
  return {
    head: async (key) => {
      const { state, head } = await readPullRequest(await as(key), key)
      return { state, headSha: head.sha }
    },
    get: async (key) => getPullRequest(await as(key), key, timers),
    commits: async (key) => listCommits(await as(key), key),
    changedFiles: async (key, sha) => listChangedFiles(await as(key), key, sha),
    openedVia: async (key) => readOpenedVia(await as(key), key),
    timeline: async (key) => readTimeline(await as(key), key),
    reviews: async (key, { dismissals }) => listReviews(await as(key), key, dismissals),
    permission: async (key, login) => (await accessOf(await as(key), key, login)).permission,
    access: async (key, login) => accessOf(await as(key), key, login),
    teamMembers: async (key, team) => readTeamMembers(await as(key), team),
    isTeamMember: async (key, team, login) => isTeamMember(await as(key), team, login),
    writers: async (key) => listWriters(await as(key), key),
    withHead: async (repository, sha) => {
      // GitHub's own look-up by commit knows nothing of pull requests from forks, so every open one is looked at.
      const open = await listOpen(await as(repository), repository, {})
      return numbers(open.filter((each) => each.head.sha === sha))
    },
    openOnto: async (repository, baseRef) => {
      const open = await listOpen(await as(repository), repository, { base: baseRef })
      return numbers(open.filter((each) => each.base.ref === baseRef))
    },
    openReviewRequests: async (repository) => readOpenReviewRequests(await as(repository), repository),
    account: async (repository, login) => {
      const client = await as(repository)
      const answer = await orNull(client.request('GET /users/{username}', { username: login }))
      return answer === null ? null : parseAnswer(account, answer.data, `the account ${login}`)
    },
    requestReviewers: async (key, logins) => requestReviewers(await as(key), key, logins),
  }
}

async function getPullRequest(client: GitHubClient, key: PullRequestKey, timers: Timers): Promise<PullRequest> {
  const read = () => readPullRequest(client, key)
  const pull = await read()
  const baseTipSha = await baseTipOf(client, key, pull)
  const [mergeBaseSha, testMergeSha] = await Promise.all([
    mergeBaseOf(client, key, baseTipSha, pull.head.sha),
    settledTestMerge(client, key, pull, baseTipSha, read, timers),
  ])
  return {
    number: key.number,
    state: pull.state,
    draft: pull.draft,
    title: pull.title,
    body: pull.body,
    author: pull.user,
    headSha: pull.head.sha,
    headRef: pull.head.ref,
    ...forkOwnerOf(pull),
    baseRef: pull.base.ref,
    baseTipSha,
    mergeBaseSha,
    testMergeSha,
    requestedReviewers: pull.requested_reviewers?.map(({ login }) => login) ?? [],
    requestedTeams: pull.requested_teams?.length ?? 0,
  }
}

function forkOwnerOf({ head, base }: PullRequestAnswer): Pick<PullRequest, 'forkOwner'> {
  return head.user == null || head.repo?.id === base.repo.id ? {} : { forkOwner: head.user }
}

async function readPullRequest(client: GitHubClient, key: PullRequestKey): Promise<PullRequestAnswer> {
  const { owner, repo, number } = key
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}'
  const answer = await client.request(route, { owner, repo, pull_number: number })
  return parseAnswer(pullRequest, answer.data, `pull request ${owner}/${repo}#${number}`)
}

const reference = z.object({ object: z.object({ sha: z.string() }) })

/** A pull request's own `base.sha` is not kept up with its branch. It has to do once the branch of a closed one is gone. */
async function baseTipOf(client: GitHubClient, key: PullRequestKey, pull: PullRequestAnswer): Promise<string> {
  const { owner, repo } = key
  const asked = client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
    owner,
    repo,
    ref: `heads/${pull.base.ref}`,
  })
  const answer = await (pull.state === 'closed' ? orNull(asked) : asked)
  return answer === null ? pull.base.sha : parseAnswer(reference, answer.data, 'the base branch').object.sha
}

const comparison = z.object({ merge_base_commit: z.object({ sha: z.string() }) })

async function mergeBaseOf(
  client: GitHubClient,
  { owner, repo }: PullRequestKey,
  base: string,
  head: string,
): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
  const answer = await client.request(route, { owner, repo, basehead: `${base}...${head}`, per_page: 1 })
  return parseAnswer(comparison, answer.data, 'a comparison').merge_base_commit.sha
}

async function listCommits(client: GitHubClient, { owner, repo, number }: PullRequestKey) {
  const maxPages = Math.ceil(MAX_COMMITS / PAGE_SIZE)
  const { items, complete } = await readPages(commit, 'commits', maxPages, (page) =>
    client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', {
      owner,
      repo,
      pull_number: number,
      per_page: PAGE_SIZE,
      page,
    }),
  )
  return { commits: items, complete: complete && items.length < MAX_COMMITS }
}

/** Of a commit that changes more than a page of files, it is not known which: it counts as one that changes any. */
async function listChangedFiles(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  ref: string,
): Promise<readonly string[] | undefined> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}'
  // GitHub answers 422 where a commit is gone.
  const answer = await orNull(client.request(route, { owner, repo, ref, per_page: PAGE_SIZE }), [
    'not-found',
    'invalid',
  ])
  if (answer === null || /rel="next"/.test(answer.headers.link ?? '')) return undefined
  const { files } = parseAnswer(changedFiles, answer.data, `the files of ${ref}`)
  return files?.flatMap((file) => [file.filename, ...(file.previous_filename == null ? [] : [file.previous_filename])])
}

async function listReviews(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
  dismissals: Timeline['dismissals'],
): Promise<readonly SubmittedReview[]> {
  const reviews = await readAllPages(review, 'reviews', MAX_REVIEW_PAGES, (page) =>
    client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      owner,
      repo,
      pull_number: number,
      per_page: PAGE_SIZE,
      page,
    }),
  )
  return reviews.flatMap((each) => {
    if (each === null) return []
    const dismissal = each.state === 'DISMISSED' ? dismissals.get(each.id) : undefined
    return dismissal === undefined ? each : { ...each, dismissal }
  })
}

async function listWriters(client: GitHubClient, { owner, repo }: RepositoryKey): Promise<readonly Account[]> {
  const route = 'GET /repos/{owner}/{repo}/collaborators'
  const answer = await client.request(route, { owner, repo, permission: 'push', per_page: MAX_LISTED_WRITERS })
  return parseAnswer(z.array(account), answer.data, 'the collaborators')
}

const permission = z.object({
  permission: z.enum(['admin', 'maintain', 'write', 'triage', 'read', 'none']),
  role_name: z.string().nullish(),
})

/** GitHub shows maintain as write and triage as read, and a role of the organisation's own as the one it builds on. */
const AS_PORT = { maintain: 'write', triage: 'read' } as const

async function accessOf(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  username: string,
): Promise<RepositoryAccess> {
  const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission'
  const answer = await orNull(client.request(route, { owner, repo, username }))
  if (answer === null) return { permission: 'none' }
  const { permission: given, role_name: role } = parseAnswer(permission, answer.data, `the permission of ${username}`)
  return {
    permission: given === 'maintain' || given === 'triage' ? AS_PORT[given] : given,
    ...(role == null ? {} : { role }),
  }
}

function listOpen(client: GitHubClient, { owner, repo }: RepositoryKey, filter: { readonly base?: string }) {
  return readAllPages(listedPullRequest, 'open pull requests', MAX_OPEN_PAGES, (page) =>
    client.request('GET /repos/{owner}/{repo}/pulls', {
      owner,
      repo,
      state: 'open',
      ...filter,
      per_page: PAGE_SIZE,
      page,
    }),
  )
}

function numbers(pulls: readonly { readonly number: number }[]): readonly number[] {
  return [...new Set(pulls.map((pull) => pull.number))].sort((one, other) => one - other)
}

async function requestReviewers(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
  logins: readonly string[],
): Promise<void> {
  if (logins.length > MAX_REQUESTED_REVIEWERS) {
    throw new Fault('invalid', `${logins.length} reviewers were requested, ${MAX_REQUESTED_REVIEWERS} is the limit`)
  }
  if (logins.length === 0) return
  await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
    owner,
    repo,
    pull_number: number,
    reviewers: [...logins],
  })
}

/** Null where GitHub's answer is a fault of one of these kinds. */
async function orNull<T>(asked: Promise<T>, kinds: readonly Fault['kind'][] = ['not-found']): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Fault && kinds.includes(error.kind)) return null
    throw error
  }
}
