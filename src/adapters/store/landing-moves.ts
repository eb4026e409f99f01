import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createGovernedBranches } from './governed-branches.ts'
import { SCHEMA } from './schema.ts'

/** Counts moves of branches, so that they have an order whatever the clocks say. */
const NEXT_MOVE = `${SCHEMA}.landing_moves`

/** The number of a move that is noted now. */
export function nextMove() {
  return sql<number>`nextval(${sql.lit(NEXT_MOVE)})`
}

/** Keeps every move to a commit and not the last one only, in the order in which they were made. */
export const landingMoves: Migration = {
  async up(db) {
    const schema = db.schema.withSchema(SCHEMA)
    const landings = sql.table(`${SCHEMA}.landings`)
    await sql`create sequence ${sql.raw(NEXT_MOVE)}`.execute(db)
    await sql`alter table ${landings}
      add column first_move bigint not null default 0,
      add column last_move bigint not null default 0,
      add column is_heard boolean not null default true`.execute(db)
    await sql`
      update ${landings} as landing set first_move = placed.place, last_move = placed.place from (
        select owner, repo, sha, branch, row_number() over (order by decided_at) as place from ${landings}
      ) as placed
      where (landing.owner, landing.repo, landing.sha, landing.branch)
        = (placed.owner, placed.repo, placed.sha, placed.branch)`.execute(db)
    await sql`
      select setval(${sql.lit(NEXT_MOVE)}, (select count(*) + 1 from ${landings}))`.execute(db)
    await sql`alter table ${landings} drop constraint landings_key`.execute(db)
    await sql`alter table ${landings}
      add constraint landings_key primary key (owner, repo, sha, branch, before)`.execute(db)
    await schema
      .createIndex('landings_of_branch')
      .on('landings')
      .columns(['owner', 'repo', 'branch', 'last_move'])
      .execute()
    await createGovernedBranches(schema)
  },
}
