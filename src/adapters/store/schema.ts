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
  readonly observations: ObservationsTable
  readonly open_checks: OpenChecksTable
}

interface DeliveriesTable {
  readonly id: string
  readonly event: string
  /** The raw JSON text. Text and not jsonb: jsonb refuses some texts that are valid JSON. */
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

interface ObservationsTable extends InRepository {
  readonly number: number
  readonly state: string
  readonly reviews: string
  readonly confirmed_at: string | null
  /** Our own clock: only to drop what is old. */
  readonly observed_at: Date
}

interface OpenChecksTable extends InRepository {
  readonly number: number
  readonly head_sha: string
  readonly begun_at: Date
}
