import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SeededRandom } from '../../bench/seeded-random.ts'
import { openStore } from '../../src/adapters/store/store.ts'
import { doubled, ownRuns, unfinished } from '../e2e/own-runs.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import type { CheckRun } from '../github/world/check-run.ts'
import { SILENT } from '../store/silent-log.ts'
import { type BusyPeople, busyPeople, type KnownPull } from './busy-people.ts'
import { freePort, type ServerPlace, startServerProcess } from './server-process.ts'

export interface KillRounds {
  readonly rounds: number
  readonly seed: number
  /** Hears of each round that is done. */
  readonly told?: (round: number) => void
}

/**
 * People are busy on a GitHub double while the app's server is killed at random moments and started anew, round after
 * round; then it is left in peace. Returns what is wrong in the end, a sentence each: nothing, if all is well.
 */
export async function killRounds({ rounds, seed, told = () => undefined }: KillRounds): Promise<readonly string[]> {
  const draws = new SeededRandom(seed)
  const random = () => draws.next()
  const github = await startGitHub()
  const folder = await mkdtemp(join(tmpdir(), 'countersign-kill-'))
  const place = { github, directory: join(folder, 'store'), port: await freePort() }
  github.deliverTo(`http://127.0.0.1:${place.port}/api/github/webhooks`)
  try {
    const people = await busyPeople(github, random)
    for (let round = 1; round <= rounds; round += 1) {
      await people.act()
      const server = await startServerProcess(place)
      for (let acts = Math.floor(random() * 4); acts > 0; acts -= 1) await people.act()
      await delay(random() * MAX_LIFE_MS)
      await server.kill()
      told(round)
    }
    const faults = await inPeace(place, people, new Set())
    // Some attempts may still have gone to a server that was gone: the next start has them sent again.
    const late = await unhandled(github, place.directory)
    if (late.size > 0) faults.push(...(await inPeace(place, people, new Set(late.keys()))))
    const lost = await unhandled(github, place.directory)
    return [...faults, ...[...lost].map(([guid, what]) => `delivery ${guid} ${what}`)]
  } finally {
    await github.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Within it a webhook is stored, a sweep begins, and an examination begins or ends. */
const MAX_LIFE_MS = 2_500
const PATIENCE_MS = 120_000

/** A last life of the server, in which it may finish what there is to do, and is sent these deliveries again. */
async function inPeace(place: ServerPlace, people: BusyPeople, awaited: ReadonlySet<string>): Promise<string[]> {
  const { github } = place
  const server = await startServerProcess(place)
  const impatience = await calm(github, () => faultsNow(github, people, awaited))
  // Asked to end, it finishes what it has in its hands: only then is what GitHub shows the last word.
  const code = await server.stop()
  const violations = github.violations.map(({ operation, problems }) => `${operation}: ${problems.join('; ')}`)
  return [
    ...faultsNow(github, people, awaited),
    ...allRuns(people, github).flatMap(doubled),
    ...violations,
    ...(impatience === undefined ? [] : [impatience, server.log()]),
    ...(code === 0 ? [] : [`the server stopped with exit code ${code}`]),
  ]
}

/** Waits until there are no faults and no delivery is under way, which may have begun another examination. */
async function calm(github: GitHub, faults: () => readonly string[]): Promise<string | undefined> {
  const faultless = () =>
    github.until(
      () => (faults().length === 0 ? true : undefined),
      () => faults().join('\n'),
      PATIENCE_MS,
    )
  try {
    await faultless()
    await github.settled()
    await faultless()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function faultsNow(github: GitHub, people: BusyPeople, awaited: ReadonlySet<string>): readonly string[] {
  return [
    ...people.pulls.flatMap(unjustified),
    ...allRuns(people, github).flatMap(unfinished),
    ...missing(github, awaited).map((guid) => `delivery ${guid} was not sent again`),
  ]
}

function missing(github: GitHub, awaited: ReadonlySet<string>): readonly string[] {
  const arrived = new Set(github.webhooks.deliveries.filter(({ status }) => status === 'OK').map(({ guid }) => guid))
  return [...awaited].filter((guid) => !arrived.has(guid))
}

function allRuns(people: BusyPeople, github: GitHub): readonly Readonly<CheckRun>[] {
  return ownRuns(
    github,
    people.pulls.map(({ repository }) => repository.repository),
  )
}

/** What is wrong with the check of an open pull request: missing, passing what nobody has seen, or holding for nothing. */
function unjustified({ pull, widens }: KnownPull): readonly string[] {
  if (pull.state !== 'open') return []
  const run = pull.checkRun()
  if (run?.status !== 'completed') return [`${pull.name} has no concluded check on its head`]
  const isFailure = run.conclusion !== 'success' && run.conclusion !== 'action_required'
  if (isFailure) return [`${pull.name} concluded ${run.conclusion}: ${run.title}`]
  const passes = run.conclusion === 'success'
  if (!widens) return passes ? [] : [`${pull.name} is held and adds nothing: ${run.title}`]
  return passes && !isCountersigned(pull) ? [`${pull.name} adds access and passes: ${run.title}`] : []
}

/** Bob, who pushes nothing, approved a commit of it when its check had shown what it adds, and carol does not object. */
function isCountersigned(pull: KnownPull['pull']): boolean {
  const last = (login: string) => pull.reviews.findLast(({ user }) => user.login === login)
  return last('bob')?.state === 'APPROVED' && last('carol')?.state !== 'CHANGES_REQUESTED'
}

/** Events that GitHub tells of and that the store does not know to be handled, and what it knows of each. */
async function unhandled(github: GitHub, directory: string): Promise<ReadonlyMap<string, string>> {
  const store = await openStore({ kind: 'directory', path: directory }, { log: SILENT })
  const known = await store.sweep.known([...new Set(github.webhooks.deliveries.map(({ guid }) => guid))])
  await store.close()
  return new Map(
    github.webhooks.deliveries.flatMap(({ guid, event, action, status }) =>
      known.get(guid) === 'handled' ? [] : [[guid, `(${event}.${action}, ${status}) is ${known.get(guid) ?? 'lost'}`]],
    ),
  )
}
