import { createCheckRun } from '../acts/check-runs.ts'
import type { CommitOptions } from '../acts/commit-options.ts'
import { createRepository } from '../acts/create-repository.ts'
import { openPull } from '../acts/pulls.ts'
import { announcePush, push } from '../acts/push.ts'
import { requestDeployment } from '../acts/request-deployment.ts'
import { runWorkflow } from '../acts/run-workflow.ts'
import { addStatus } from '../acts/statuses.ts'
import { transferRepository } from '../acts/transfer.ts'
import type { FileContent } from '../git/import-commits.ts'
import { type Account, account } from '../world/account.ts'
import type { App } from '../world/app.ts'
import type { CheckConclusion, CommitStatus } from '../world/check-run.ts'
import type { Deployment } from '../world/deployment.ts'
import { type BranchProtection, fullName, type Repository, type Role, type Ruleset } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { act } from './act.ts'
import { type MergeQueueHandle, type MergeQueueOptions, mergeQueueHandle } from './merge-queue-handle.ts'
import { type PullHandle, pullHandle } from './pull-handle.ts'

interface PullOptions {
  /** Who opens it and, unless a commit says otherwise, wrote it. */
  readonly author: string
  /** Made from the base branch's tip if it does not exist. */
  readonly branch: string
  readonly base?: string
  readonly title?: string
  readonly body?: string
  readonly draft?: boolean
  readonly commits?: readonly CommitOptions[]
  /** Who pushes the commits; by default the author. */
  readonly pushedBy?: string
  /** The head branch lives in this fork. */
  readonly from?: RepositoryHandle
  /** The app that opens it in the author's name. */
  readonly via?: App
}

/** A repository in a test's hands. Acts change the double's state and send the webhooks that GitHub would. */
export interface RepositoryHandle {
  readonly id: number
  readonly fullName: string
  /** The state behind the handle, for what the handle has no act for. */
  readonly repository: Repository
  /** Adds commits to a branch, made from the default branch's tip if it is new. Returns the branch's new tip. */
  push(
    branch: string,
    commit: CommitOptions | readonly CommitOptions[],
    options?: { readonly by?: string },
  ): Promise<string>
  /** Makes a branch at a commit, or moves it there. */
  setBranch(branch: string, sha: string, options?: { readonly by?: string }): Promise<void>
  deleteBranch(branch: string, options?: { readonly by?: string }): Promise<void>
  /** The tip of a branch, by default of the default one. */
  sha(branch?: string): Promise<string>
  openPull(options: PullOptions): Promise<PullHandle>
  setRole(login: string, role: Role): void
  /** Gives it to an organization that has the app installed. */
  transfer(owner: string, options?: { readonly by?: string }): Promise<void>
  /** Gives a team (made with `github.team`) a role. */
  setTeamRole(slug: string, role: Role): void
  /** A fork that shares the repository's history. */
  fork(owner: string): Promise<RepositoryHandle>
  addRuleset(ruleset: Partial<Omit<Ruleset, 'id' | 'createdAt'>>): Ruleset
  /** Protects a branch the older way, beside the rulesets. */
  protect(branch: string, protection: Partial<BranchProtection>): void
  /** A commit status, as anyone with write access can set one. */
  setStatus(status: Pick<CommitStatus, 'sha' | 'state' | 'context'> & { readonly by: string }): Promise<void>
  /** A workflow runs to its end for a commit, by default of one of this repository's pull requests. Returns its id. */
  runWorkflow(run: WorkflowOptions): Promise<number>
  /** The merge queue of a branch, by default of the default one; made where there is none. */
  mergeQueue(options?: MergeQueueOptions): MergeQueueHandle
  /** A workflow wants to deploy a commit, by default to production; its answer is in what is returned. */
  requestDeployment(deployment: DeploymentOptions): Promise<Readonly<Deployment>>
  /** A check run of another app, also one that borrows a name. */
  spoofCheckRun(run: SpoofedRun): Promise<void>
}

interface WorkflowOptions {
  readonly sha: string
  /** Zips by the artifact's name. */
  readonly artifacts?: Readonly<Record<string, Buffer>>
  readonly by?: string
  readonly branch?: string
  readonly event?: 'push' | 'pull_request'
  /** How long artifacts are kept: 90 days by default. */
  readonly retentionDays?: number
  /** The fork that the commit is in. */
  readonly from?: RepositoryHandle
}

interface DeploymentOptions {
  readonly sha: string
  readonly environment?: string
  readonly by?: string
  /** What the event says in place of the address for the answer. */
  readonly callbackUrl?: string
}

interface SpoofedRun {
  readonly app: App
  readonly name: string
  readonly sha: string
  readonly conclusion: CheckConclusion
}

