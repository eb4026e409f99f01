import { createClients } from '../adapters/github/clients.ts'
import { githubMergedPulls } from '../adapters/github/merged-pulls.ts'
import type { Timers } from '../adapters/github/retry.ts'
import { githubSetup } from '../adapters/github/setup.ts'
import type { AppCredentials } from '../intake/environment.ts'
import { Fault } from '../ports/fault.ts'
import type { InstalledHistory, MergedPulls } from '../ports/merged-pulls.ts'
import type { RepositoryKey, RepositoryName } from '../ports/pull-requests.ts'
import { usableInstallation } from './usable-installation.ts'
import type { Patient } from './waiting-for-limits.ts'

/** A repository that the app is installed on and whose history it may read. */
export interface InstalledRepository {
  readonly key: RepositoryKey
  readonly facts: InstalledHistory
  /** Where people look at it, without a slash at the end. */
  readonly url: string
  readonly pulls: MergedPulls
}

/** Finds a repository on GitHub. Throws `Fault` with the way out where its history cannot be read. */
export async function installedRepository(
  { appId, privateKey, apiUrl: baseUrl }: AppCredentials,
  asked: RepositoryName,
  { timers, patiently }: { readonly timers: Timers; readonly patiently: Patient },
): Promise<InstalledRepository> {
  const clients = await createClients({ appId, privateKey, baseUrl, timers })
  const origin = baseUrl === GITHUB_API ? 'https://github.com' : new URL(baseUrl).origin
  const pulls = inBackground(githubMergedPulls(clients, origin), clients.inBackground)
  const setup = githubSetup(clients, { now: Date.now })
  const { id: installationId } = await usableInstallation(setup, asked, patiently)
  const facts = await patiently(() => pulls.repository({ ...asked, installationId }))
  const { owner, repo } = facts.name
  const name = `${owner}/${repo}`
  const branch = facts.defaultBranch
  if (!facts.hasCommits)
    throw new Fault('not-found', `${name} has no commit on ${branch} yet: there is nothing to replay`)
  if (facts.sizeKilobytes > MAX_KILOBYTES) {
    const way = 'make a clone that you keep, and name it with --repo'
    throw new Fault('invalid', `${name} has more than ${MAX_KILOBYTES / 1_048_576} GB: ${way}`)
  }
  return { key: { owner, repo, installationId }, facts, url: `${origin}/${name}`, pulls }
}

const GITHUB_API = 'https://api.github.com'
const MAX_KILOBYTES = 20 * 1_048_576

/** What a server of the same app has to do comes first. */
function inBackground(pulls: MergedPulls, behind: <T>(work: () => Promise<T>) => Promise<T>): MergedPulls {
  return {
    repository: (key) => behind(() => pulls.repository(key)),
    page: (key, page) => behind(() => pulls.page(key, page)),
    brought: (key, pull, sha) => behind(() => pulls.brought(key, pull, sha)),
    contentToken: pulls.contentToken,
  }
}
