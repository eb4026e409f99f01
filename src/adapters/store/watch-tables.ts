import type { SchemaModule } from 'kysely'
import type { Migration } from 'kysely/migration'
import { SCHEMA } from './schema.ts'

/** How branches came to where they stand, and the deployments that wait. */
export const watchTables: Migration = {
  async up(db) {
    const schema = db.schema.withSchema(SCHEMA)
    await createLandings(schema)
    await createDeploymentRequests(schema)
  },
}

async function createLandings(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('landings')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('sha', 'text', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('standing', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('landings_key', ['owner', 'repo', 'sha', 'branch'])
    .execute()
  await schema.createIndex('landings_decided').on('landings').column('decided_at').execute()
}

async function createDeploymentRequests(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('deployment_requests')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('installation_id', 'bigint', (column) => column.notNull())
    .addColumn('run_id', 'bigint', (column) => column.notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('sha', 'text', (column) => column.notNull())
    .addColumn('default_branch', 'text', (column) => column.notNull())
    .addColumn('last_comment', 'text')
    .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('deployment_requests_key', ['owner', 'repo', 'run_id', 'environment'])
    .execute()
}