export interface RepositoryOptions {
  readonly files?: Readonly<Record<string, FileContent>>
  /** Roles by login. */
  readonly collaborators?: Readonly<Record<string, Role>>
  /** Roles by team slug; the teams are made with their members. */
  readonly teams?: Readonly<Record<string, { readonly role: Role; readonly members: readonly string[] }>>
  /** Private by default. */
  readonly private?: boolean
  readonly defaultBranch?: string
  /** Whether the app is installed on the owner; by default it is. */
  readonly installed?: boolean
}

export function repositoryHandle(world: World, repository: Repository): RepositoryHandle {
  const who = (login: string | undefined): Account => account(world, login ?? repository.owner.login)
  const tip = (branch: string) => repository.git.resolve(`refs/heads/${branch}`)
  const required = async (branch: string) => {
    const sha = await tip(branch)
    if (sha === undefined) throw new Error(`${fullName(repository)} has no branch ${branch}`)
    return sha
  }
  return {
    id: repository.id,
    fullName: fullName(repository),
    repository,
    push: (branch, commit, options = {}) =>
      act(world, async () => {
        const onto = (await tip(branch)) ?? (await required(repository.defaultBranch))
        return push(world, repository, { by: who(options.by), branch, onto, commits: [commit].flat() })
      }),
    setBranch: (branch, sha, options = {}) =>
      act(world, async () => {
        const before = (await tip(branch)) ?? null
        await repository.git.setRef(`refs/heads/${branch}`, sha)
        await announcePush(world, repository, who(options.by), branch, before, sha)
      }),
    deleteBranch: (branch, options = {}) =>
      act(world, async () => {
        const before = await required(branch)
        await repository.git.deleteRef(`refs/heads/${branch}`)
        await announcePush(world, repository, who(options.by), branch, before, null)
      }),
    sha: (branch = repository.defaultBranch) => required(branch),
    openPull: (options) => act(world, () => open(world, repository, options)),
    transfer: (owner, options = {}) =>
      act(world, () => transferRepository(world, repository, account(world, owner), who(options.by))),
    setRole: (login, role) => void repository.collaborators.set(account(world, login).login.toLowerCase(), role),
    setTeamRole: (slug, role) => void repository.teams.set(slug, role),
    fork: (owner) =>
      act(world, async () => {
        const { name, defaultBranch } = repository
        const options = { owner: account(world, owner), name, private: repository.private, defaultBranch }
        return repositoryHandle(world, await createRepository(world, { ...options, parent: repository }))
      }),
    addRuleset(ruleset) {
      const id = world.nextId()
      const defaults = { name: `ruleset ${id}`, enforcement: 'active' as const, branches: ['~DEFAULT_BRANCH'] }
      const added = { ...defaults, rules: [], bypassActors: [], ...ruleset, id, createdAt: world.clock.iso() }
      repository.rulesets.push(added)
      return added
    },
    protect: (branch, protection) =>
      void repository.protections.set(branch, { checks: [], enforceAdmins: true, ...protection }),
    setStatus: ({ by, ...status }) =>
      act(world, () => {
        addStatus(world, repository, account(world, by), { ...status, description: null, targetUrl: null })
      }),
    runWorkflow: (run) =>
      act(world, async () => {
        const { sha: headSha, artifacts = {}, branch = 'change', event = 'pull_request', retentionDays = 90 } = run
        const headRepository = run.from?.repository ?? repository
        const started = { actor: who(run.by), event, headSha, headBranch: branch, headRepository }
        return (await runWorkflow(world, repository, { ...started, artifacts, retentionDays })).id
      }),
    mergeQueue: (options) => mergeQueueHandle(world, repository, options),
    requestDeployment: ({ sha, by, environment = 'production', ...rest }) =>
      act(world, () => requestDeployment(world, repository, { sha, environment, ref: sha, creator: who(by), ...rest })),
    spoofCheckRun: ({ app, name, sha, conclusion }) =>
      act(world, () => {
        createCheckRun(world, repository, app, sha, { name, conclusion })
      }),
  }
}

async function open(world: World, base: Repository, options: PullOptions): Promise<PullHandle> {
  const head = options.from?.repository ?? base
  const baseRef = options.base ?? base.defaultBranch
  const author = account(world, options.author)
  const by = account(world, options.pushedBy ?? options.author)
  const known = await head.git.resolve(`refs/heads/${options.branch}`)
  const onto = known ?? (await base.git.resolve(`refs/heads/${baseRef}`))
  if (onto === undefined) throw new Error(`${fullName(base)} has no branch ${baseRef}`)
  if (options.commits !== undefined) {
    await push(world, head, { by, branch: options.branch, onto, commits: options.commits })
  } else if (known === undefined) {
    throw new Error(`A pull request from the new branch ${options.branch} needs commits`)
  }
  const pull = await openPull(world, base, {
    author,
    head,
    headRef: options.branch,
    baseRef,
    title: options.title ?? options.commits?.[0]?.message?.split('\n')[0] ?? options.branch,
    body: options.body ?? null,
    draft: options.draft ?? false,
    openedVia: options.via ?? null,
  })
  return pullHandle(world, pull)
}
