import type { CommitFacts } from '../../core/authorship/authorship.ts'
import type { BranchMove } from '../../core/authorship/branch-moves.ts'
import type { AgentTimeline } from '../../core/authorship/timeline.ts'
import type { Account, RepositoryPermission, SubmittedReview } from '../../core/gate/decision.ts'
import { Fault } from '../../ports/fault.ts'
import type { PullRequest, PullRequestKey, PullRequests, RepositoryKey, Timeline } from '../../ports/pull-requests.ts'
import { pullRequestName, repositoryName } from './repository-name.ts'
import { memoryReviewRequests } from './review-requests.ts'
import { type MemoryTeams, memoryTeams } from './teams.ts'

/** All that is known of one pull request. */
export interface MemoryPullRequest {
  readonly pull: PullRequest
  readonly commits: readonly CommitFacts[]
  /** False plays GitHub's cut at 250 commits. */
  readonly complete: boolean
  /** With their dismissals, which come out by way of the timeline alone. */
  readonly reviews: readonly SubmittedReview[]
  /** By default nothing has happened. */
  readonly timeline?: AgentTimeline
  /** Who moved its branch; by default its author has pushed all of it. */
  readonly branchMoves?: readonly BranchMove[]
  /** By default no app opened it; undefined plays a permission that the app does not have. */
  readonly openedVia?: string | null | undefined
}

export interface MemoryPullRequests extends PullRequests, Pick<MemoryTeams, 'setTeam'> {
  /** Adds or replaces the pull request of that number. */
  put(repository: RepositoryKey, pullRequest: MemoryPullRequest): void
  /** Replaces parts of a pull request that was put. */
  change(key: PullRequestKey, parts: Partial<MemoryPullRequest>): void
  addAccount(account: Account): void
  grant(repository: RepositoryKey, login: string, permission: RepositoryPermission): void
  /** Whose review was asked for, in order. */
  requested(key: PullRequestKey): readonly string[]
}

/** Pull requests held in memory. `now` plays GitHub's clock, in milliseconds since the epoch. */
export function memoryPullRequests(now: () => number = Date.now): MemoryPullRequests {
  const stored = new Map<string, { readonly repository: string; readonly state: MemoryPullRequest }>()
  const permissions = new Map<string, RepositoryPermission>()
  const accounts = new Map<string, Account>()
  const requests = memoryReviewRequests(now)
  const access = (repository: RepositoryKey, login: string) =>
    permissions.get(permissionName(repository, login)) ?? 'none'
  const find = (key: PullRequestKey) => stored.get(pullRequestName(key))?.state ?? missing(key)
  const open = (repository: RepositoryKey, matches: (pull: PullRequest) => boolean) =>
    [...stored.values()]
      .filter((each) => each.repository === repositoryName(repository) && each.state.pull.state === 'open')
      .map((each) => each.state.pull)
      .filter(matches)
      .map((pull) => pull.number)
      .sort((one, other) => one - other)
  const shown = (key: PullRequestKey): PullRequest => ({
    ...find(key).pull,
    requestedReviewers: requests.of(key),
    requestedTeams: 0,
  })
  const put: MemoryPullRequests['put'] = (repository, state) => {
    const name = pullRequestName({ ...repository, number: state.pull.number })
    stored.set(name, { repository: repositoryName(repository), state })
  }
  return {
    put,
    change: (key, parts) => put(key, { ...find(key), ...parts }),
    addAccount: (account) => void accounts.set(account.login.toLowerCase(), account),
    grant: (repository, login, permission) => void permissions.set(permissionName(repository, login), permission),
    ...memoryTeams(),
    requested: requests.of,
    head: async (key) => find(key).pull,
    get: async (key) => shown(key),
    look: async (key) => {
      const { headSha, ...seen } = find(key).pull
      const sharing = () => open(key, (pull) => pull.headSha === headSha && pull.number !== key.number)
      const all = () => [key.number, ...sharing()].map((number) => shown({ ...key, number }))
      return { ...seen, headSha, pulls: async () => all().filter((pull) => isOpenAt(pull, headSha)) }
    },
    commits: async (key) => ({ commits: find(key).commits, complete: find(key).complete }),
    changedFiles: async (_repository, sha) => filesOf(stored, sha),
    branchMoves: async (repository, branch) => movesOf(stored, repository, branch),
    openedVia: async (key) => {
      const state = find(key)
      return 'openedVia' in state ? state.openedVia : null
    },
    timeline: async (key) => ({
      ...(find(key).timeline ?? NOTHING),
      dismissals: dismissalsOf(find(key)),
      reviewRequests: requests.told(key),
    }),
    reviews: async (key, { dismissals }) => find(key).reviews.map((each) => withDismissal(each, dismissals)),
    permission: async (repository, login) => access(repository, login),
    access: async (repository, login) => ({ permission: access(repository, login), role: access(repository, login) }),
    writers: async (repository) => [...accounts.values()].filter(({ login }) => WRITING.has(access(repository, login))),
    withHead: async (repository, sha) => open(repository, (pull) => pull.headSha === sha),
    openOnto: async (repository, baseRef) => open(repository, (pull) => pull.baseRef === baseRef),
    openReviewRequests: async (repository) =>
      countedLogins(open(repository, () => true).flatMap((number) => requests.of({ ...repository, number }))),
    account: async (_repository, login) => accounts.get(login.toLowerCase()) ?? null,
    async requestReviewers(key, logins) {
      const { author } = find(key).pull
      for (const login of logins) {
        const known = permissions.has(permissionName(key, login))
        if (!known || login.toLowerCase() === author.login.toLowerCase()) refuse(login)
      }
      requests.add(key, logins)
    },
  }
}

