import { emitCheckRunEvent } from '../webhooks/check-events.ts'
import type { Account } from '../world/account.ts'
import type { App } from '../world/app.ts'
import type { Annotation, CheckAction, CheckConclusion, CheckRun, CheckStatus, CheckSuite } from '../world/check-run.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** What a request to create or update a check run may say; what it leaves out stays as it was. */
export interface CheckRunChanges {
  readonly name?: string | undefined
  readonly externalId?: string | undefined
  readonly detailsUrl?: string | undefined
  readonly status?: CheckStatus | undefined
  readonly conclusion?: CheckConclusion | undefined
  readonly startedAt?: string | undefined
  readonly completedAt?: string | undefined
  readonly output?:
    | {
        readonly title?: string | undefined
        readonly summary: string
        readonly text?: string | undefined
        readonly annotations: readonly Annotation[]
      }
    | undefined
  readonly actions?: readonly CheckAction[] | undefined
}

export function createCheckRun(
  world: World,
  repository: Repository,
  app: App,
  headSha: string,
  changes: CheckRunChanges & { readonly name: string },
): CheckRun {
  const run: CheckRun = {
    id: world.nextId(),
    app,
    suite: suiteFor(world, repository, app, headSha, null),
    headSha,
    name: changes.name,
    externalId: '',
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: world.clock.iso(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
    writes: 0,
  }
  repository.checkRuns.push(run)
  apply(world, run, changes)
  emitCheckRunEvent(world, repository, run, app.bot, { action: 'created' })
  if (run.status === 'completed') emitCheckRunEvent(world, repository, run, app.bot, { action: 'completed' })
  world.changed.notify()
  return run
}

export function updateCheckRun(
  world: World,
  repository: Repository,
  run: CheckRun,
  by: Account,
  changes: CheckRunChanges,
): void {
  const wasCompleted = run.status === 'completed'
  apply(world, run, changes)
  if (!wasCompleted && run.status === 'completed') {
    emitCheckRunEvent(world, repository, run, by, { action: 'completed' })
  }
  world.changed.notify()
}

/** The app's suite on a commit, made on first use. */
export function suiteFor(
  world: World,
  repository: Repository,
  app: App,
  headSha: string,
  headBranch: string | null,
): CheckSuite {
  const known = repository.checkSuites.find((suite) => suite.app === app && suite.headSha === headSha)
  if (known !== undefined) return known
  const suite: CheckSuite = { id: world.nextId(), app, headSha, headBranch, createdAt: world.clock.iso() }
  repository.checkSuites.push(suite)
  return suite
}

/** A conclusion completes the run; leaving `completed` takes conclusion and time away; annotations are appended. */
function apply(world: World, run: CheckRun, changes: CheckRunChanges): void {
  run.writes += 1
  run.name = changes.name ?? run.name
  run.externalId = changes.externalId ?? run.externalId
  run.detailsUrl = changes.detailsUrl ?? run.detailsUrl
  run.startedAt = changes.startedAt ?? run.startedAt
  run.actions = changes.actions ?? run.actions
  const status = changes.conclusion === undefined ? (changes.status ?? run.status) : 'completed'
  if (status === 'completed') {
    run.completedAt = changes.completedAt ?? (run.status === 'completed' ? run.completedAt : null) ?? world.clock.iso()
    run.conclusion = changes.conclusion ?? run.conclusion
  } else {
    run.completedAt = null
    run.conclusion = null
  }
  run.status = status
  if (changes.output === undefined) return
  run.title = changes.output.title ?? run.title
  run.summary = changes.output.summary
  run.text = changes.output.text ?? run.text
  run.annotations.push(...changes.output.annotations)
}
