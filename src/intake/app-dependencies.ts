import type { Logger } from 'pino'
import type { CommandJobs } from '../ports/commands.ts'
import type { DeploymentRequests } from '../ports/deployments.ts'
import type { ExaminedPulls } from '../ports/examined-pulls.ts'
import type { FanOuts } from '../ports/fan-outs.ts'
import type { Jobs } from '../ports/jobs.ts'
import type { KnownHeads } from '../ports/known-heads.ts'
import type { LandingRecords } from '../ports/landing-records.ts'
import type { GroupJobs, MergeGroups } from '../ports/merge-queue.ts'
import type { PlanArtifacts } from '../ports/plan-artifacts.ts'
import type { PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'
import type { WatchJobs } from '../ports/watch-jobs.ts'
import type { AnnouncedChecks } from './announced-checks.ts'
import type { BranchRulesDependencies } from './events/branch-rules.ts'
import type { InstallationDependencies } from './events/installation.ts'

/** What the handlers of events work with. */
export interface AppDependencies extends InstallationDependencies, BranchRulesDependencies {
  /** This app's own id: others' checks are none of its business. */
  readonly appId: number
  readonly jobs: Jobs
  readonly records: Records
  /** Absent where nothing is kept of what was examined. */
  readonly examinedPulls?: Pick<ExaminedPulls, 'merged' | 'drop'>
  readonly pullRequests: Pick<PullRequests, 'withHead'>
  readonly fanOuts: FanOuts
  /** Absent where checks are opened by examinations alone. */
  readonly announcedChecks?: Pick<AnnouncedChecks, 'announce'>
  /** Absent where examinations ask for heads alone. */
  readonly knownHeads?: Pick<KnownHeads, 'note'>
  readonly mergeGroups: Pick<MergeGroups, 'remember' | 'of'>
  readonly groupJobs: GroupJobs
  readonly planArtifacts: Pick<PlanArtifacts, 'uploadedBy'>
  /** Names of the artifacts that an open pull request's plans are read from. Throws `Fault`. */
  readonly plannedArtifacts: (key: PullRequestKey) => Promise<readonly string[]>
  readonly landings: Pick<LandingRecords, 'begin' | 'of' | 'settle' | 'tips'>
  readonly watchJobs: WatchJobs
  readonly commandJobs: CommandJobs
  readonly deployments: Pick<DeploymentRequests, 'add'>
  readonly log: Logger
}
