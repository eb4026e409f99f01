import type { Installations } from '../../ports/installations.ts'
import type { Jobs } from '../../ports/jobs.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'

export interface OpenPullRequestsDependencies {
  readonly jobs: Pick<Jobs, 'requestExamination'>
  readonly installations: Pick<Installations, 'repositories' | 'openPullRequests'>
}

/** More pages than these are left to whoever looks after pull requests at intervals. */
const MAX_REPOSITORY_PAGES = 10
const MAX_PULL_PAGES = 10

/** Has every open pull request of a repository examined again. */
export async function examineOpenIn(
  repository: RepositoryKey,
  { jobs, installations }: OpenPullRequestsDependencies,
): Promise<void> {
  for (let page = 1; page <= MAX_PULL_PAGES; page += 1) {
    const read = await installations.openPullRequests(repository, page)
    if (read.kind === 'unchanged') return
    for (const { number } of read.value.items) await jobs.requestExamination({ ...repository, number })
    if (read.value.isLast) return
  }
}

/** The same for all repositories of an installation. Those that have nothing open cost no request. */
export async function examineOpenOf(installationId: number, dependencies: OpenPullRequestsDependencies): Promise<void> {
  for (let page = 1; page <= MAX_REPOSITORY_PAGES; page += 1) {
    const { items, isLast } = await dependencies.installations.repositories(installationId, page)
    for (const { owner, repo, openIssues } of items) {
      if (openIssues > 0) await examineOpenIn({ installationId, owner, repo }, dependencies)
    }
    if (isLast) return
  }
}
