import type { CommitFacts } from '../../core/authorship/authorship.ts'
import type { Publication } from '../../core/gate/decision.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { Records } from '../../ports/records.ts'
import { pullRequestName } from './repository-name.ts'

type Pusher = Awaited<ReturnType<Records['pushers']>>[number]

interface PullRequestRecords {
  readonly publications: Publication[]
  readonly commits: Map<string, CommitFacts>
  readonly pushers: Map<number, Pusher>
}

/** What the app remembers, held in memory: gone with the process. */
export function memoryRecords(): Records {
  const records = new Map<string, PullRequestRecords>()
  const of = (key: PullRequestKey): PullRequestRecords => {
    const name = pullRequestName(key)
    const found = records.get(name) ?? { publications: [], commits: new Map(), pushers: new Map() }
    records.set(name, found)
    return found
  }
  return {
    publications: async (key) => [...of(key).publications],
    addPublication: async (key, publication) => void of(key).publications.push(publication),
    commitsEver: async (key) => [...of(key).commits.values()],
    async addCommits(key, commits) {
      const { commits: known } = of(key)
      for (const commit of commits) if (!known.has(commit.sha)) known.set(commit.sha, commit)
    },
    pushers: async (key) => [...of(key).pushers.values()],
    addPusher: async (key, pusher) => void of(key).pushers.set(pusher.id, pusher),
  }
}
