import type { Generated, Kysely } from 'kysely'

/** Where the tables live: apart from whatever else an administrator keeps in the same database. */
export const SCHEMA = 'countersign'
/** Where the queue's own tables live. */
export const JOBS_SCHEMA = 'countersign_jobs'

/** The queries' view of the tables, already bound to `SCHEMA`. */
export type Database = Kysely<Tables>

export interface Tables {
  readonly deliveries: DeliveriesTable
  readonly publications: PublicationsTable
  readonly commits: CommitsTable
  readonly pushers: PushersTable
  readonly pushed_commits: PushedCommitsTable
  readonly sweep_progress: SweepProgressTable
  readonly webhook_health: WebhookHealthTable
  readonly observations: ObservationsTable
  readonly open_checks: OpenChecksTable
  readonly merge_groups: MergeGroupsTable
  readonly landings: LandingsTable
  readonly governed_branches: GovernedBranchesTable
  readonly deployment_requests: DeploymentRequestsTable
  readonly statements: StatementsTable
  readonly due_examinations: DueExaminationsTable
  readonly countersigned_states: CountersignedStatesTable
  readonly held_pulls: HeldPullsTable
  readonly departures: DeparturesTable
  readonly policies: PoliciesTable
  readonly examined_pulls: ExaminedPullsTable
  readonly outdated_answers: OutdatedAnswersTable
  readonly shared_budgets: SharedBudgetsTable
}

interface DeliveriesTable {
  readonly id: string
  readonly event: string
  /** The raw JSON text; nothing once it was settled. Text and not jsonb: jsonb refuses some texts that are valid JSON. */
  readonly payload: string
  readonly received_at: Date
  readonly state: 'pending' | 'handled' | 'failed'
  /** 1, and one more each time that GitHub redelivers what had failed. */
  readonly attempt: Generated<number>
  readonly settled_at: Date | null
}

/** Owner and repository in lower case: GitHub's names are the same in any case. */
interface InRepository {
  readonly owner: string
  readonly repo: string
}

interface PublicationsTable extends InRepository {
  /** Order of arrival. */
  readonly id: Generated<number>
  readonly number: number
  readonly head_sha: string
  readonly digest: string
  readonly published_at: Date
}

interface CommitsTable extends InRepository {
  readonly id: Generated<number>
  readonly number: number
  readonly sha: string
  /** `CommitFacts` as JSON text, for the reason given at `payload`. */
  readonly facts: string
}

interface PushersTable extends InRepository {
  readonly number: number
  readonly user_id: number
  readonly login: string
  readonly type: string
}

interface PushedCommitsTable extends InRepository {
  readonly sha: string
  readonly user_id: number
  readonly login: string
  readonly type: string
}

/** One row at most. Times are GitHub's, as it wrote them. */
interface SweepProgressTable {
  readonly id: number
  readonly swept_until: string
  readonly behind_cursor: string | null
  readonly behind_until: string | null
}

interface WebhookHealthTable {
  readonly id: number
  /** JSON. */
  readonly health: string
}

interface ObservationsTable extends InRepository {
  readonly number: number
  readonly state: string
  readonly reviews: string
  readonly confirmed_at: string | null
  /** Our own clock: only to drop what is old. */
  /** `PeopleSeen[]` as JSON text. */
  readonly people: string
  readonly observed_at: Date
}

interface MergeGroupsTable extends InRepository {
  readonly head_sha: string
  readonly installation_id: number
  readonly base_sha: string
  readonly base_ref: string
  readonly head_ref: string
  readonly is_concluded: boolean
  readonly requested_at: Date
}

/** One row for each move of a branch from one commit to another; both are the same where it is taken to begin. */
interface LandingsTable extends InRepository {
  readonly branch: string
  readonly sha: string
  readonly before: string
  readonly standing: string
  /** In the order of moves: when it was made first, and last. */
  readonly first_move: number
  readonly last_move: number
  /** Whether an event told of it. */
  readonly is_heard: boolean
  readonly decided_at: Date
}

interface GovernedBranchesTable extends InRepository {
  readonly branch: string
  readonly seen_at: Date
}

interface DeploymentRequestsTable extends InRepository {
  readonly installation_id: number
  readonly run_id: number
  readonly environment: string
  readonly sha: string
  readonly default_branch: string
  readonly last_comment: string | null
  readonly asked_at: Date
}

interface OpenChecksTable extends InRepository {
  readonly number: number
  readonly head_sha: string
  readonly begun_at: Date
  /** No examination has begun it yet. */
  readonly is_announced: Generated<boolean>
  readonly announced_run: Generated<number | null>
}

interface StatementsTable extends InRepository {
  /** Order of arrival. */
  readonly id: Generated<number>
  readonly number: number
  readonly comment_id: number
  /** `Statement` as JSON text, for the reason given at `payload`. */
  readonly statement: string
  readonly is_alarmed: Generated<boolean>
  readonly follow_up: number | null
}

interface DueExaminationsTable extends InRepository {
  readonly number: number
  readonly installation_id: number
  readonly due_at: Date
}

interface CountersignedStatesTable extends InRepository {
  readonly number: number
  readonly files: string
  readonly added: string
  /** Logins as JSON text. */
  readonly by: string
  readonly countersigned_at: Date
}

export interface HeldPullsTable extends InRepository {
  readonly number: number
  readonly installation_id: number
  readonly digest: string
  readonly held_since: Date
  readonly is_reminded: boolean
  readonly is_escalated: boolean
  readonly due_at: Date | null
}

/** `repo` and `branch` are empty for an organisation's floor. */
interface PoliciesTable extends InRepository {
  readonly branch: string
  readonly commit: string
  /** `[path, text][]` as JSON text. */
  readonly files: string
  readonly kept_at: Date
}

interface OutdatedAnswersTable {
  readonly owner: string
  readonly times: number
}

interface SharedBudgetsTable {
  readonly installation_id: number
  /** JSON text; null before the first change. */
  readonly note: string | null
  readonly changed_at: Date
}

export interface ExaminedPullsTable extends InRepository {
  readonly number: number
  readonly base_ref: string
  readonly is_open: boolean
  /** `JudgedChange` as JSON, packed and in base 64; null where it was too large. */
  readonly change: string | null
  /** When it was examined last, or merged. */
  readonly seen_at: Date
}

/** `repo` is empty for a whole account. */
interface DeparturesTable extends InRepository {
  readonly installation_id: number
  readonly left_at: Date
  /** Whether nothing is left of it. */
  readonly is_whole: Generated<boolean>
}
