import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { connectPostgres } from '../adapters/store/postgres-connection.ts'
import type { MachineFacts } from '../core/setup/facts.ts'
import type { EnvironmentReading, ServerConfig } from '../intake/environment.ts'

/** What can be told of this machine without GitHub: Node, git, the environment, and where data is kept. */
export async function machineFacts(
  reading: EnvironmentReading,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<MachineFacts> {
  return {
    node: process.versions.node,
    git: await gitVersion(),
    environmentProblems: reading.kind === 'problems' ? reading.problems : [],
    storage: await storageFacts(reading.kind === 'config' ? reading.config.storage : namedStorage(variables)),
  }
}

const GIT_TIMEOUT_MS = 10_000

async function gitVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'], { timeout: GIT_TIMEOUT_MS })
    return /\d+(?:\.\d+)+/.exec(stdout)?.[0]
  } catch {
    // Whatever keeps git from telling its version keeps it from being used.
    return undefined
  }
}

type Storage = ServerConfig['storage']

/** As the server would choose it; other variables may be wrong, which is told beside it. */
function namedStorage({
  DATABASE_URL: url = '',
  DATA_DIR: path = '',
}: Readonly<Record<string, string | undefined>>): Storage {
  if (url.trim() !== '') return { kind: 'postgres', url }
  return { kind: 'directory', path: path.trim() === '' ? './.countersign' : path }
}

function storageFacts(storage: Storage): Promise<NonNullable<MachineFacts['storage']>> {
  switch (storage.kind) {
    case 'memory':
      return Promise.resolve({ what: 'Memory' })
    case 'directory':
      return attempted(`The data directory ${storage.path}`, () => writable(resolve(storage.path)))
    case 'postgres':
      return attempted('The database of DATABASE_URL', () => reachable(storage.url))
  }
}

async function attempted(what: string, attempt: () => Promise<void>) {
  try {
    await attempt()
    return { what }
  } catch (error) {
    return { what, problem: `${reasonOf(error)}.` }
  }
}

/** What is not there yet is made at the first start, in the nearest directory that is. */
async function writable(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK)
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isAbsent || dirname(path) === path) throw error
    await writable(dirname(path))
  }
}

/** PostgreSQL's codes for a schema or table that is not there: the server makes them when it starts. */
const NOT_MADE_YET = new Set(['3F000', '42P01'])

async function reachable(url: string): Promise<void> {
  const connection = connectPostgres(url, () => undefined)
  try {
    await connection.database.selectFrom('deliveries').select('id').limit(1).execute()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && NOT_MADE_YET.has(String(error.code)))) throw error
  } finally {
    await connection.close()
  }
}

/** Several addresses of one host fail together, and only each of them says why. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
