import { createHash } from 'node:crypto'
import type { CommitObject } from '../git/commit-object.ts'
import type { Repository } from '../world/repository.ts'
import type { Artifact, WorkflowRun } from '../world/workflow-run.ts'
import type { World } from '../world/world.ts'
import { accountShape, nodeId } from './account-shape.ts'
import { simpleCommitShape } from './commit-shape.ts'
import { repositoryHtmlUrl, repositoryShape, repositoryUrl } from './repository-shape.ts'

/** The only workflow of a repository. */
export const WORKFLOW = { id: 7, name: 'Plan', path: '.github/workflows/plan.yml' }

export function workflowRunShape(world: World, repository: Repository, run: WorkflowRun, commit: CommitObject) {
  const url = `${repositoryUrl(world, repository)}/actions/runs/${run.id}`
  return {
    id: run.id,
    name: WORKFLOW.name,
    node_id: nodeId('WFR', run.id),
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CS', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: WORKFLOW.path,
    display_title: commit.message.split('\n')[0] ?? '',
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: 'completed' as const,
    conclusion: 'success' as const,
    workflow_id: WORKFLOW.id,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    actor: accountShape(world, run.actor),
    triggering_actor: accountShape(world, run.actor),
    ...addresses(url, `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}`),
    check_suite_url: `${repositoryUrl(world, repository)}/check-suites/${run.id}`,
    workflow_url: `${repositoryUrl(world, repository)}/actions/workflows/${WORKFLOW.id}`,
    head_commit: simpleCommitShape(commit),
    repository: repositoryShape(world, repository),
    head_repository: repositoryShape(world, run.headRepository),
  }
}

function addresses(url: string, html_url: string) {
  return {
    url,
    html_url,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
  }
}

export function artifactShape(world: World, repository: Repository, run: WorkflowRun, artifact: Artifact) {
  const url = `${repositoryUrl(world, repository)}/actions/artifacts/${artifact.id}`
  return {
    id: artifact.id,
    node_id: nodeId('A', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.content.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: hasExpired(world, artifact),
    digest: `sha256:${createHash('sha256').update(artifact.content).digest('hex')}`,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  }
}

export function hasExpired(world: World, { expiresAt }: Artifact): boolean {
  return Date.parse(expiresAt) <= world.clock.now()
}
