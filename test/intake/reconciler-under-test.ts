import { createClients } from '../../src/adapters/github/clients.ts'
import { githubInstallations } from '../../src/adapters/github/installations.ts'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import { observedExamination } from '../../src/intake/observed-examination.ts'
import { type Reconcile, reconciler } from '../../src/intake/reconcile.ts'
import type { Observation, Observations } from '../../src/ports/observations.ts'
import type { PullRequestKey, PullRequests } from '../../src/ports/pull-requests.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHubOptions, startGitHub } from '../github/start-github.ts'
import { capturedLog } from './captured-log.ts'

/** A reconciler over a GitHub double of which no webhook ever arrives: whatever is examined is its doing. */
export async function reconcilerUnderTest(options: GitHubOptions = {}) {
  const github = await startGitHub(options)
  const timers = recordingTimers()
  const { id: appId, privateKey } = github.app
  const clients = await createClients({ appId, privateKey, baseUrl: github.baseUrl, timers })
  const pullRequests = githubPullRequests(clients.installation, timers)
  const observations = observationsInMemory()
  const queue = new Map<string, PullRequestKey>()
  const captured = capturedLog()
  const jobs = {
    async requestInBackground(key: PullRequestKey) {
      const isNew = !queue.has(nameOf(key))
      queue.set(nameOf(key), key)
      return isNew
    },
  }
  const start = (): Reconcile =>
    reconciler({
      installations: githubInstallations(clients),
      pullRequests,
      observations,
      jobs,
      lookAtTips: async () => {},
      clock: timers,
      log: captured.log,
    })
  const examine = (key: PullRequestKey, fails: boolean) =>
    observedExamination(key, pullRequests, observations, (watched) => readAsExaminationsDo(key, watched, fails))
  return {
    github,
    timers,
    captured,
    start,
    /** What waits to be examined, in the order asked for. */
    waiting: () => [...queue.keys()],
    /** Examines what waits. Returns what that was, in the order asked for. */
    async workOff({ fails = false } = {}): Promise<readonly string[]> {
      const keys = [...queue.values()]
      queue.clear()
      for (const key of keys) await examine(key, fails).catch(() => undefined)
      return keys.map(nameOf)
    },
    /** The operations of the requests that `work` makes. */
    async requestsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
      const before = github.requests.length
      await work()
      return github.requests
        .slice(before)
        .map(({ operation, path, status }) => `${operation ?? path}${status === 304 ? ' unchanged' : ''}`)
        .filter((operation) => operation !== 'apps/create-installation-access-token')
    },
  }
}

async function readAsExaminationsDo(key: PullRequestKey, pullRequests: PullRequests, fails: boolean): Promise<void> {
  const { headSha } = await pullRequests.head(key)
  await pullRequests.withHead(key, headSha)
  await pullRequests.get(key)
  const reviews = await pullRequests.reviews(key, await pullRequests.timeline(key))
  await pullRequests.writers(key)
  for (const { author } of reviews) if (author !== null) await pullRequests.access(key, author.login)
  await pullRequests.teamMembers(key, { org: key.owner, slug: 'security' })
  if (fails) throw new Error('the examination fails')
}

function nameOf({ owner, repo, number }: PullRequestKey): string {
  return `${owner}/${repo}#${number}`
}

function observationsInMemory(): Observations {
  const kept = new Map<string, { readonly number: number; readonly observation: Observation }>()
  return {
    of: async ({ owner, repo }) =>
      new Map(
        [...kept]
          .filter(([name]) => name.startsWith(`${owner}/${repo}#`))
          .map(([, { number, observation }]) => [number, observation]),
      ),
    set: async (key, observation) => void kept.set(nameOf(key), { number: key.number, observation }),
    forget: async (key) => void kept.delete(nameOf(key)),
    async forgetAll({ owner, repo }) {
      const isOf = (name: string) => name.startsWith(repo === undefined ? `${owner}/` : `${owner}/${repo}#`)
      for (const name of [...kept.keys()].filter(isOf)) kept.delete(name)
    },
    async confirm(key, confirmedAt) {
      const known = kept.get(nameOf(key))
      if (known !== undefined) kept.set(nameOf(key), { ...known, observation: { ...known.observation, confirmedAt } })
    },
  }
}
