import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { SubmittedReview } from '../../core/gate/decision.ts'
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
  type Writer,
} from '../../ports/pull-requests.ts'
import { type ClientFor, type GitHubClient, PAGE_SIZE, parseAnswer, readAllPages, readPages } from './answer.ts'
import { readBranchMoves } from './branch-moves.ts'
import { branchTip } from './branch-tip.ts'
import { changedByTrees, type ListedTrees } from './changed-by-trees.ts'
import { type Comparisons, comparisons } from './comparisons.ts'
import { type KnownOrigins, knownOrigins } from './known-origins.ts'
import { lookAt } from './pull-look.ts'
import {
  account,
  changedFiles,
  commit,
  listedPullRequest,
  type PullRequestAnswer,
  pullRequest,
  review,
} from './pull-request-schemas.ts'
import type { PullStanding } from './pull-standing.ts'
import type { Timers } from './retry.ts'
import { readOpenReviewRequests } from './review-requests.ts'
import { isTeamMember, readTeamMembers } from './team-members.ts'
import { settledTestMerge } from './test-merge.ts'
import { readOpenedVia, readTimeline } from './timeline.ts'

/** GitHub lists no more commits of a pull request than this. */
const MAX_COMMITS = 250
const MAX_REVIEW_PAGES = 50
const MAX_OPEN_PAGES = 50
/** Where GraphQL is asked too much: what does not fit into these waits for it. */
const FEW_PAGES = 3
const MAX_REMEMBERED = 5_000
const HOUR_MS = 3_600_000
const NO_TREES: ListedTrees = { listed: () => undefined, list: async () => [] }

