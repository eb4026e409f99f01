import type {
  CheckRunCompletedEvent,
  CheckRunCreatedEvent,
  CheckRunRequestedActionEvent,
  CheckRunRerequestedEvent,
  CheckSuiteRequestedEvent,
  CheckSuiteRerequestedEvent,
} from '@octokit/webhooks-types'
import { briefAppShape } from '../shapes/app-shape.ts'
import { checkRunShape, checkSuiteShape } from '../shapes/check-run-shape.ts'
import { simpleCommitShape } from '../shapes/commit-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import type { Account } from '../world/account.ts'
import type { CheckRun, CheckSuite } from '../world/check-run.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { type Common, emit } from './emit.ts'

export type CheckRunChange =
  | { readonly action: 'created' | 'completed' | 'rerequested' }
  | { readonly action: 'requested_action'; readonly identifier: string }

/** `rerequested` and `requested_action` reach only the app that owns the run, and do not reset it. */
export function emitCheckRunEvent(
  world: World,
  repository: Repository,
  run: CheckRun,
  sender: Account,
  change: CheckRunChange,
): void {
  const owner = change.action === 'rerequested' || change.action === 'requested_action' ? run.app : undefined
  const app = briefAppShape(world, run.app)
  const check_suite = { ...checkSuiteShape(world, repository, run.suite), app }
  const check_run = { ...checkRunShape(world, repository, run), check_suite, app }
  const build = (common: Common) => {
    switch (change.action) {
      case 'created':
        return { action: 'created', check_run, ...common } satisfies CheckRunCreatedEvent
      case 'completed':
        return { action: 'completed', check_run: completed(check_run), ...common } satisfies CheckRunCompletedEvent
      case 'rerequested': {
        const conclusion = check_suite.conclusion ?? 'success'
        const done = { ...check_suite, status: 'completed' as const, conclusion }
        const rerun = { ...completed(check_run), check_suite: done }
        return { action: 'rerequested', check_run: rerun, ...common } satisfies CheckRunRerequestedEvent
      }
      case 'requested_action': {
        const requested_action = { identifier: change.identifier }
        const event = { action: 'requested_action' as const, check_run, requested_action, ...common }
        return event satisfies CheckRunRequestedActionEvent
      }
    }
  }
  emit(world, repository, 'check_run', sender, build, owner)
}

/** `requested` on a push, `rerequested` when somebody asks for all of an app's checks again. */
export async function emitCheckSuiteEvent(
  world: World,
  repository: Repository,
  suite: CheckSuite,
  sender: Account,
  action: 'requested' | 'rerequested',
): Promise<void> {
  const commit = await repository.git.commit(suite.headSha)
  if (commit === undefined) throw new Error(`The suite's commit ${suite.headSha} is missing`)
  const check_suite = {
    ...checkSuiteShape(world, repository, suite),
    app: briefAppShape(world, suite.app),
    latest_check_runs_count: repository.checkRuns.filter((run) => run.suite === suite).length,
    check_runs_url: `${repositoryUrl(world, repository)}/check-suites/${suite.id}/check-runs`,
    head_commit: simpleCommitShape(commit),
  }
  const build = (common: Common) =>
    action === 'requested'
      ? ({ action, check_suite, ...common } satisfies CheckSuiteRequestedEvent)
      : ({ action, check_suite, ...common } satisfies CheckSuiteRerequestedEvent)
  emit(world, repository, 'check_suite', sender, build, suite.app)
}

function completed<T extends { readonly started_at: string; readonly completed_at: string | null }>(run: T) {
  return { ...run, status: 'completed' as const, completed_at: run.completed_at ?? run.started_at }
}
