import type { PullRequestKey, RepositoryKey } from '../../ports/pull-requests.ts'

/** GitHub's names are the same in any case; the installation is part of the identity. */
export function repositoryName(key: RepositoryKey): string {
  return `${key.installationId}/${key.owner}/${key.repo}`.toLowerCase()
}

export function pullRequestName(key: PullRequestKey): string {
  return `${repositoryName(key)}#${key.number}`
}
