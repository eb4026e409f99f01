import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type RunningServer, startServer } from '../../../src/server/start-server.ts'
import { type GitHub, startGitHub } from '../../github/start-github.ts'
import { capturedLog } from '../../intake/captured-log.ts'
import { doubled, ownRuns, unfinished } from '../own-runs.ts'
import { act } from './act.ts'
import { deliverSome, makePeace, mayFail, misdeliver } from './mishaps.ts'
import { openScene, type Scene } from './scene.ts'
import { unjustified } from './unjustified.ts'

export interface Schedule {
  readonly seed: number
  readonly events: number
  /** So many are opened over time. */
  readonly pulls: number
  /** Hears of each event that is done. */
  readonly told?: (event: number) => void
}

/**
 * People are busy on a GitHub double whose webhooks and answers go wrong at random; then everything is left in peace.
 * Returns what is wrong in the end, a sentence each, nothing if all is well: every open pull request's check has to be
 * finished, justified by what GitHub shows, and the same as what a fresh server finds that shares nothing with the
 * first one but the records of who pushed and of what was shown when.
 */
export async function runSchedule({
  seed,
  events,
  pulls,
  told = () => undefined,
}: Schedule): Promise<readonly string[]> {
  const github = await startGitHub()
  const folder = await mkdtemp(join(tmpdir(), 'countersign-schedule-'))
  const place = { github, directory: join(folder, 'store') }
  const servers = [await start(place)]
  try {
    const scene = await openScene(github, seed, pulls)
    misdeliver(github, scene.random)
    for (let event = 1; event <= events; event += 1) {
      mayFail(github, scene.random)
      await act(scene)
      deliverSome(github, scene.random)
      if (scene.random.chance(0.3)) await delay(scene.random.below(MAX_PAUSE_MS))
      told(event)
    }
    makePeace(github, scene.random)
    const faults = [...(await calm(scene)), ...(await faultsOf(scene))]
    const reached = verdicts(scene)
    await servers.pop()?.close()
    servers.push(await start(place))
    faults.push(...(await calm(scene)), ...(await examineAll(scene)), ...(await faultsOf(scene)))
    return [...new Set([...faults, ...differences(reached, verdicts(scene)), ...violations(github)])]
  } finally {
    github.faults.clear()
    await Promise.all(servers.map((server) => server.close()))
    await github.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const MAX_PAUSE_MS = 300
/** Often enough that one does not wait for it, and so seldom that one run is over when the next begins. */
const CATCH_UP_SECONDS = 3
/** Backlogs are worked off at the pace that GitHub allows, and machines are busy. */
const PATIENCE_MS = 600_000

async function start({ github, directory }: { readonly github: GitHub; readonly directory: string }) {
  const { app, baseUrl: apiUrl } = github
  const config = { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret, apiUrl }
  const storage = { kind: 'directory', path: directory } as const
  const rest = { host: '127.0.0.1', port: 0, logLevel: 'silent' } as const
  const server: RunningServer = await startServer(
    { ...config, storage, ...rest },
    { catchUpSeconds: CATCH_UP_SECONDS, log: capturedLog('fatal').log },
  )
  github.deliverTo(`${server.url}/api/github/webhooks`)
  return server
}

/** Waits until two rounds of catching up have found nothing more to do; says so where that takes too long. */
async function calm(scene: Scene): Promise<readonly string[]> {
  const { github } = scene
  const count = (operation: string) => github.requests.filter((request) => request.operation === operation).length
  const endMs = Date.now() + PATIENCE_MS
  for (;;) {
    const [writes, rounds] = [count('checks/create'), count(ROUND)]
    const waitMs = Math.max(1, endMs - Date.now())
    try {
      await github.until(
        () => (count(ROUND) >= rounds + QUIET_ROUNDS ? true : undefined),
        () => 'Lost events are not looked for any more',
        waitMs,
      )
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
    await github.settled()
    const open = runsOf(scene).flatMap(unfinished)
    if (count('checks/create') === writes && open.length === 0) return []
    if (Date.now() > endMs) return ['it does not come to rest', ...open]
  }
}

const ROUND = 'apps/list-installations'
const QUIET_ROUNDS = 3

/** Has every open pull request examined once more, and waits for the verdicts. */
async function examineAll(scene: Scene): Promise<readonly string[]> {
  for (const { repository, pull } of scene.pulls) {
    if (pull.state !== 'open' || pull.checkRun()?.status !== 'completed') continue
    const last = repository.repository.checkRuns.at(-1)?.id ?? 0
    await pull.rerequest()
    await pull.concluded((run) => run.id > last, { timeoutMs: PATIENCE_MS })
  }
  return calm(scene)
}

interface Verdict {
  readonly conclusion: string | null | undefined
  readonly title: string | null | undefined
  readonly summary: string | null | undefined
}

/** By the pull request's name. */
function verdicts({ pulls }: Scene): ReadonlyMap<string, Verdict> {
  const open = pulls.filter(({ pull }) => pull.state === 'open')
  return new Map(
    open.map(({ pull }) => {
      const { conclusion, title, summary } = pull.checkRun() ?? {}
      return [pull.name, { conclusion, title, summary }]
    }),
  )
}

function differences(reached: ReadonlyMap<string, Verdict>, fresh: ReadonlyMap<string, Verdict>): readonly string[] {
  return [...reached].flatMap(([name, before]) => {
    const after = fresh.get(name)
    if (after === undefined || before.conclusion !== after.conclusion) {
      return [`${name} was ${before.conclusion} (${before.title}) and is ${after?.conclusion} (${after?.title}) afresh`]
    }
    // Of equally bad ones with the same head, the one that was examined last is shown.
    if (shownOf(before) !== shownOf(after)) return []
    return before.title === after.title && ownPart(before) === ownPart(after)
      ? []
      : [`${name} said:\n${before.title}\n${before.summary}\nand says afresh:\n${after.title}\n${after.summary}`]
  })
}

/**
 * What is said of the pull request itself: neither what another one had been when it was said, whether that one is
 * countersigned still, nor how the server was doing, whose clock the double leaves behind.
 */
function ownPart({ summary }: Verdict): string | undefined {
  return summary
    ?.replace(/^This brings back access that was countersigned before: .*\n\n/m, '')
    .replace(/^### What is wrong with the server of this gate\n\n[^\n]*\n\n/m, '')
}

/** Whose verdict a check shows that several pull requests share. */
function shownOf({ summary }: Verdict): string | undefined {
  return /^This commit is the head of .* that of (#\d+)\./.exec(summary ?? '')?.[1]
}

async function faultsOf(scene: Scene): Promise<readonly string[]> {
  const unfounded: string[] = []
  for (const scheduled of scene.pulls) unfounded.push(...(await unjustified(scheduled, scene)))
  const runs = runsOf(scene)
  return [...unfounded, ...runs.flatMap(unfinished), ...runs.flatMap(doubled)]
}

function runsOf({ github, repositories }: Scene) {
  return ownRuns(
    github,
    repositories.map(({ repository }) => repository),
  )
}

function violations({ violations: found }: GitHub): readonly string[] {
  return found.map(({ operation, problems }) => `${operation}: ${problems.join('; ')}`)
}
