import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEnvironment, type ServerConfig } from '../../src/intake/environment.ts'
import { testKey } from '../github/world/test-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-environment-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PEM = testKey()
const COMPLETE = { APP_ID: '12345', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 'a-long-secret' }

describe('the environment', () => {
  it('needs three variables, and has a default for everything else', () => {
    expect(configOf(COMPLETE)).toEqual({
      appId: 12_345,
      privateKey: PEM,
      webhookSecret: 'a-long-secret',
      apiUrl: 'https://api.github.com',
      storage: { kind: 'directory', path: './.countersign' },
      blobCache: { directory: '.countersign/blobs', maxBytes: 1024 * 1024 * 1024 },
      role: 'all',
      host: '0.0.0.0',
      port: 3000,
      logLevel: 'info',
    })
  })

  it('takes everything else as it is set', () => {
    const page = 'https://wiki.example.com/countersign'
    const others = { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'debug', DATA_DIR: '/data', DETAILS_URL: page }
    const storage = { kind: 'directory', path: '/data' }
    const expected = { host: '127.0.0.1', port: 0, logLevel: 'debug', storage, detailsUrl: page }
    expect(configOf({ ...COMPLETE, ...others })).toMatchObject(expected)
  })

  it('keeps files on the disk beside its own database, or where it is told to, or nowhere', () => {
    const elsewhere = { DATABASE_URL: 'postgres://db/countersign' }
    expect(configOf({ ...COMPLETE, ...elsewhere }).blobCache).toBeUndefined()
    const told = configOf({ ...COMPLETE, ...elsewhere, CACHE_DIR: '/cache', CACHE_MB: '2' })
    expect(told.blobCache).toEqual({ directory: '/cache', maxBytes: 2 * 1024 * 1024 })
    expect(configOf({ ...COMPLETE, CACHE_MB: '0' }).blobCache).toBeUndefined()
  })

  it('shows figures nowhere unless a port is set, and then on loopback', () => {
    expect(configOf(COMPLETE).metrics).toBeUndefined()
    expect(configOf({ ...COMPLETE, METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 })
    const elsewhere = { METRICS_PORT: '0', METRICS_ADDRESS: '10.0.0.7' }
    expect(configOf({ ...COMPLETE, ...elsewhere }).metrics).toEqual({ host: '10.0.0.7', port: 0 })
  })

  it('prefers a database over a directory', () => {
    const url = 'postgres://countersign:pass@db/countersign'
    const set = { ...COMPLETE, DATABASE_URL: url, DATA_DIR: '/data' }
    expect(configOf(set).storage).toEqual({ kind: 'postgres', url })
  })

  it('shares its work with other processes on one database', () => {
    const set = { ...COMPLETE, DATABASE_URL: 'postgres://db/countersign', ROLE: 'worker' }
    expect(configOf(set).role).toBe('worker')
  })

  it.each([
    ['github.example.com', undefined, 'https://github.example.com/api/v3'],
    ['127.0.0.1:4000', 'http', 'http://127.0.0.1:4000/api/v3'],
  ])('reaches GitHub Enterprise Server at %s', (GHE_HOST, GHE_PROTOCOL, apiUrl) => {
    expect(configOf({ ...COMPLETE, GHE_HOST, GHE_PROTOCOL }).apiUrl).toBe(apiUrl)
  })

  it.each([
    ['as downloaded', PEM],
    ['with line breaks written out', PEM.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PEM).toString('base64')],
    ['with space around it', `\n  ${PEM}  \n`],
  ])('takes the private key %s', (_how, PRIVATE_KEY) => {
    expect(configOf({ ...COMPLETE, PRIVATE_KEY }).privateKey).toBe(PEM)
  })

  it('takes the private key from a file', () => {
    const path = join(folder, 'app.pem')
    writeFileSync(path, PEM)
    expect(configOf({ ...COMPLETE, PRIVATE_KEY: '', PRIVATE_KEY_PATH: path }).privateKey).toBe(PEM)
  })
})

describe('the server does not start', () => {
  it('with nothing set, and says at once all that is missing', () => {
    const problems = problemsOf({})
    expect(problems).toHaveLength(3)
    expect(problems.join('\n')).toMatch(/APP_ID is not set.*WEBHOOK_SECRET is not set.*There is no private key/s)
  })

  const certificate = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const [firstLine] = PEM.split('\n')

  it.each([
    ['APP_ID', '', 'APP_ID is not set'],
    ['APP_ID', 'my-app', 'APP_ID is no number'],
    ['APP_ID', '0', 'APP_ID is no number'],
    ['WEBHOOK_SECRET', '', 'WEBHOOK_SECRET is not set'],
    ['WEBHOOK_SECRET', '   ', 'WEBHOOK_SECRET is not set'],
    ['WEBHOOK_SECRET', 'development', 'which everybody knows'],
    ['WEBHOOK_SECRET', ' development ', 'which everybody knows'],
    ['PRIVATE_KEY', '', 'There is no private key'],
    ['PRIVATE_KEY', 'xx-not-a-key-xx', 'PRIVATE_KEY holds no RSA private key'],
    ['PRIVATE_KEY', `${firstLine}\nxx-broken-xx`, 'PRIVATE_KEY holds no RSA private key'],
    ['PRIVATE_KEY', certificate, 'PRIVATE_KEY holds no RSA private key'],
    ['DATABASE_URL', 'mysql://root:pass@db/x', 'DATABASE_URL is no PostgreSQL URL'],
    ['PORT', '80a', 'PORT is no port'],
    ['PORT', '65536', 'PORT is no port'],
    ['GHE_HOST', 'https://github.example.com', 'GHE_HOST is no host name'],
    ['GHE_PROTOCOL', 'ftp', 'GHE_PROTOCOL is neither https nor http'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is none of'],
    ['METRICS_PORT', '70000', 'METRICS_PORT is no port'],
    ['DETAILS_URL', 'javascript:alert(1)', 'DETAILS_URL is no https address'],
    ['ROLE', 'boss', 'ROLE is none of all, web, worker'],
    ['ROLE', 'worker', 'the embedded database is for a single process'],
  ])('with %s set to %j', (name, value, problem) => {
    const problems = problemsOf({ ...COMPLETE, [name]: value })
    expect(problems).toEqual([expect.stringContaining(problem)])
    expect(problems.join()).not.toMatch(/xx-|root:pass|BEGIN/)
  })

  it.each([
    ['that is missing', join(folder, 'nowhere.pem'), 'cannot be read (ENOENT)'],
    ['that is a directory', folder, 'cannot be read (EISDIR)'],
    ['that holds something else', import.meta.filename, 'holds no RSA private key'],
  ])('with a key file %s', (_what, path, problem) => {
    const { PRIVATE_KEY: _inline, ...others } = COMPLETE
    const problems = problemsOf({ ...others, PRIVATE_KEY_PATH: path })
    expect(problems).toEqual([expect.stringContaining(problem)])
    expect(problems[0]).toContain(path)
  })
})

function configOf(variables: Record<string, string | undefined>): ServerConfig {
  const reading = readEnvironment(variables)
  return reading.kind === 'config' ? reading.config : expect.fail(reading.problems.join('\n'))
}

function problemsOf(variables: Record<string, string | undefined>): readonly string[] {
  const reading = readEnvironment(variables)
  return reading.kind === 'problems' ? reading.problems : expect.fail('the environment was accepted')
}
