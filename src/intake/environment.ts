import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LOG_LEVELS, type LogLevel } from './logger.ts'
import { type ModuleSettings, readModuleSettings } from './module-environment.ts'

/** All that the server needs to know, checked. */
export interface ServerConfig {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  readonly webhookSecret: string
  /** GitHub's REST interface, without a trailing slash. */
  readonly apiUrl: string
  /** `memory` is for tests and demonstrations, and no variable asks for it. */
  readonly storage:
    | { readonly kind: 'memory' }
    | { readonly kind: 'directory'; readonly path: string }
    | { readonly kind: 'postgres'; readonly url: string }
  /** What this process does: `web` takes webhooks in, `worker` examines; both unless told. */
  readonly role?: 'all' | 'web' | 'worker'
  readonly host: string
  readonly port: number
  readonly logLevel: LogLevel
  /** Where *Details* of a check leads; to the app's homepage unless told. */
  readonly detailsUrl?: string
  /** Where figures can be read; nowhere unless a port is set. */
  readonly metrics?: { readonly host: string; readonly port: number }
  /** Where files that were read are kept beyond the process; nowhere where it is absent. */
  readonly blobCache?: { readonly directory: string; readonly maxBytes: number }
  /** Without them modules are read from the installation's own repositories only. */
  readonly modules?: ModuleSettings
}

export type EnvironmentReading =
  | { readonly kind: 'config'; readonly config: ServerConfig }
  /** One sentence a problem: what is wrong and what to set. No value of a variable is in them. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** Reads the server's environment variables. All that is wrong is told at once; a variable set to nothing counts as unset. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): EnvironmentReading {
  const set = withoutEmpty(variables)
  const parsed = environment.safeParse(set)
  const key = readPrivateKey(set)
  const modules = readModuleSettings(set)
  const apart = parsed.success ? problemsOfRole(parsed.data) : []
  if (parsed.success && apart.length === 0 && key.kind === 'key' && modules.kind === 'settings') {
    const { settings } = modules
    const config = configOf(parsed.data, key.pem)
    return { kind: 'config', config: settings === undefined ? config : { ...config, modules: settings } }
  }
  const problems = [
    ...(parsed.success ? apart : parsed.error.issues.map((issue) => issue.message)),
    ...(key.kind === 'key' ? [] : [key.problem]),
    ...(modules.kind === 'settings' ? [] : modules.problems),
  ]
  return { kind: 'problems', problems: [...new Set(problems)] }
}

/** Processes of different roles meet in a database that both can reach. */
function problemsOfRole({ ROLE, DATABASE_URL }: z.infer<typeof environment>): readonly string[] {
  if (ROLE === 'all' || DATABASE_URL !== undefined) return []
  const way = 'set DATABASE_URL to a PostgreSQL that all processes reach, or ROLE to all'
  return [`ROLE is ${ROLE}, and the embedded database is for a single process: ${way}`]
}

/** What it takes to speak to GitHub as the app. */
export type AppCredentials = Pick<ServerConfig, 'appId' | 'privateKey' | 'apiUrl'>

/** Reads only what a command needs that speaks to GitHub as the app: no secret of webhooks, no storage. */
export function readAppCredentials(
  variables: Readonly<Record<string, string | undefined>>,
):
  | { readonly kind: 'credentials'; readonly credentials: AppCredentials }
  | Extract<EnvironmentReading, { kind: 'problems' }> {
  const set = withoutEmpty(variables)
  const parsed = environment.pick({ APP_ID: true, GHE_HOST: true, GHE_PROTOCOL: true }).safeParse(set)
  const key = readPrivateKey(set)
  if (parsed.success && key.kind === 'key') {
    const { APP_ID, ...host } = parsed.data
    return { kind: 'credentials', credentials: { appId: Number(APP_ID), privateKey: key.pem, apiUrl: apiUrlOf(host) } }
  }
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => issue.message)),
    ...(key.kind === 'key' ? [] : [key.problem]),
  ]
  return { kind: 'problems', problems }
}

const MAX_PORT = 65_535
/** Probot signs with this word where no secret is set, so anyone can. */
const KNOWN_SECRET = 'development'

const missing = (message: string) => z.string({ error: () => message })