/** Pull requests as GitHub's REST interface gives them. Commits whose trees are known are not asked for their files. */
export function githubPullRequests(clientFor: ClientFor, timers: Timers, trees: ListedTrees = NO_TREES): PullRequests {
  const as = (key: RepositoryKey) => clientFor(key.installationId)
  const means = { timers, comparisons: comparisons(), origins: knownOrigins() }
  const openedVia = rememberedOpenedVia(as)
  const head = async (key: PullRequestKey) => {
    const pull = await readPullRequest(await as(key), key)
    return { state: pull.state, headSha: pull.head.sha, ...baseOf(pull) }
  }
  // GitHub's own look-up by commit knows nothing of pull requests from forks, so every open one is looked at.
  const withHead = async (repository: RepositoryKey, sha: string, limited?: Fault) => {
    const open = await listOpen(await as(repository), repository, {}, limited)
    return numbers(open.filter((each) => each.head.sha === sha))
  }
  return {
    head,
    get: async (key) => getPullRequest(await as(key), key, means),
    look: async (key) => {
      const client = await as(key)
      const get = async (of: PullRequestKey, told?: PullStanding) => getPullRequest(client, of, means, told)
      return lookAt(client, key, { head, get, withHead })
    },
    commits: async (key, range) => readCommits(await as(key), key, range, means.comparisons),
    changedFiles: async (key, sha) =>
      (await changedByTrees(key, sha, means.comparisons.placeOf(key, sha), trees)) ??
      listChangedFiles(await as(key), key, sha),
    branchMoves: async (repository, branch) => readBranchMoves(await as(repository), repository, branch),
    openedVia,
    timeline: async (key) => readTimeline(await as(key), key),
    reviews: async (key, { dismissals, isReviewed }) =>
      isReviewed === false ? [] : listReviews(await as(key), key, dismissals),
    permission: async (key, login) => (await accessOf(await as(key), key, login)).permission,
    access: async (key, login) => accessOf(await as(key), key, login),
    teamMembers: async (key, team) => readTeamMembers(await as(key), team),
    isTeamMember: async (key, team, login) => isTeamMember(await as(key), team, login),
    writers: async (key) => listWriters(await as(key), key),
    withHead: (repository, sha) => withHead(repository, sha),
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

interface ReadingMeans {
  readonly timers: Timers
  readonly comparisons: Comparisons
  readonly origins: KnownOrigins
}

/** `told` is what is known of where it stands; it is of use only while it is about this head and this branch. */
async function getPullRequest(
  client: GitHubClient,
  key: PullRequestKey,
  { timers, comparisons: compared, origins }: ReadingMeans,
  told?: PullStanding,
): Promise<PullRequest> {
  const read = () => readPullRequest(client, key)
  const known = told && origins.answerOf(key, told)
  const pull = known ?? (await read())
  if (told !== undefined && known === undefined) origins.note(key, told, pull)
  const isTold = pull.state === 'open' && told?.headSha === pull.head.sha && told.baseRef === pull.base.ref
  const baseTipSha = isTold ? told.baseTipSha : await baseTipOf(client, key, pull)
  const testMerge = isTold ? told.testMerge : undefined
  const [mergeBaseSha, testMergeSha] = await Promise.all([
    compared.mergeBase(client, key, { base: baseTipSha, head: pull.head.sha }),
    settledTestMerge({ client, repository: key, timers }, pull, baseTipSha, read, testMerge),
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
    ...baseOf(pull),
    baseTipSha,
    mergeBaseSha,
    testMergeSha,
    requestedReviewers: pull.requested_reviewers?.map(({ login }) => login) ?? [],
    requestedTeams: pull.requested_teams?.length ?? 0,
    ...(isTold && told.notesTipSha !== undefined ? { notesTipSha: told.notesTipSha } : {}),
  }
}

function baseOf({ base }: PullRequestAnswer): Pick<PullRequest, 'baseRef' | 'isOntoDefault'> {
  return { baseRef: base.ref, isOntoDefault: base.ref === base.repo.default_branch }
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

/** A pull request's own `base.sha` is not kept up with its branch. It has to do once the branch of a closed one is gone. */
async function baseTipOf(client: GitHubClient, key: PullRequestKey, pull: PullRequestAnswer): Promise<string> {
  const asked = branchTip(client, key, pull.base.ref)
  return (await (pull.state === 'closed' ? orNull(asked) : asked)) ?? pull.base.sha
}

/** What a pull request holds by the commits it stands between, where these are known; else as GitHub lists it. */
async function readCommits(
  client: GitHubClient,
  key: PullRequestKey,
  range: Pick<PullRequest, 'baseTipSha' | 'headSha'> | undefined,
  compared: Comparisons,
) {
  if (range === undefined) return listCommits(client, key)
  const found = await compared.commits(client, key, { base: range.baseTipSha, head: range.headSha })
  // Head is in the base branch already: only GitHub's list knows what it brought there.
  return found.complete && found.commits.length === 0 ? listCommits(client, key) : found
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

async function listWriters(client: GitHubClient, { owner, repo }: RepositoryKey): Promise<readonly Writer[]> {
  const route = 'GET /repos/{owner}/{repo}/collaborators'
  const answer = await client.request(route, { owner, repo, permission: 'push', per_page: MAX_LISTED_WRITERS })
  return parseAnswer(z.array(writer), answer.data, 'the collaborators')
}

/** The same as each one's own permission says: the role that counts, and whether it lets them administer. */
const writer = account
  .extend({
    permissions: z.object({ admin: z.boolean().default(false), push: z.boolean() }).optional(),
    role_name: z.string().optional(),
  })
  .transform(({ permissions, role_name: role, ...known }): Writer => {
    if (permissions?.push !== true || role === undefined) return known
    return { ...known, access: { permission: permissions.admin ? 'admin' : 'write', role } }
  })

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

/** Through what a pull request was opened never changes; that the app may not see it may. */
function rememberedOpenedVia(as: (key: RepositoryKey) => Promise<GitHubClient>): PullRequests['openedVia'] {
  const known = new LRUCache<string, { readonly via: string | null | undefined }>({ max: MAX_REMEMBERED, ttl: HOUR_MS })
  return async (key) => {
    const name = `${key.installationId}/${key.owner}/${key.repo}#${key.number}`.toLowerCase()
    const before = known.get(name)
    if (before !== undefined) return before.via
    const via = await readOpenedVia(await as(key), key)
    known.set(name, { via })
    return via
  }
}

/** Where it stands in for GraphQL, which was asked too much, a long list is not read: `limited` is thrown instead. */
async function listOpen(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  filter: { readonly base?: string },
  limited?: Fault,
) {
  const route = 'GET /repos/{owner}/{repo}/pulls'
  const read = (page: number) =>
    client.request(route, { owner, repo, state: 'open', ...filter, per_page: PAGE_SIZE, page })
  if (limited === undefined) return readAllPages(listedPullRequest, 'open pull requests', MAX_OPEN_PAGES, read)
  const { items, complete } = await readPages(listedPullRequest, 'open pull requests', FEW_PAGES, read)
  if (!complete) throw limited
  return items
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
