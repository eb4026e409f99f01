import type { Logger } from 'pino'
import type { Installations } from '../ports/installations.ts'
import type { Jobs } from '../ports/jobs.ts'
import type { PlanArtifacts } from '../ports/plan-artifacts.ts'
import type { PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'

/** What the handlers of events work with. */
export interface AppDependencies {
  /** This app's own id: others' checks are none of its business. */
  readonly appId: number
  readonly jobs: Jobs
  readonly records: Records
  readonly pullRequests: Pick<PullRequests, 'withHead' | 'openOnto'>
  readonly installations: Pick<Installations, 'repositories' | 'openPullRequests'>
  readonly planArtifacts: Pick<PlanArtifacts, 'uploadedBy'>
  /** Names of the artifacts that an open pull request's plans are read from. Throws `Fault`. */
  readonly plannedArtifacts: (key: PullRequestKey) => Promise<readonly string[]>
  readonly log: Logger
}
