import { randomBytes } from 'node:crypto'
import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { paginate } from '../http/paginate.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import { artifactShape, hasExpired, workflowRunShape } from '../shapes/workflow-run-shape.ts'

export const actionOperations: readonly Operation[] = [
  { id: 'actions/list-workflow-runs-for-repo', as: 'token', needs: ['actions', 'read'], handle: listRuns },
  { id: 'actions/list-workflow-run-artifacts', as: 'token', needs: ['actions', 'read'], handle: listArtifacts },
  { id: 'actions/download-artifact', as: 'token', needs: ['actions', 'read'], handle: download },
]

/** Newest first. */
async function listRuns(call: Call) {
  const { world, query } = call
  const repository = repositoryOf(call)
  const sha = query.get('head_sha')
  const runs = repository.workflowRuns.filter((run) => sha === undefined || run.headSha === sha).toReversed()
  const page = paginate(call, `${repositoryUrl(world, repository)}/actions/runs`, runs)
  const shapes = page.items.map(async (run) => {
    const commit = await run.headRepository.git.commit(run.headSha)
    return commit === undefined ? [] : [workflowRunShape(world, repository, run, commit)]
  })
  const workflow_runs = (await Promise.all(shapes)).flat()
  return { status: 200, headers: page.headers, body: { total_count: runs.length, workflow_runs } }
}

function listArtifacts(call: Call) {
  const { world, query } = call
  const repository = repositoryOf(call)
  const id = Number(pathParameter(call, 'run_id'))
  const run = repository.workflowRuns.find((each) => each.id === id)
  if (run === undefined) throw notFound()
  const name = query.get('name')
  const artifacts = run.artifacts.filter((artifact) => name === undefined || artifact.name === name)
  const page = paginate(call, `${repositoryUrl(world, repository)}/actions/runs/${id}/artifacts`, artifacts)
  const shapes = page.items.map((artifact) => artifactShape(world, repository, run, artifact))
  return { status: 200, headers: page.headers, body: { total_count: artifacts.length, artifacts: shapes } }
}

/** An address in the store of artifacts, which carries its own permission. */
function download(call: Call) {
  const id = Number(pathParameter(call, 'artifact_id'))
  const artifact = repositoryOf(call)
    .workflowRuns.flatMap(({ artifacts }) => artifacts)
    .find((each) => each.id === id)
  if (artifact === undefined) throw notFound()
  if (hasExpired(call.world, artifact)) throw new Refusal(410, 'Artifact has expired')
  const permit = randomBytes(16).toString('base64url')
  artifact.permits.add(permit)
  return { status: 302, headers: { location: `${call.world.origin}/artifact-store/${id}?permit=${permit}` } }
}
