import type { Statement } from '../core/gate/statement.ts'
import type { PullRequestKey } from './pull-requests.ts'

export type { Statement } from '../core/gate/statement.ts'

/** Takes a statement and returns the answer to it, Markdown. Throws Fault. Taking the same comment twice is taking it once. */
export type TakeStatement = (key: PullRequestKey, statement: Statement) => Promise<string>
