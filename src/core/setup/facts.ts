import type { PipelineFile } from './pipeline-files.ts'

/** What GitHub showed of the setup of a gate, and of this machine. Nothing that could not be seen counts as absent. */
export interface SetupFacts {
  readonly machine: MachineFacts
  /** Absent where GitHub could not be asked, or did not answer; `unread` then says why. */
  readonly app?: AppReading
  readonly unread?: Unread
  readonly webhook?: Seen<WebhookFacts>
  readonly deliveries?: Seen<readonly DeliveryFacts[]>
  readonly installations: readonly InstallationFacts[]
  /** Whether the owner has settings for all its repositories; absent where none was named. */
  readonly floor?: Seen<boolean>
  /** Absent where none was named. */
  readonly repository?: NamedRepository
}

/** An answer of GitHub's. `why` is a sentence without its full stop. */
export type Seen<T> =
  | { readonly kind: 'seen'; readonly value: T }
  | { readonly kind: 'not-visible'; readonly why: string }

/** Why GitHub was not asked to the end. A sentence without its full stop, and a way out. */
export interface Unread {
  readonly why: string
  readonly fix: string
}

export interface MachineFacts {
  /** `process.versions.node`. */
  readonly node: string
  /** The number in `git --version`; undefined where there is no git. */
  readonly git: string | undefined
  /** Sentences of what is wrong with the environment variables. */
  readonly environmentProblems: readonly string[]
  /** Absent where the environment does not say where data is kept. */
  readonly storage?: { readonly what: string; readonly problem?: string }
}

/** What became of the last attempts to deliver an app's webhooks. */
export interface WebhookHealth {
  /** How many attempts this is about. */
  readonly attempts: number
  readonly failed: number
  readonly hasNewestFailed: boolean
  /** The last one that failed: ISO 8601, and in GitHub's words; absent where none did. */
  readonly lastFailed?: { readonly at: string; readonly status: string }
}

/** How the server is doing that examines: what becomes of its webhooks, and its clock. */
export interface ServerFacts {
  /** Undefined where nobody has looked yet. */
  readonly webhooks: Seen<WebhookHealth | undefined>
  /** This machine's clock less GitHub's, in milliseconds, true to a second; undefined where GitHub told no time. */
  readonly skewMs: number | undefined
}

/** What the app's own key opens. */
export interface AppReading {
  readonly app: { readonly kind: 'seen'; readonly value: AppFacts } | { readonly kind: 'refused'; readonly why: string }
  /** This machine's clock less GitHub's, in milliseconds, true to a second; undefined where GitHub told no time. */
  readonly skewMs?: number
  /** Of GitHub Enterprise Server; undefined at github.com. */
  readonly enterpriseVersion?: string
}

export interface AppFacts {
  readonly id: number
  readonly name: string
  /** The page of the app's settings, without a trailing slash. */
  readonly settingsUrl: string
  readonly permissions: Permissions
  readonly events: readonly string[]
}

/** Levels by the permission's name. */
export type Permissions = Readonly<Record<string, string>>

export interface InstallationFacts {
  readonly id: number
  readonly account: string
  readonly isOrganization: boolean
  readonly permissions: Permissions
  readonly events: readonly string[]
  /** ISO 8601. */
  readonly suspendedAt?: string
  readonly pageUrl: string
}

export interface WebhookFacts {
  readonly url?: string
  readonly contentType: string
  readonly hasSecret: boolean
  /** Whether GitHub checks the receiver's certificate. */
  readonly checksCertificate: boolean
}

/** One attempt to deliver an event, newest first in lists. */
export interface DeliveryFacts {
  readonly event: string
  /** ISO 8601. */
  readonly deliveredAt: string
  readonly succeeded: boolean
  readonly status: string
}

/** The repository that was asked about. `name` is `owner/name`. */
export type NamedRepository =
  | { readonly kind: 'read'; readonly facts: RepositoryFacts }
  | { readonly kind: 'not-installed' | 'suspended'; readonly name: string }

export interface RepositoryFacts {
  /** `owner/name`. */
  readonly name: string
  readonly pageUrl: string
  readonly branch: BranchFacts
  /** At the branch's tip. */
  readonly pipelines: Seen<PipelineSources>
}

/** What is known of the pipelines in a tree. */
export interface PipelineSources {
  /** Every path of the tree. */
  readonly paths: readonly string[]
  readonly files: readonly PipelineFile[]
  /** Paths of files that were more than are read, or could not be read. */
  readonly unread: readonly string[]
}

export interface BranchFacts {
  readonly name: string
  /** The commit; undefined where the branch does not exist. */
  readonly tipSha: Seen<string | undefined>
  readonly allowsAutoMerge: Seen<boolean>
  readonly rules: Seen<readonly BranchRule[]>
  /** What the branch itself tells of the older protection; undefined where it is not protected that way. */
  readonly protection: Seen<ProtectionSummary | undefined>
  readonly protectionDetail: Seen<ProtectionDetail | undefined>
  /** One for each ruleset that has a rule here. */
  readonly bypasses: readonly RulesetBypass[]
}

/** One rule in force on a branch, out of a ruleset. */
export type BranchRule =
  | {
      readonly kind: 'required-checks'
      readonly source: RulesetSource
      readonly checks: readonly NamedCheck[]
      /** The checks count only on top of the branch's newest commit. */
      readonly upToDate: boolean
    }
  | { readonly kind: 'pull-request'; readonly source: RulesetSource; readonly reviews: ReviewRules }
  | { readonly kind: 'merge-queue'; readonly source: RulesetSource }
  | { readonly kind: 'other'; readonly source: RulesetSource; readonly type: string }

export interface RulesetSource {
  readonly kind: 'ruleset'
  readonly id: number
  readonly level: 'Repository' | 'Organization' | 'Enterprise'
  /** `owner/name`, an organization or an enterprise. */
  readonly owner: string
}

/** `appId` null takes the check from anybody. */
export interface NamedCheck {
  readonly context: string
  readonly appId: number | null
}

export interface RequiredCheck extends NamedCheck {
  readonly source: RulesetSource | { readonly kind: 'protection'; readonly administratorsExempt: boolean }
}

export interface ReviewRules {
  readonly approvals: number
  readonly dismissesStale: boolean
  readonly codeOwners: boolean
  readonly lastPush: boolean
}

export interface ProtectionSummary {
  readonly checks: readonly NamedCheck[]
  readonly administratorsExempt: boolean
}

export interface ProtectionDetail {
  /** Required checks count only on top of the branch's newest commit. */
  readonly upToDate: boolean
  readonly reviews?: ReviewRules
  /** Who need no pull request: logins, teams, apps. */
  readonly mayBypass: readonly string[]
}

export interface RulesetBypass {
  readonly source: RulesetSource
  readonly name: string
  readonly actors: Seen<readonly BypassActor[]>
}

export interface BypassActor {
  /** In GitHub's words: `Team`, `RepositoryRole`, … */
  readonly type: string
  readonly id: number | null
  readonly mode: string
}