const environment = z.object({
  APP_ID: missing("APP_ID is not set: set it to the GitHub App's ID, a number shown on the app's page").regex(
    /^[1-9]\d{0,14}$/,
    "APP_ID is no number: set it to the GitHub App's ID, shown on the app's page",
  ),
  WEBHOOK_SECRET: missing(
    "WEBHOOK_SECRET is not set: set it to the secret of the GitHub App's webhook, e.g. the output of `openssl rand -hex 32`",
  ).refine((secret) => secret.trim() !== KNOWN_SECRET, {
    error: `WEBHOOK_SECRET is "${KNOWN_SECRET}", which everybody knows: set a secret of your own in the GitHub App and here`,
  }),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL is no PostgreSQL URL: set it to postgres://user:password@host/database')
    .optional(),
  DATA_DIR: z.string().default('./.countersign'),
  CACHE_DIR: z.string().optional(),
  CACHE_MB: z
    .string()
    .regex(
      /^\d{1,6}$/,
      'CACHE_MB is no number of megabytes: set it to how much may be kept on disk, or to 0 for nothing',
    )
    .default('1024')
    .transform(Number),
  ROLE: z.enum(['all', 'web', 'worker'], { error: () => 'ROLE is none of all, web, worker' }).default('all'),
  DETAILS_URL: z
    .url({
      protocol: /^https?$/,
      error: () => 'DETAILS_URL is no https address: set it to a page of yours, or to nothing',
    })
    .optional(),
  HOST: z.string().default('0.0.0.0'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT is no port: set it to a number from 0 to 65535')
    .default('3000')
    .transform(Number)
    .refine((port) => port <= MAX_PORT, { error: 'PORT is no port: set it to a number from 0 to 65535' }),
  METRICS_ADDRESS: z.string().default('127.0.0.1'),
  METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'METRICS_PORT is no port: set it to a number from 0 to 65535, or to nothing for no metrics')
    .transform(Number)
    .refine((port) => port <= MAX_PORT, {
      error: 'METRICS_PORT is no port: set it to a number from 0 to 65535, or to nothing for no metrics',
    })
    .optional(),
  GHE_HOST: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$/, 'GHE_HOST is no host name: set it to e.g. github.example.com, without https:// and path')
    .optional(),
  GHE_PROTOCOL: z.enum(['https', 'http'], { error: () => 'GHE_PROTOCOL is neither https nor http' }).default('https'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: () => `LOG_LEVEL is none of ${LOG_LEVELS.join(', ')}` }).default('info'),
})

function withoutEmpty(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim() !== ''))
}

function configOf(variables: z.infer<typeof environment>, privateKey: string): ServerConfig {
  const { APP_ID, WEBHOOK_SECRET, DATABASE_URL, DATA_DIR, DETAILS_URL, METRICS_ADDRESS, METRICS_PORT } = variables
  const blobCache = blobCacheOf(variables)
  return {
    appId: Number(APP_ID),
    privateKey,
    webhookSecret: WEBHOOK_SECRET,
    apiUrl: apiUrlOf(variables),
    storage:
      DATABASE_URL === undefined ? { kind: 'directory', path: DATA_DIR } : { kind: 'postgres', url: DATABASE_URL },
    role: variables.ROLE,
    host: variables.HOST,
    port: variables.PORT,
    logLevel: variables.LOG_LEVEL,
    ...(DETAILS_URL === undefined ? {} : { detailsUrl: DETAILS_URL }),
    ...(blobCache === undefined ? {} : { blobCache }),
    ...(METRICS_PORT === undefined ? {} : { metrics: { host: METRICS_ADDRESS, port: METRICS_PORT } }),
  }
}

/** Beside the embedded database; with one elsewhere only where a directory is named. */
function blobCacheOf({
  CACHE_DIR,
  CACHE_MB,
  DATABASE_URL,
  DATA_DIR,
}: z.infer<typeof environment>): ServerConfig['blobCache'] {
  const directory = CACHE_DIR ?? (DATABASE_URL === undefined ? join(DATA_DIR, 'blobs') : undefined)
  return directory === undefined || CACHE_MB === 0 ? undefined : { directory, maxBytes: CACHE_MB * 1024 * 1024 }
}

function apiUrlOf({ GHE_HOST, GHE_PROTOCOL }: Pick<z.infer<typeof environment>, 'GHE_HOST' | 'GHE_PROTOCOL'>): string {
  return GHE_HOST === undefined ? 'https://api.github.com' : `${GHE_PROTOCOL}://${GHE_HOST}/api/v3`
}

type KeyReading =
  | { readonly kind: 'key'; readonly pem: string }
  | { readonly kind: 'problem'; readonly problem: string }

function readPrivateKey(variables: Readonly<Record<string, string | undefined>>): KeyReading {
  const { PRIVATE_KEY: text, PRIVATE_KEY_PATH: path } = variables
  if (text !== undefined) return parsePrivateKey(text, 'PRIVATE_KEY')
  if (path === undefined) {
    const way = 'set PRIVATE_KEY_PATH to the PEM file downloaded from the GitHub App, or PRIVATE_KEY to its content'
    return { kind: 'problem', problem: `There is no private key: ${way}` }
  }
  try {
    return parsePrivateKey(readFileSync(path, 'utf8'), `The file of PRIVATE_KEY_PATH (${path})`)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const way = 'set it to the PEM file downloaded from the GitHub App'
    return { kind: 'problem', problem: `The file of PRIVATE_KEY_PATH (${path}) cannot be read (${why}): ${way}` }
  }
}

/** PEM as it is, with `\n` written out as many systems pass it on, or in base64. */
function parsePrivateKey(text: string, where: string): KeyReading {
  const unescaped = text.replaceAll('\\n', '\n').trim()
  const pem = unescaped.startsWith('-----') ? unescaped : Buffer.from(unescaped, 'base64').toString('utf8').trim()
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'rsa') return { kind: 'key', pem: `${pem}\n` }
  } catch {
    // The reason that OpenSSL gives says nothing to people, and could quote the text.
  }
  const way = 'generate a private key on the page of the GitHub App and set it as downloaded, or in base64'
  return { kind: 'problem', problem: `${where} holds no RSA private key in PEM format: ${way}` }
}
