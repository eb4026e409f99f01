import { mkdir } from 'node:fs/promises'
import { visibleText } from '../../core/text/visible-text.ts'
import { Fault } from '../../ports/fault.ts'
import { runGit } from './git.ts'

/** A branch of a repository on GitHub. */
export interface RemoteBranch {
  /** `https://host/owner/name.git`, as GitHub spells it: a redirection is not followed. */
  readonly url: string
  readonly branch: string
}

/**
 * Brings the whole history of a branch, with the notes that AI tools leave, into the bare repository `directory`, in one
 * fetch; what is there already is not sent again. The directory is made where there is none. Git is told the token in
 * its environment: it stands in no argument, file or message. A token that GitHub does not take is renewed once.
 * Throws `Fault`.
 */
export async function fetchBranch(
  directory: string,
  remote: RemoteBranch,
  token: () => Promise<string>,
): Promise<void> {
  await prepare(directory)
  const first = await fetchOnce(directory, remote, await token())
  const fault = first?.kind === 'forbidden' ? await fetchOnce(directory, remote, await token()) : first
  if (fault !== undefined) throw fault
}

async function prepare(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Fault('unavailable', `${directory} cannot be made: ${why}`, { cause })
  }
  const command = ['init', '--quiet', '--bare', '--template=']
  const { code, stderr } = await runGit(directory, command, { environment: { GIT_DIR: directory } })
  if (code !== 0) throw new Fault('unavailable', `git init failed in ${directory}: ${shown(stderr)}`)
}

/** No hook, helper or question of this machine's git has a part in it. */
const SETTINGS = [
  'credential.helper=',
  'core.askPass=',
  'core.hooksPath=/dev/null',
  'http.followRedirects=false',
  // What stands still is given up.
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=60',
  'maintenance.auto=false',
  'gc.auto=0',
]
const OPTIONS = ['--quiet', '--no-tags', '--prune', '--no-recurse-submodules', '--no-write-fetch-head']
/** The name with an asterisk may be missing there. */
const NOTES = '+refs/notes/ai*:refs/notes/ai*'
/** A token is good for an hour. */
const MAX_FETCH_MS = 55 * 60_000

async function fetchOnce(directory: string, remote: RemoteBranch, token: string): Promise<Fault | undefined> {
  const { url, branch } = remote
  const settings = SETTINGS.flatMap((setting) => ['-c', setting])
  const command = [...settings, 'fetch', ...OPTIONS, '--', url, `+refs/heads/${branch}:refs/heads/${branch}`, NOTES]
  const environment = environmentOf(directory, url, token)
  const { code, stderr } = await runGit(directory, command, { environment, timeoutMs: MAX_FETCH_MS })
  return code === 0 ? undefined : faultOf(remote, shown(stderr, token))
}

/** Configuration that the environment holds is seen by this git and those it starts, and by nobody else's. */
function environmentOf(directory: string, url: string, token: string): Readonly<Record<string, string>> {
  const given = Number(process.env['GIT_CONFIG_COUNT'] ?? 0)
  const count = Number.isInteger(given) && given > 0 ? given : 0
  const name = `http.${url}.extraHeader`
  return {
    GIT_DIR: directory,
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_ALLOW_PROTOCOL: new URL(url).protocol.replace(':', ''),
    // A trace of the connection would show the header.
    GIT_TRACE_REDACT: '1',
    GIT_CONFIG_COUNT: String(count + 2),
    // The first one takes back headers of this machine's configuration.
    [`GIT_CONFIG_KEY_${count}`]: name,
    [`GIT_CONFIG_VALUE_${count}`]: '',
    [`GIT_CONFIG_KEY_${count + 1}`]: name,
    [`GIT_CONFIG_VALUE_${count + 1}`]: `Authorization: Basic ${basic(token)}`,
  }
}

function basic(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64')
}

const MAX_SHOWN = 600

function shown(stderr: string, token?: string): string {
  const secrets = token === undefined ? [] : [token, basic(token)]
  const said = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), stderr.trim())
  return visibleText(said.slice(-MAX_SHOWN), 'keep')
}

/** Git tells only in words why it could not fetch; its language is set to none (`LC_ALL=C`). */
function faultOf({ url, branch }: RemoteBranch, said: string): Fault {
  const what = `git could not fetch ${branch} of ${url}`
  if (/returned error: 429|rate limit/i.test(said)) return new Fault('rate-limited', `${what}: ${said}`)
  if (/couldn't find remote ref/.test(said)) return new Fault('not-found', `There is no branch ${branch} at ${url}`)
  if (/returned error: 40[13]|Authentication failed|could not read Username/i.test(said)) {
    return new Fault('forbidden', `${what}: GitHub does not take the app's token: ${said}`)
  }
  if (/returned error: 404|repository '.*' not found/i.test(said)) return new Fault('not-found', `${what}: ${said}`)
  return new Fault('unavailable', `${what}: ${said === '' ? 'it ended early' : said}`)
}
