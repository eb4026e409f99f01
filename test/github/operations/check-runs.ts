import { createCheckRun, updateCheckRun } from '../acts/check-runs.ts'
import { type Call, type Operation, parseBody, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer, paginate } from '../http/paginate.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { annotationShape, checkRunShape } from '../shapes/check-run-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import type { App } from '../world/app.ts'
import type { CheckRun } from '../world/check-run.ts'
import { checkRunChanges, createCheckRunRequest, updateCheckRunRequest } from './check-run-request.ts'
import { commitInPath } from './find-commit.ts'

export const checkRunOperations: readonly Operation[] = [
  { id: 'checks/create', as: 'token', needs: ['checks', 'write'], handle: create },
  { id: 'checks/update', as: 'token', needs: ['checks', 'write'], handle: update },
  { id: 'checks/get', as: 'token', needs: ['checks', 'read'], handle: (call) => answer(call, runInPath(call), 200) },
  { id: 'checks/list-for-ref', as: 'token', needs: ['checks', 'read'], handle: list },
  { id: 'checks/list-annotations', as: 'token', needs: ['checks', 'read'], handle: listAnnotations },
]

async function create(call: Call) {
  const repository = repositoryOf(call)
  const request = parseBody(createCheckRunRequest, call)
  if ((await repository.git.commit(request.head_sha)) === undefined) {
    throw new Refusal(422, `No commit found for SHA: ${request.head_sha}`)
  }
  const changes = { ...checkRunChanges(request), name: request.name }
  return answer(call, createCheckRun(call.world, repository, appOf(call), request.head_sha, changes), 201)
}

function update(call: Call) {
  const run = runInPath(call)
  const app = appOf(call)
  if (run.app !== app) {
    throw new Refusal(
      403,
      `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`,
    )
  }
  const request = parseBody(updateCheckRunRequest, call)
  updateCheckRun(call.world, repositoryOf(call), run, app.bot, { ...checkRunChanges(request), name: request.name })
  return answer(call, run, 200)
}

/** Newest first. `filter=latest`, the default, gives the newest of each name and app. */
async function list(call: Call) {
  const repository = repositoryOf(call)
  const commit = await commitInPath(call, 'ref')
  const { query } = call
  const matching = repository.checkRuns
    .filter((run) => run.headSha === commit.sha)
    .toReversed()
    .filter(
      (run, index, all) =>
        query.get('filter') === 'all' ||
        all.findIndex((other) => other.name === run.name && other.app === run.app) === index,
    )
    .filter(
      (run) =>
        run.name === (query.get('check_name') ?? run.name) &&
        run.status === (query.get('status') ?? run.status) &&
        String(run.app.id) === (query.get('app_id') ?? String(run.app.id)),
    )
  const url = `${repositoryUrl(call.world, repository)}/commits/${pathParameter(call, 'ref')}/check-runs`
  const page = paginate(call, url, matching)
  const check_runs = page.items.map((run) => checkRunShape(call.world, repository, run))
  return { status: 200, body: { total_count: matching.length, check_runs }, headers: page.headers }
}

function listAnnotations(call: Call) {
  const run = runInPath(call)
  const repository = repositoryOf(call)
  const url = `${repositoryUrl(call.world, repository)}/check-runs/${run.id}/annotations`
  return listAnswer(call, url, run.annotations, (one) => annotationShape(call.world, repository, run, one))
}

function answer(call: Call, run: CheckRun, status: number) {
  return { status, body: checkRunShape(call.world, repositoryOf(call), run) }
}

function runInPath(call: Call): CheckRun {
  const id = Number(pathParameter(call, 'check_run_id'))
  const run = repositoryOf(call).checkRuns.find((one) => one.id === id)
  if (run === undefined) throw notFound()
  return run
}

function appOf(call: Call): App {
  if (call.actor.kind !== 'installation') throw new Refusal(403, 'You must authenticate via a GitHub App.')
  return call.actor.token.installation.app
}
