import type { CommitFacts } from '../../core/authorship/authorship.ts'
import type { Publication } from '../../core/gate/decision.ts'
import type { PullRequestKey, RepositoryName } from '../../ports/pull-requests.ts'
import type { CountersignedState, Pusher, Records, RememberedStatement } from '../../ports/records.ts'

interface PullRequestRecords {
  readonly publications: Publication[]
  readonly commits: Map<string, CommitFacts>
  readonly pushers: Map<number, Pusher>
  readonly statements: Map<number, RememberedStatement>
  countersigned: CountersignedState | undefined
}

interface RepositoryRecords {
  readonly pulls: Map<number, PullRequestRecords>
  /** Who pushed a commit, by its SHA. */
  readonly pushed: Map<string, Map<number, Pusher>>
}

/** What the app remembers, held in memory: gone with the process. */
export function memoryRecords(): Records {
  const repositories = new Map<string, RepositoryRecords>()
  const repository = (name: RepositoryName) =>
    ensure<string, RepositoryRecords>(repositories, recordName(name), () => ({ pulls: new Map(), pushed: new Map() }))
  const of = (key: PullRequestKey) => ensure<number, PullRequestRecords>(repository(key).pulls, key.number, emptyPull)
  return {
    publications: async (key) => [...of(key).publications],
    addPublication: async (key, publication) => void of(key).publications.push(publication),
    commitsEver: async (key) => [...of(key).commits.values()],
    async addCommits(key, commits) {
      const { commits: known } = of(key)
      for (const commit of commits) known.set(commit.sha, withFirstKnown(known.get(commit.sha), commit))
    },
    async isShared(key, sha) {
      return [...repository(key).pulls].some(([number, { commits }]) => number !== key.number && commits.has(sha))
    },
    async pushers(key) {
      const { pushed } = repository(key)
      const earlier = [...of(key).commits.keys()].flatMap((sha) => [...(pushed.get(sha)?.values() ?? [])])
      return uniqueById([...earlier, ...of(key).pushers.values()])
    },
    addPusher: async (key, pusher) => void of(key).pushers.set(pusher.id, pusher),
    async addPushedCommits(name, shas, pusher) {
      for (const sha of shas) ensure(repository(name).pushed, sha, () => new Map()).set(pusher.id, pusher)
    },
    broughtByNobody: async (name, shas) => shas.filter((sha) => !repository(name).pushed.has(sha)),
    statements: async (key) => [...of(key).statements.values()],
    async addStatement(key, statement) {
      ensure(of(key).statements, statement.commentId, () => ({ ...statement, isAlarmed: false }))
    },
    async noteAlarm(key, commentId, followUp) {
      const { statements } = of(key)
      const known = statements.get(commentId)
      if (known === undefined) return
      statements.set(commentId, { ...known, isAlarmed: true, ...(followUp === undefined ? {} : { followUp }) })
    },
    async countersignedBefore(key, files) {
      const others = [...repository(key).pulls].filter(([number]) => number !== key.number)
      const states = others.flatMap(([, { countersigned }]) => countersigned ?? [])
      const same = states.filter((state) => state.files === files)
      return same.sort((one, other) => Date.parse(other.at) - Date.parse(one.at))[0]
    },
    async setCountersigned(key, state) {
      of(key).countersigned = state && { ...state, number: key.number }
    },
    async moveRepository(from, to) {
      const moved = repositories.get(recordName(from))
      if (moved === undefined || recordName(from) === recordName(to)) return
      repositories.delete(recordName(from))
      repositories.set(recordName(to), merged(moved, repositories.get(recordName(to))))
    },
    async moveOwner(from, to) {
      const [before, after] = [`${from}/`.toLowerCase(), `${to}/`.toLowerCase()]
      for (const [name, moved] of [...repositories]) {
        if (!name.startsWith(before) || before === after) continue
        const renamed = after + name.slice(before.length)
        repositories.delete(name)
        repositories.set(renamed, merged(moved, repositories.get(renamed)))
      }
    },
  }
}

/** What was noted under the new name stays, but for what could release something: it may be another repository's. */
function merged(moved: RepositoryRecords, since: RepositoryRecords | undefined): RepositoryRecords {
  for (const [number, { publications, commits, pushers }] of since?.pulls ?? []) {
    const pull = ensure(moved.pulls, number, emptyPull)
    pull.publications.push(...publications)
    for (const [sha, commit] of commits) pull.commits.set(sha, commit)
    for (const [id, pusher] of pushers) pull.pushers.set(id, pusher)
  }
  for (const [sha, pushers] of since?.pushed ?? []) {
    for (const [id, pusher] of pushers) ensure(moved.pushed, sha, () => new Map()).set(id, pusher)
  }
  return moved
}

function emptyPull(): PullRequestRecords {
  return {
    publications: [],
    commits: new Map(),
    pushers: new Map(),
    statements: new Map(),
    countersigned: undefined,
  }
}

function withFirstKnown(known: CommitFacts | undefined, { files, verification, ...facts }: CommitFacts): CommitFacts {
  return {
    ...(files === undefined ? {} : { files }),
    ...(verification === undefined ? {} : { verification }),
    ...(known ?? facts),
  }
}

/** GitHub's names are the same in any case. Records outlive an installation, so it is no part of the name. */
function recordName(name: RepositoryName): string {
  return `${name.owner}/${name.repo}`.toLowerCase()
}

function ensure<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const value = map.get(key) ?? create()
  map.set(key, value)
  return value
}

function uniqueById(pushers: readonly Pusher[]): Pusher[] {
  return [...new Map(pushers.map((pusher) => [pusher.id, pusher])).values()]
}
