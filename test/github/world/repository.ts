import type { GitRepository } from '../git/git-repository.ts'
import type { Account } from './account.ts'
import type { App } from './app.ts'
import type { CheckRun, CheckSuite, CommitStatus } from './check-run.ts'
import type { Deployment } from './deployment.ts'
import type { MergeQueue } from './merge-queue.ts'
import type { Pull } from './pull.ts'
import type { WorkflowRun } from './workflow-run.ts'

/** `read` … `admin` are GitHub's own roles; any other text is a custom role that behaves as `write`. */
export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin' | (string & {})

export interface Repository {
  readonly id: number
  owner: Account
  readonly name: string
  readonly private: boolean
  readonly createdAt: string
  readonly git: GitRepository
  readonly parent: Repository | null
  defaultBranch: string
  pushedAt: string
  /** By login in lower case. */
  readonly collaborators: Map<string, Role>
  /** By team slug. */
  readonly teams: Map<string, Role>
  readonly pulls: Map<number, Pull>
  readonly issues: Map<number, Issue>
  readonly checkRuns: CheckRun[]
  readonly checkSuites: CheckSuite[]
  readonly statuses: CommitStatus[]
  /** Who moved which branch, oldest first. */
  readonly activities: Activity[]
  readonly rulesets: Ruleset[]
  /** The older protection of branches, by their names. */
  readonly protections: Map<string, BranchProtection>
  allowsAutoMerge: boolean
  archived: boolean
  readonly workflowRuns: WorkflowRun[]
  readonly deployments: Deployment[]
  /** By the branch that they land on. */
  readonly mergeQueues: Map<string, MergeQueue>
  nextNumber: number
}

export interface Activity {
  readonly id: number
  readonly ref: string
  /** Null where the branch was created, or deleted. */
  readonly before: string | null
  readonly after: string | null
  readonly kind: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion'
  readonly actor: Account
  readonly at: string
}

export interface Team {
  readonly id: number
  readonly organization: Account
  readonly slug: string
  readonly name: string
  readonly createdAt: string
  /** By login in lower case. */
  readonly members: Map<string, { readonly user: Account; readonly role: 'member' | 'maintainer' }>
}

/** Issues and pull requests share their numbers and their comments. */
export interface Issue {
  readonly id: number
  readonly number: number
  readonly user: Account
  readonly title: string
  readonly body: string | null
  readonly createdAt: string
  comments: readonly IssueComment[]
}

export interface IssueComment {
  readonly id: number
  readonly user: Account
  readonly body: string
  readonly createdAt: string
  /** What it said, oldest first, beginning with what it was written as; empty where it was never edited. */
  readonly edits: readonly Edit[]
  /** One of a kind and account at most. */
  readonly reactions: readonly Reaction[]
  /** The app that wrote it in its user's name. */
  readonly writtenVia: App | null
}

export interface Reaction {
  readonly id: number
  readonly user: Account
  readonly content: ReactionContent
  readonly at: string
}

export type ReactionContent = '+1' | '-1' | 'laugh' | 'confused' | 'heart' | 'hooray' | 'rocket' | 'eyes'

/** A text of somebody's as of one time. */
export interface Edit {
  /** Null once it was deleted from the history. */
  readonly body: string | null
  readonly by: Account
  readonly at: string
}

export interface Ruleset {
  readonly id: number
  readonly name: string
  readonly enforcement: 'active' | 'evaluate' | 'disabled'
  /** Branch names, or `~DEFAULT_BRANCH` or `~ALL`. */
  readonly branches: readonly string[]
  readonly rules: readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[]
  readonly bypassActors: readonly {
    readonly actor_id: number
    readonly actor_type: 'Integration' | 'OrganizationAdmin' | 'RepositoryRole' | 'Team' | 'User'
    readonly bypass_mode: 'always' | 'pull_request'
  }[]
  readonly createdAt: string
}

/** What the older branch protection, beside the rulesets, asks of one branch. */
export interface BranchProtection {
  /** `app_id: null` takes the check from anybody. */
  readonly checks: readonly { readonly context: string; readonly app_id: number | null }[]
  readonly enforceAdmins: boolean
  /** Undefined where no pull request is needed. */
  readonly reviews?: {
    readonly approvals: number
    readonly dismissesStale: boolean
    readonly codeOwners: boolean
    readonly lastPush: boolean
    readonly mayBypass: readonly Account[]
  }
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`
}
