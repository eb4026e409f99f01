import { type SchemaModule, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { Fault } from '../../ports/fault.ts'
import { type Database, SCHEMA } from './schema.ts'

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
