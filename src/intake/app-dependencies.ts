import type { Logger } from 'pino'
import type { Jobs } from '../ports/jobs.ts'
import type { PullRequests } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'

/** What the handlers of events work with. */
export interface AppDependencies {
  /** This app's own id: others' checks are none of its business. */
  readonly appId: number
  readonly jobs: Jobs
  readonly records: Records
  readonly pullRequests: Pick<PullRequests, 'withHead' | 'openOnto'>
  readonly log: Logger
}
