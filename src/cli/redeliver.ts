import { Command } from 'commander'
import { createClients } from '../adapters/github/clients.ts'
import { githubHookDeliveries } from '../adapters/github/hook-deliveries.ts'
import { readAppCredentials } from '../intake/environment.ts'
import { Fault } from '../ports/fault.ts'
import type { HookDeliveries, HookDelivery } from '../ports/hook-deliveries.ts'
import { type CommandStreams, processStreams, written } from './command-streams.ts'
import { CLEAR, ENVIRONMENT_FAULT } from './exit-codes.ts'

interface RedeliverOptions {
  readonly since?: string
}

/** `countersign redeliver`: has GitHub send webhooks again, one by its id or all that failed since a time. */
export function redeliverCommand(streams: CommandStreams = processStreams, environment = process.env): Command {
  const command = new Command('redeliver')
    .description('Has GitHub send webhooks again that did not arrive or could not be handled')
    .argument('[id]', "a delivery's id: X-GitHub-Delivery as in the log, or the number of one attempt")
    .option('--since <date>', 'all that failed since then and did not arrive later; ISO 8601, GitHub keeps three days')
    .addHelpText('after', HELP)
  return command.action(async (id: string | undefined, { since }: RedeliverOptions) => {
    const asked = whatIsAsked(id, since)
    if ('error' in asked) return command.error(`error: ${asked.error}`)
    const reading = readAppCredentials(environment)
    if (reading.kind === 'problems') throw new Fault('invalid', reading.problems.join('\n'))
    const { appId, privateKey, apiUrl: baseUrl } = reading.credentials
    const { app } = await createClients({ appId, privateKey, baseUrl })
    streams.setExitCode(await redeliver(asked, githubHookDeliveries(app), streams))
  })
}

const HELP = `
APP_ID, PRIVATE_KEY_PATH (or PRIVATE_KEY) and, for GitHub Enterprise Server, GHE_HOST come from the environment.
Exit code: 0 all were asked for, 2 one was not or an environment fault, 64 usage`

/** Milliseconds, or an id: a GUID names all attempts of one event, a number one attempt. */
type Asked = { readonly sinceMs: number } | { readonly guid: string } | { readonly attempt: string }

const ATTEMPT = /^\d{1,30}$/
const GUID = /^[\w-]{1,100}$/
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/

function whatIsAsked(id: string | undefined, since: string | undefined): Asked | { readonly error: string } {
  if ((id === undefined) === (since === undefined)) return { error: 'give either the id of a delivery or --since DATE' }
  if (since !== undefined) {
    const sinceMs = DATE.test(since) ? Date.parse(since) : Number.NaN
    return Number.isNaN(sinceMs) ? { error: `--since ${since} is no date: write e.g. 2026-03-01T10:00Z` } : { sinceMs }
  }
  if (id !== undefined && ATTEMPT.test(id)) return { attempt: id }
  return id !== undefined && GUID.test(id) ? { guid: id } : { error: 'the id is none of a delivery' }
}

async function redeliver(asked: Asked, deliveries: HookDeliveries, streams: CommandStreams): Promise<number> {
  if ('attempt' in asked) {
    await deliveries.redeliver(asked.attempt)
    await written(streams.stdout, `asked for again: attempt ${asked.attempt}\n`)
    return CLEAR
  }
  const found =
    'guid' in asked ? [await attemptOf(asked.guid, deliveries)] : await failedSince(asked.sinceMs, deliveries)
  let failures = 0
  for (const delivery of found) if (!(await redeliverOne(delivery, deliveries, streams))) failures += 1
  const done = found.length - failures
  const summary = `${count(done, 'webhook')} asked for again${failures === 0 ? '' : `, ${failures} not`}`
  await written(streams.stderr, `${summary}\n`)
  return failures === 0 ? CLEAR : ENVIRONMENT_FAULT
}

/** Its newest attempt. Throws `Fault` of kind `not-found` where GitHub knows none any more. */
async function attemptOf(guid: string, deliveries: HookDeliveries): Promise<HookDelivery> {
  for await (const delivery of newestFirst(deliveries)) if (delivery.guid === guid) return delivery
  const why = 'GitHub keeps deliveries for three days, and only those of this app'
  throw new Fault('not-found', `GitHub knows no delivery ${guid}: ${why}`)
}

/** One attempt of each event of which none succeeded, oldest first. */
async function failedSince(sinceMs: number, deliveries: HookDeliveries): Promise<readonly HookDelivery[]> {
  const arrived = new Set<string>()
  const failed = new Map<string, HookDelivery>()
  for await (const delivery of newestFirst(deliveries)) {
    if (Date.parse(delivery.deliveredAt) < sinceMs) break
    if (delivery.succeeded) arrived.add(delivery.guid)
    else if (!failed.has(delivery.guid)) failed.set(delivery.guid, delivery)
  }
  return [...failed.values()].filter(({ guid }) => !arrived.has(guid)).toReversed()
}

/** Of 100 each: more than that in three days is beyond what a person sends again by hand. */
const MAX_PAGES = 5_000

async function* newestFirst(deliveries: HookDeliveries): AsyncGenerator<HookDelivery> {
  let cursor: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await deliveries.page('all', cursor)
    yield* page.deliveries
    if (page.next === undefined) return
    cursor = page.next
  }
  throw new Fault('invalid', `GitHub lists more than ${MAX_PAGES * 100} deliveries: that is more than is read`)
}

async function redeliverOne(
  delivery: HookDelivery,
  deliveries: HookDeliveries,
  streams: CommandStreams,
): Promise<boolean> {
  const { guid, event, action, deliveredAt, status } = delivery
  const name = action === null ? event : `${event}.${action}`
  const line = `${guid}  ${name}  ${deliveredAt}  ${status}`
  try {
    await deliveries.redeliver(delivery.id)
    await written(streams.stdout, `asked for again: ${line}\n`)
    return true
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'rate-limited' || error.kind === 'forbidden') throw error
    await written(streams.stdout, `not asked for: ${line} (${error.message})\n`)
    return false
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
