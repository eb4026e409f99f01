import { join, resolve } from 'node:path'
import { fetchBranch } from '../adapters/git/fetch-branch.ts'
import { type HistoryPart, mergedChanges } from '../adapters/git/merged-changes.ts'
import { systemTimers, type Timers } from '../adapters/github/retry.ts'
import type { InstalledScope } from '../core/backtest/backtest.ts'
import { pullChanges, type WantedPulls } from '../core/backtest/pull-changes.ts'
import type { MergedChange } from '../core/backtest/replayed.ts'
import { readAppCredentials } from '../intake/environment.ts'
import { useProxy } from '../intake/use-proxy.ts'
import { Fault } from '../ports/fault.ts'
import type { RepositoryName } from '../ports/pull-requests.ts'
import { type InstalledRepository, installedRepository } from './installed-repository.ts'
import { landedPulls } from './landed-pulls.ts'
import { withProgress } from './progress.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { waitingForLimits } from './waiting-for-limits.ts'

/** What is replayed: changes of a repository on this machine. */
export interface BacktestSource {
  /** Where git finds it. */
  readonly repository: string
  readonly revision: string
  readonly head: string
  readonly shallow: boolean
  /** Newest first. */
  readonly changes: readonly MergedChange[]
  /** Where the changes are pull requests. */
  readonly installed?: InstalledScope
  /** Removes what was brought here only for this. */
  close(): void
}

export async function localSource(repository: string, revision: string, part: HistoryPart): Promise<BacktestSource> {
  return { repository, revision, ...(await mergedChanges(repository, revision, part)), close: () => undefined }
}

export interface InstalledRequest extends WantedPulls, RepositoryName {
  /** Where repositories are kept for the next time; nothing is kept where it is absent. */
  readonly cache?: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Is told what to know while it waits. */
  readonly say: (sentence: string) => void
  /** The time that a test lets go by. */
  readonly timers?: Timers
}

/** Brings a repository that the app is installed on here, and finds its merged pull requests. Throws `Fault`. */
export async function installedSource(request: InstalledRequest): Promise<BacktestSource> {
  useProxy(request.environment)
  const reading = readAppCredentials(request.environment)
  if (reading.kind === 'problems') throw new Fault('invalid', reading.problems.join('\n'))
  const { owner, repo, cache, timers = systemTimers, say } = request
  const patiently = waitingForLimits({ sleep: timers.sleep, say })
  const found = await installedRepository(reading.credentials, { owner, repo }, { timers, patiently })
  const name = nameOf(found)
  if (found.facts.isArchived) say(`${name} is archived: what was merged before is replayed all the same`)
  const folder = cache === undefined ? temporaryFolder('countersign-backtest-') : undefined
  try {
    const repository = join(folder?.path ?? cacheFolder(cache ?? '', found), `${found.key.repo}.git`)
    const { defaultBranch: revision } = found.facts
    const remote = { url: `${found.url}.git`, branch: revision }
    const token = () => found.pulls.contentToken(found.key)
    await withProgress(
      `fetching ${name}`,
      patiently(() => fetchBranch(repository, remote, token)),
    )
    const history = await mergedChanges(repository, `refs/heads/${revision}`, {})
    const places = new Map(history.changes.map(({ sha }, place) => [sha, place]))
    const landed = await landedPulls((page) => patiently(() => found.pulls.page(found.key, page)), places, request)
    const asked = pullChanges(history.changes, landed.pulls, (pull, sha) =>
      patiently(() => found.pulls.brought(found.key, pull, sha)),
    )
    const { changes, withoutPull } = await withProgress('asking for rebased pull requests', asked)
    const installed = { name, url: found.url, withoutPull, complete: landed.complete }
    return { ...history, repository, revision, changes, installed, close: () => folder?.remove() }
  } catch (error) {
    folder?.remove()
    throw error
  }
}

function nameOf({ key: { owner, repo } }: InstalledRepository): string {
  return `${owner}/${repo}`
}

/** One for each host and owner: names of both are GitHub's, in which nothing leads elsewhere. */
function cacheFolder(cache: string, { url, key }: InstalledRepository): string {
  return resolve(cache, new URL(url).host.replace(':', '_'), key.owner)
}
