import { type SchemaModule, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { Fault } from '../../ports/fault.ts'
import { createDepartures } from './departures.ts'
import { createExaminedPulls } from './examined-pulls.ts'
import { createHeldPulls } from './held-pulls.ts'
import { landingMoves } from './landing-moves.ts'
import { mergeGroupTables } from './merge-groups.ts'
import { createOutdatedAnswers } from './outdated-answers.ts'
import { createPolicies } from './policies.ts'
import { type Database, SCHEMA } from './schema.ts'
import { createSharedBudgets } from './shared-budgets.ts'
import { watchTables } from './watch-tables.ts'
import { createWebhookHealth } from './webhook-records.ts'

/** Brings the tables to this version's shape. Several processes may start at once: the migrator holds a lock. */
export async function migrate(database: Database): Promise<void> {
  const provider = { getMigrations: async () => MIGRATIONS }
  const migrator = new Migrator({ db: database, provider, migrationTableSchema: SCHEMA })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'the migrations'
  throw new Fault('unavailable', `The database could not be brought up to date: ${failed} failed`, { cause: error })
}

/** In order of their names. One that was released never changes again: add another. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': {
    async up(db) {
      const schema = db.schema.withSchema(SCHEMA)
      await createDeliveries(schema)
      await createPullRequestTables(schema)
      await createPushedCommits(schema)
    },
  },
  '0002-catch-up': {
    async up(db) {
      const schema = db.schema.withSchema(SCHEMA)
      await createSweepProgress(schema)
      await createObservations(schema)
      await createOpenChecks(schema)
    },
  },
  '0003-statements': {
    async up(db) {
      const schema = db.schema.withSchema(SCHEMA)
      await createStatements(schema)
      await createDueExaminations(schema)
      await createCountersignedStates(schema)
    },
  },
  '0004-merge-groups': mergeGroupTables,
  '0005-watch': watchTables,
  '0006-people-seen': {
    async up(db) {
      const schema = db.schema.withSchema(SCHEMA)
      // What was seen before tells nothing of people: it is looked at anew.
      await sql`delete from ${sql.table(`${SCHEMA}.observations`)}`.execute(db)
      await schema
        .alterTable('observations')
        .addColumn('people', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '0007-held-pulls': {
    async up(db) {
      const schema = db.schema.withSchema(SCHEMA)
      await createHeldPulls(schema)
      await createDepartures(schema)
      // From now on nothing is kept of an event that was dealt with.
      await sql`update ${sql.table(`${SCHEMA}.deliveries`)} set payload = '' where state <> 'pending'`.execute(db)
    },
  },
  '0008-announced-checks': {
    async up(db) {
      await db.schema
        .withSchema(SCHEMA)
        .alterTable('open_checks')
        .addColumn('is_announced', 'boolean', (column) => column.notNull().defaultTo(false))
        .execute()
      await db.schema
        .withSchema(SCHEMA)
        .createIndex('commits_sha')
        .on('commits')
        .columns(['owner', 'repo', 'sha'])
        .execute()
    },
  },
  '0009-policies': {
    async up(db) {
      await createPolicies(db.schema.withSchema(SCHEMA))
    },
  },
  '0010-examined-pulls': {
    async up(db) {
      await createExaminedPulls(db.schema.withSchema(SCHEMA))
    },
  },
  '0011-outdated-answers': {
    async up(db) {
      await createOutdatedAnswers(db.schema.withSchema(SCHEMA))
    },
  },
  '0012-announced-runs': {
    async up(db) {
      await db.schema.withSchema(SCHEMA).alterTable('open_checks').addColumn('announced_run', 'bigint').execute()
    },
  },
  '0013-shared-budgets': {
    async up(db) {
      await createSharedBudgets(db.schema.withSchema(SCHEMA))
    },
  },
  '0014-landing-moves': landingMoves,
  '0015-webhook-health': {
    async up(db) {
      await createWebhookHealth(db.schema.withSchema(SCHEMA))
    },
  },
}

async function createDeliveries(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('received_at', 'timestamptz', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('pending', 'handled', 'failed')`))
    .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('settled_at', 'timestamptz')
    .execute()
  await schema.createIndex('deliveries_settled').on('deliveries').column('settled_at').execute()
}

async function createPullRequestTables(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('publications')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('head_sha', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('published_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await schema.createIndex('publications_of').on('publications').columns(['owner', 'repo', 'number']).execute()
  await schema
    .createTable('commits')
    .addColumn('id', 'bigint', (column) => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('sha', 'text', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('commits_key', ['owner', 'repo', 'number', 'sha'])
    .execute()
  await schema
    .createTable('pushers')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('user_id', 'bigint', (column) => column.notNull())
    .addColumn('login', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pushers_key', ['owner', 'repo', 'number', 'user_id'])
    .execute()
}

async function createPushedCommits(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('pushed_commits')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('sha', 'text', (column) => column.notNull())
    .addColumn('user_id', 'bigint', (column) => column.notNull())
    .addColumn('login', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pushed_commits_key', ['owner', 'repo', 'sha', 'user_id'])
    .execute()
}

async function createSweepProgress(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('sweep_progress')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('swept_until', 'text', (column) => column.notNull())
    .addColumn('behind_cursor', 'text')
    .addColumn('behind_until', 'text')
    .execute()
}

async function createObservations(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('observations')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reviews', 'text', (column) => column.notNull())
    .addColumn('confirmed_at', 'text')
    .addColumn('observed_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('observations_key', ['owner', 'repo', 'number'])
    .execute()
  await schema.createIndex('observations_observed').on('observations').column('observed_at').execute()
}

async function createOpenChecks(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('open_checks')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('head_sha', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('open_checks_key', ['owner', 'repo', 'number', 'head_sha'])
    .execute()
}

async function createStatements(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('statements')
    .addColumn('id', 'bigint', (column) => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('comment_id', 'bigint', (column) => column.notNull())
    .addColumn('statement', 'text', (column) => column.notNull())
    .addColumn('is_alarmed', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('follow_up', 'bigint')
    .addPrimaryKeyConstraint('statements_key', ['owner', 'repo', 'number', 'comment_id'])
    .execute()
}

async function createDueExaminations(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('due_examinations')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('installation_id', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('due_examinations_key', ['owner', 'repo', 'number'])
    .execute()
  await schema.createIndex('due_examinations_due').on('due_examinations').column('due_at').execute()
}

async function createCountersignedStates(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('countersigned_states')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('files', 'text', (column) => column.notNull())
    .addColumn('added', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('countersigned_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('countersigned_states_key', ['owner', 'repo', 'number'])
    .execute()
  await schema
    .createIndex('countersigned_states_files')
    .on('countersigned_states')
    .columns(['owner', 'repo', 'files'])
    .execute()
}
