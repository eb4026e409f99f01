import type { FanOut, FanOutHandlers, FanOuts } from '../ports/fan-outs.ts'
import type { Installations } from '../ports/installations.ts'
import type { FanOutJobs } from '../ports/jobs.ts'
import type { PullRequests, RepositoryKey } from '../ports/pull-requests.ts'

export interface FanOutMeans {
  readonly jobs: FanOutJobs
  readonly installations: Pick<Installations, 'repositories' | 'openPullRequests'>
  readonly pullRequests: Pick<PullRequests, 'openOnto'>
  readonly fanOuts: FanOuts
}

/**
 * Has many open pull requests examined again, behind what happens to single ones. Of an installation's repositories one
 * page is gone through at a time, each by a job of its own, so that nothing begins anew where one is interrupted. Those
 * that have nothing open cost no request. Throws `Fault`, and what `signal` says.
 */
export function spreadingFanOut(means: FanOutMeans): FanOutHandlers['spread'] {
  return async (fanOut, signal) => {
    switch (fanOut.kind) {
      case 'installation':
        return spreadOverPage(fanOut, means, signal)
      case 'repository':
        return examineOpenIn(fanOut.repository, means, signal)
      case 'base':
        // The newest first: these are the ones that people wait for.
        for (const number of (await means.pullRequests.openOnto(fanOut.repository, fanOut.branch)).toReversed()) {
          await means.jobs.requestInFanOut({ ...fanOut.repository, number })
        }
    }
  }
}

/** More than these are left to whoever looks after pull requests at intervals. */
const MAX_REPOSITORY_PAGES = 100
const MAX_PULL_PAGES = 10

async function spreadOverPage(
  { installationId, page }: Extract<FanOut, { kind: 'installation' }>,
  means: FanOutMeans,
  signal: AbortSignal,
): Promise<void> {
  const { items, isLast } = await means.installations.repositories(installationId, page)
  for (const { owner, repo, openIssues } of items) {
    if (openIssues > 0) await examineOpenIn({ installationId, owner, repo }, means, signal)
  }
  if (isLast || page >= MAX_REPOSITORY_PAGES) return
  await means.fanOuts.request({ kind: 'installation', installationId, page: page + 1 })
}

async function examineOpenIn(repository: RepositoryKey, means: FanOutMeans, signal: AbortSignal): Promise<void> {
  for (let page = 1; page <= MAX_PULL_PAGES; page += 1) {
    signal.throwIfAborted()
    const read = await means.installations.openPullRequests(repository, page)
    if (read.kind === 'unchanged') return
    for (const { number } of read.value.items) await means.jobs.requestInFanOut({ ...repository, number })
    if (read.value.isLast) return
  }
}
