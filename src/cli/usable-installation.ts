import type { InstallationFacts } from '../core/setup/facts.ts'
import { Fault } from '../ports/fault.ts'
import type { RepositoryName } from '../ports/pull-requests.ts'
import type { Setup } from '../ports/setup.ts'
import type { Patient } from './waiting-for-limits.ts'

/** What the setup has to tell of. */
type Asked = Pick<Setup, 'app' | 'installationOf'>

const NEEDED = ['contents', 'pull_requests'] as const

/** The installation that may read a repository's history. Throws `Fault` with the way out where there is none. */
export async function usableInstallation(
  setup: Asked,
  { owner, repo }: RepositoryName,
  patiently: Patient,
): Promise<InstallationFacts> {
  const found = await patiently(() => findInstallation(setup, { owner, repo }))
  if (found === undefined) throw await notInstalled(setup, `${owner}/${repo}`)
  const { account, pageUrl, permissions, suspendedAt } = found
  if (suspendedAt !== undefined) {
    throw new Fault('not-installed', `The installation on ${account} is suspended: unsuspend it at ${pageUrl}`)
  }
  const missing = NEEDED.filter((permission) => permissions[permission] === undefined)
  if (missing.length > 0) {
    const what = missing.map((permission) => `${permission}: read`).join(' and ')
    const way = `give it to the app, and have the owner accept it at ${pageUrl}`
    throw new Fault('forbidden', `The installation on ${account} lacks the permission ${what}: ${way}`)
  }
  return found
}

/** The first question tells whether GitHub can be reached. */
async function findInstallation(setup: Asked, name: RepositoryName): Promise<InstallationFacts | undefined> {
  try {
    return await setup.installationOf(name)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (error.kind === 'forbidden') return undefined
    if (error.kind !== 'unavailable') throw error
    const way = 'see that this machine reaches GitHub (GHE_HOST, HTTPS_PROXY), and run this again'
    throw new Fault('unavailable', `${error.message}: ${way}`, { cause: error })
  }
}

/** A key that GitHub does not take finds nothing either. */
async function notInstalled(setup: Asked, name: string): Promise<Fault> {
  const { app } = await setup.app()
  if (app.kind === 'refused') {
    const way = "compare APP_ID with the app's page, see that the key is still listed there, and check the clock"
    return new Fault('forbidden', `GitHub does not take the app's key: ${way}`)
  }
  const way = `install it at ${app.value.settingsUrl}/installations, add the repository there, or correct the name`
  return new Fault('not-installed', `The app is not installed on ${name}: ${way}`)
}
