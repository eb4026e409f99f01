import type { Annotation, CheckConclusion, CheckRun, CheckSuite } from '../world/check-run.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { nodeId } from './account-shape.ts'
import { appShape } from './app-shape.ts'
import { repositoryHtmlUrl, repositoryUrl } from './repository-shape.ts'

export function checkRunShape(world: World, repository: Repository, run: CheckRun) {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`
  const html = `${repositoryHtmlUrl(world, repository)}/runs/${run.id}`
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appShape(world, run.app),
    pull_requests: pullsWithHead(world, repository, run.headSha),
  }
}

export function annotationShape(world: World, repository: Repository, run: CheckRun, annotation: Annotation) {
  const path = annotation.path.split('/').map(encodeURIComponent).join('/')
  return { ...annotation, blob_href: `${repositoryHtmlUrl(world, repository)}/blob/${run.headSha}/${path}` }
}

/** A suite as events show it. Its state sums up its runs. */
export function checkSuiteShape(world: World, repository: Repository, suite: CheckSuite) {
  const runs = repository.checkRuns.filter((run) => run.suite === suite)
  const done = runs.length > 0 && runs.every((run) => run.status === 'completed')
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: done ? ('completed' as const) : ('queued' as const),
    conclusion: done ? suiteConclusion(runs) : null,
    url: `${repositoryUrl(world, repository)}/check-suites/${suite.id}`,
    before: null,
    after: suite.headSha,
    pull_requests: pullsWithHead(world, repository, suite.headSha),
    app: appShape(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.createdAt,
  }
}

type SuiteConclusion = Exclude<CheckConclusion, 'skipped'>

/** A suite has no `skipped`: such runs count as passed. */
function suiteConclusion(runs: readonly CheckRun[]): SuiteConclusion {
  for (const { conclusion } of runs) {
    if (conclusion !== null && conclusion !== 'success' && conclusion !== 'skipped') return conclusion
  }
  return 'success'
}

/** Only pull requests whose head lives in this repository: for a fork's the list is empty, as on GitHub. */
function pullsWithHead(world: World, repository: Repository, sha: string) {
  const reference = (of: Repository) => ({ id: of.id, url: repositoryUrl(world, of), name: of.name })
  return [...repository.pulls.values()]
    .filter((pull) => pull.headSha === sha && pull.state === 'open' && pull.head === repository)
    .map((pull) => ({
      id: pull.id,
      number: pull.number,
      url: `${repositoryUrl(world, repository)}/pulls/${pull.number}`,
      head: { ref: pull.headRef, sha: pull.headSha, repo: reference(pull.head) },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo: reference(pull.base) },
    }))
}
