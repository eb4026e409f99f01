import {
  CHECK_NAME,
  type CheckConclusion,
  type CheckOutput,
  type Checks,
  type CheckTarget,
  PREVIEW_NAME,
} from '../../ports/checks.ts'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { repositoryName } from './repository-name.ts'

interface MemoryCheckRun {
  readonly id: number
  readonly key: CheckTarget
  readonly name: string
  readonly headSha: string
  readonly status: 'in_progress' | 'completed'
  readonly conclusion: CheckConclusion | null
  readonly output: CheckOutput | null
  /** ISO 8601, when it was concluded. */
  readonly concludedAt: string | null
}

export interface MemoryChecks extends Checks {
  /** Every run of a name on a commit, oldest first: the last one is what people and rulesets see. */
  runsOn(repository: RepositoryKey, headSha: string, name?: string): readonly MemoryCheckRun[]
}

/** Check runs held in memory. `now` plays GitHub's clock, in milliseconds since the epoch. */
export function memoryChecks(now: () => number): MemoryChecks {
  const runs = new Map<number, MemoryCheckRun>()
  const runsOn: MemoryChecks['runsOn'] = (repository, headSha, name = CHECK_NAME) =>
    [...runs.values()].filter(
      (run) => run.headSha === headSha && run.name === name && repositoryName(run.key) === repositoryName(repository),
    )
  const open = (key: CheckTarget, headSha: string): MemoryCheckRun => {
    const run: MemoryCheckRun = { id: runs.size + 1, key, name: CHECK_NAME, headSha, ...IN_PROGRESS }
    runs.set(run.id, run)
    return run
  }
  return {
    runsOn,
    async start(key, headSha, _known, keepsVerdict = false) {
      const latest = runsOn(key, headSha).at(-1)
      const isTaken = latest !== undefined && (latest.status === 'in_progress' || keepsVerdict)
      return (isTaken ? latest : open(key, headSha)).id
    },
    async announce(key, headSha) {
      return open(key, headSha).id
    },
    async conclude(key, checkRunId, conclusion, output) {
      const known = runs.get(checkRunId)
      if (known === undefined || repositoryName(known.key) !== repositoryName(key)) {
        throw new Fault('not-found', `There is no check run ${checkRunId} in ${key.owner}/${key.repo}`)
      }
      const run =
        known.status === 'completed' && !sameVerdict(known, conclusion, output) ? open(key, known.headSha) : known
      const concludedAt = new Date(now()).toISOString()
      runs.set(run.id, { ...run, status: 'completed', conclusion, output, concludedAt })
      return concludedAt
    },
    async remark(key, checkRunId, { annotations: _own, ...said }) {
      const run = runs.get(checkRunId)
      if (run?.output == null || repositoryName(run.key) !== repositoryName(key)) {
        throw new Fault('not-found', `There is no concluded check run ${checkRunId} in ${key.owner}/${key.repo}`)
      }
      runs.set(run.id, { ...run, output: { ...run.output, ...said } })
    },
    async preview(key, headSha, conclusion, output) {
      const concludedAt = new Date(now()).toISOString()
      const written = { status: 'completed', conclusion, output, concludedAt } as const
      runs.set(runs.size + 1, { id: runs.size + 1, key, name: PREVIEW_NAME, headSha, ...written })
      return concludedAt
    },
  }
}

const IN_PROGRESS = { status: 'in_progress', conclusion: null, output: null, concludedAt: null } as const

function sameVerdict(run: MemoryCheckRun, conclusion: CheckConclusion, output: CheckOutput): boolean {
  const same = run.output?.title === output.title && run.output.summary === output.summary
  return same && run.conclusion === conclusion
}