function isOpenAt(pull: PullRequest, headSha: string): boolean {
  return pull.state === 'open' && pull.headSha === headSha
}

/** How often each is named, in lower case. */
function countedLogins(named: readonly string[]): ReadonlyMap<string, number> {
  const logins = named.map((login) => login.toLowerCase())
  return new Map(logins.map((login) => [login, logins.filter((each) => each === login).length]))
}

const NOTHING: AgentTimeline = { events: [], complete: true }

/** Those that a commit's facts name. */
function filesOf(
  stored: ReadonlyMap<string, { readonly state: MemoryPullRequest }>,
  sha: string,
): readonly string[] | undefined {
  const commits = [...stored.values()].flatMap(({ state }) => state.commits)
  return commits.find((commit) => commit.sha === sha)?.files
}

function movesOf(
  stored: ReadonlyMap<string, { readonly repository: string; readonly state: MemoryPullRequest }>,
  key: RepositoryKey,
  branch: string,
): readonly BranchMove[] {
  const here = [...stored.values()].filter(({ repository }) => repository === repositoryName(key))
  const found = here.find(({ state }) => state.pull.headRef === branch)?.state
  if (found?.branchMoves !== undefined || found === undefined) return found?.branchMoves ?? []
  const after = found.commits.at(-1)?.sha ?? found.pull.headSha
  return [{ kind: 'created', before: '0'.repeat(40), after, by: found.pull.author }]
}

function dismissalsOf({ reviews }: MemoryPullRequest): Timeline['dismissals'] {
  return new Map(reviews.flatMap(({ id, dismissal }) => (dismissal === undefined ? [] : [[id, dismissal]])))
}

function withDismissal(
  { dismissal: _own, ...given }: SubmittedReview,
  dismissals: Timeline['dismissals'],
): SubmittedReview {
  const dismissal = dismissals.get(given.id)
  return dismissal === undefined ? given : { ...given, dismissal }
}

const WRITING: ReadonlySet<RepositoryPermission> = new Set(['admin', 'write'])

function permissionName(repository: RepositoryKey, login: string): string {
  return `${repositoryName(repository)} ${login.toLowerCase()}`
}

function missing(key: PullRequestKey): never {
  throw new Fault('not-found', `There is no pull request ${key.owner}/${key.repo}#${key.number}`)
}

function refuse(login: string): never {
  throw new Fault('invalid', `A review cannot be requested from ${login}: the author, or no collaborator`)
}
