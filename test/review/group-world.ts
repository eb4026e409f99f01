import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { memoryChangeHistory } from '../../src/adapters/memory/change-history.ts'
import { memoryChecks } from '../../src/adapters/memory/checks.ts'
import { memoryPlanArtifacts } from '../../src/adapters/memory/plan-artifacts.ts'
import { memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import type { QueueCommit, QueueEntry } from '../../src/core/gate/queued-pulls.ts'
import type { Floor } from '../../src/core/rules/effective-policy.ts'
import { readPolicyFiles } from '../../src/core/rules/policy-files.ts'
import type { GroupPlace, MergeGroup, MergeGroups, MergeQueue } from '../../src/ports/merge-queue.ts'
import { readBundle } from '../../src/review/bundle.ts'
import { examine } from '../../src/review/examine.ts'
import { examineGroup, type GroupDependencies } from '../../src/review/examine-group.ts'
import { inTurn } from '../../src/review/in-turn.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { commitFacts } from '../authorship/commit-facts.ts'
import { memoryReleases } from './memory-releases.ts'

type Files = Readonly<Record<string, string>>

export const REPOSITORY = { installationId: 7, owner: 'acme', repo: 'infra' }
const ADA = { login: 'ada', id: 1, type: 'User' } as const
const ROB = { login: 'rob', id: 2, type: 'User' } as const
const BUNDLE = readBundle(readBundledRules(), '1.0.0')
const MAIN = sha('main')

/** A commit's id, made from a word. */
export function sha(word: string): string {
  return Buffer.from(word).toString('hex').padEnd(40, '0').slice(0, 40)
}

/** A repository with a merge queue: pull requests of ada's onto `files`, which rob may countersign. */
export function groupWorld(files: Files) {
  const checks = memoryChecks(() => Date.parse('2026-03-01T10:00:00Z'))
  const pullRequests = memoryPullRequests()
  const trees = memorySourceTrees({ [MAIN]: files })
  const contents = new Map<string, Files>([[MAIN, files]])
  const queue = memoryQueue()
  const requested: number[] = []
  const floor: { now: Floor } = { now: { standing: { kind: 'absent', source: 'acme/.github' } } }
  for (const each of [ADA, ROB]) {
    pullRequests.addAccount(each)
    pullRequests.grant(REPOSITORY, each.login, 'write')
  }
  const put = (commit: string, content: Files) => {
    contents.set(commit, content)
    trees.put(commit, content)
  }
  const dependencies: GroupDependencies = {
    ...{ pullRequests, checks, records: memoryRecords(), sourceTrees: () => trees, history: memoryChangeHistory },
    secondOpinion: { read: async () => ({ kind: 'no-opinion', reason: 'not asked' }), close: async () => {} },
    ...{ modules: () => firstOf([]), planArtifacts: memoryPlanArtifacts(), memory: terraformMemory, bundle: BUNDLE },
    ...{ clock: { now: () => 0 }, inTurn: inTurn(), releases: memoryReleases() },
    ...{ mergeQueue: queue, mergeGroups: queue },
    floorOf: async () => floor.now,
    jobs: { requestExamination: async ({ number }) => void requested.push(number) },
  }
  const propose = (number: number, changed: Files, headSha = sha(`head${number}`)) => {
    put(headSha, { ...files, ...changed })
    const people = { author: ADA, title: `Change ${number}`, body: '', draft: false, state: 'open' } as const
    const commits = { baseTipSha: MAIN, mergeBaseSha: MAIN, testMergeSha: headSha }
    const pull = { number, ...people, ...commits, headSha, headRef: `topic${number}`, ...ONTO_MAIN }
    const by = { authorLogin: ADA.login, committerLogin: ADA.login }
    const commit = commitFacts({ sha: headSha, files: Object.keys(changed), message: `Change ${number}`, ...by })
    pullRequests.put(REPOSITORY, { pull, commits: [commit], complete: true, reviews: [] })
  }
  return {
    ...{ checks, pullRequests, queue, dependencies, propose, put, requested },
    /** Rob approves what the check has shown of it. */
    async countersign(number: number) {
      const key = { ...REPOSITORY, number }
      await examine(key, dependencies)
      const { headSha } = await pullRequests.head(key)
      const review = { id: number, author: ROB, state: 'APPROVED', commitSha: headSha } as const
      pullRequests.change(key, { reviews: [{ ...review, submittedAt: '2026-03-01T10:05:00Z' }] })
    },
    /** Queues a pull request as a merge on top of what is queued, with whatever else the merge is to change. */
    enqueue(number: number, changed: Files, group = sha(`group${number}`)): MergeGroup {
      const baseSha = queue.tip()
      put(group, { ...contents.get(baseSha), ...changed })
      queue.add({ sha: group, parents: [baseSha, sha(`head${number}`)], authorEmail: '', message: '' }, number)
      return {
        ...REPOSITORY,
        headSha: group,
        baseSha,
        baseRef: 'main',
        headRef: `gh-readonly-queue/main/pr-${number}-x`,
      }
    },
    /** Has the organisation ask for this. */
    floor(yml: string) {
      floor.now = floorOf(yml)
    },
    /** The last run on a group's commit after its examination. */
    async verdict(group: MergeGroup) {
      await queue.remember(group)
      await examineGroup(group, dependencies)
      return checks.runsOn(REPOSITORY, group.headSha).at(-1)
    },
  }
}

function floorOf(yml: string): Floor {
  const layer = readPolicyFiles({ yml, rules: new Map(), problems: [] }, BUNDLE.rules)
  return { standing: { kind: 'applies', source: 'acme/.github' }, layer }
}

/** A queue, and what is remembered of its groups. */
function memoryQueue() {
  const commits: QueueCommit[] = []
  const entries: QueueEntry[] = []
  const groups = new Map<string, { readonly group: MergeGroup; readonly isConcluded: boolean }>()
  const state = { landsEachOnItsOwn: true, baseTipSha: MAIN, isGone: false, isDiverged: false }
  const place = (headSha: string): GroupPlace => {
    if (state.isGone) return { kind: 'gone' }
    if (state.isDiverged) return { kind: 'diverged', baseTipSha: state.baseTipSha }
    const until = commits.findIndex((commit) => commit.sha === headSha) + 1
    const from = commits.findIndex((commit) => commit.sha === state.baseTipSha) + 1
    return { kind: 'standing', baseTipSha: state.baseTipSha, commits: commits.slice(from, until) }
  }
  const groupsPort: MergeGroups = {
    remember: async (group) => void groups.set(group.headSha, { group, isConcluded: false }),
    of: async ({ headSha }) => groups.get(headSha),
    async conclude({ headSha }) {
      const known = groups.get(headSha)
      if (known !== undefined) groups.set(headSha, { ...known, isConcluded: true })
    },
    forget: async ({ headSha }) => void groups.delete(headSha),
  }
  const queuePort: MergeQueue = {
    state: async () => ({ landsEachOnItsOwn: state.landsEachOnItsOwn, entries }),
    place: async ({ headSha }) => place(headSha),
  }
  return {
    ...groupsPort,
    ...queuePort,
    /** What a test may change of the queue's surroundings. */
    surroundings: state,
    commits,
    entries,
    tip: () => commits.at(-1)?.sha ?? state.baseTipSha,
    add(commit: QueueCommit, number: number) {
      commits.push(commit)
      entries.push({ number, headSha: commit.sha })
    },
  }
}

const ONTO_MAIN = { baseRef: 'main', isOntoDefault: true }
