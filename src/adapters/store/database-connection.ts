import type { ConstructorOptions } from 'pg-boss'
import type { TurnLocks } from '../../ports/turn-locks.ts'
import type { Database } from './schema.ts'

/** One engine, opened: its queries, and how the queue reaches the same data. */
export interface DatabaseConnection {
  readonly database: Database
  /** What tells pg-boss which engine it is and how to talk to it. */
  readonly queue: Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString' | 'max'>
  /** True where no other process can be working on the same data: what runs there now is ours. */
  readonly exclusive: boolean
  /** Absent where there is no other process. */
  readonly turnLocks?: TurnLocks
  close(): Promise<void>
}
