import { memoryChangeHistory } from '../../src/adapters/memory/change-history.ts'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { loadBundle } from '../../src/cli/bundle.ts'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import type { ActingAccounts } from '../../src/core/authorship/commit-identities.ts'
import {
  effectiveSignatures,
  type PullRequestFacts,
  pullRequestAuthorship,
} from '../../src/core/authorship/pull-request.ts'
import { agentNotes } from '../../src/review/agent-notes.ts'
import type { ChangeCommits } from '../../src/review/change-commits.ts'
import { type Review, review } from '../../src/review/review.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { commitFacts } from '../authorship/commit-facts.ts'

export type Files = Readonly<Record<string, string>>

/** One commit of a change: all files as they are after it, and what is particular about it. */
export interface Step {
  readonly files: Files
  readonly facts?: Partial<CommitFacts>
  /** Attached at `refs/notes/ai`. */
  readonly note?: string
}

export interface Situation {
  /** `.github/countersign.yml` at base. */
  readonly settings?: string
  readonly pull?: Partial<PullRequestFacts>
  readonly platform?: ActingAccounts
  /** Commits that a force-push took away. */
  readonly gone?: readonly CommitFacts[]
  /** Play a history that cannot tell where lines come from. */
  readonly withoutOrigins?: boolean
  /** Play commits whose files are not known. */
  readonly withoutFiles?: boolean
}

const BASE_SHA = '0'.repeat(40)
export const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>'

/** The id of the commit of a step, counted from 1. */
function shaOf(step: number): string {
  return step.toString(16).padStart(40, 'c')
}

/** Reviews a line of commits upon base, with their history held in memory. */
export function reviewSteps(base: Files, steps: readonly Step[], situation: Situation = {}): Promise<Review> {
  const { settings, pull = {}, platform, gone = [] } = situation
  const withSettings = (files: Files): Files =>
    settings === undefined ? files : { ...files, '.github/countersign.yml': settings }
  const all = [base, ...steps.map(({ files }) => files)].map(withSettings)
  const shas = all.map((_, index) => (index === 0 ? BASE_SHA : shaOf(index)))
  const headSha = shas.at(-1) ?? BASE_SHA
  const history = memoryChangeHistory()
  for (const [index, files] of all.entries()) {
    const parent = shas[index - 1]
    history.commit({ sha: shas[index] ?? '', files, ...(parent === undefined ? {} : { parent }) })
  }
  const commits = steps.map(({ facts }, index): CommitFacts => {
    const files = situation.withoutFiles === true ? {} : { files: changed(all[index] ?? {}, all[index + 1] ?? {}) }
    return commitFacts({ sha: shaOf(index + 1), ...files, ...facts })
  })
  const notes = steps.flatMap(({ note }, index) => (note === undefined ? [] : [{ sha: shaOf(index + 1), text: note }]))
  const known: ChangeCommits = {
    commits: [...gone, ...commits],
    current: new Set(commits.map(({ sha }) => sha)),
    headSha,
    history: situation.withoutOrigins === true ? { lineOrigins: async () => undefined } : history,
    ...(platform === undefined ? {} : { platform }),
  }
  const trees = memorySourceTrees({ base: all[0] ?? {}, head: all.at(-1) ?? {} })
  const bundle = loadBundle()
  return review({
    comparisons: [{ base: { trees, id: 'base' }, head: { trees, id: 'head' } }],
    policy: { trees, id: 'base' },
    bundle,
    authorship: ({ settings: read }) => {
      const effective = effectiveSignatures(bundle.signatures, read)
      return pullRequestAuthorship({
        ...{ author: null, body: '', headRef: '', pushers: [], machineUsers: read.machineUsers, ...effective },
        commits: known.commits,
        notes: agentNotes({ notes }, effective.signatures),
        ...pull,
      })
    },
    commits: known,
    secondOpinion: { read: async () => ({ kind: 'no-opinion', reason: 'not asked' }), close: async () => {} },
    modules: firstOf([]),
    memory: terraformMemory(),
    nowMs: 0,
    accountable: { kind: 'names' },
    clock: { now: () => 0 },
  })
}

function changed(before: Files, after: Files): readonly string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...paths].filter((path) => before[path] !== after[path])
}

/** A raw policy with one statement a line of `actions`, on buckets of their own. */
export function policy(...actions: readonly string[]): string {
  const statements = actions.map(
    (action) => `    { "Effect": "Allow", "Action": "${action}", "Resource": "arn:aws:s3:::logs/*" }`,
  )
  return `{\n  "Version": "2012-10-17",\n  "Statement": [\n${statements.join(',\n')}\n  ]\n}\n`
}
