import { describe, expect, it } from 'vitest'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import { type HistoryCommit, type LandedChange, landedChanges } from '../../src/core/authorship/landed-changes.ts'
import { indexSignatures } from '../../src/core/authorship/signature-index.ts'
import fc from '../seeded-properties.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'

const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>'
const JANE = { authorName: 'Jane Example', authorEmail: 'jane@example.com' }
const MINA = { authorName: 'Mina Park', authorEmail: 'mina@example.com' }
const TOOL = { authorName: 'Claude', authorEmail: 'noreply@anthropic.com' }
const BOT = { authorName: 'x', authorEmail: '49699333+dependabot[bot]@users.noreply.github.com' }
const BY_GITHUB = { committerName: 'GitHub', committerEmail: 'noreply@github.com' }
const BY_MINA = { committerName: 'Mina Park', committerEmail: 'mina@example.com' }
const MERGE = 'Merge pull request #12 from acme/retries\n\nAdd retries'

function at(sha: string, parents: readonly string[], changes: Partial<CommitFacts> = {}): HistoryCommit {
  return { commit: commitFacts({ sha, ...changes, parents: parents.length }), parents, committedAtMs: 0 }
}

function landed(commits: readonly HistoryCommit[], signatures = SIGNATURES): readonly LandedChange[] {
  const changes = landedChanges<null>(commits[0]?.commit.sha ?? '', signatures)
  const whole = commits.flatMap((commit) => changes.add(commit, null))
  return [...whole, ...changes.rest()].map(([change]) => change)
}

/** A pull request of one commit, merged. */
function merged(merge: Partial<CommitFacts>, ...own: readonly Partial<CommitFacts>[]): LandedChange | undefined {
  const side = own.map((changes, index) =>
    at(`s${index}`, [index === own.length - 1 ? 'base' : `s${index + 1}`], changes),
  )
  const tip = at('m', ['base', 's0'], { ...BY_GITHUB, ...merge, message: merge.message ?? MERGE })
  return landed([tip, ...side, at('base', [])]).find(({ sha }) => sha === 'm')
}

function single(changes: Partial<CommitFacts>): LandedChange | undefined {
  return landed([at('c', [], changes)])[0]
}

describe('what a change is', () => {
  it('is a merge with the commits that it brought in', () => {
    const change = merged({ ...MINA }, { ...JANE, message: `Add retries\n\n${CLAUDE}` }, JANE)
    expect(change).toMatchObject({ verdict: 'ai-assisted', tools: ['claude-code'], subject: MERGE.split('\n')[0] })
  })

  it('holds nothing that a merge of the base branch brought in', () => {
    const changes = landed([
      at('m2', ['m1', 's1']),
      at('s1', ['s0', 'm1'], { message: "Merge branch 'main' into retries" }),
      at('m1', ['base', 't0']),
      at('t0', ['base'], { message: `Fix it\n\n${CLAUDE}` }),
      at('s0', ['base']),
      at('base', []),
    ])
    expect(changes.map(({ sha, verdict }) => [sha, verdict]).sort()).toEqual([
      ['base', 'human'],
      ['m1', 'ai-assisted'],
      ['m2', 'human'],
    ])
  })

  it('is the oldest first-parent commit that reaches a commit, in any history', () => {
    fc.assert(
      fc.property(history(), (parents) => {
        expect(found(parents)).toEqual(expected(parents))
      }),
    )
  })

  it('takes the head branch that the merge names for evidence, but not its owner', () => {
    expect(merged({ message: 'Merge pull request #1 from acme/codex/x' }, JANE)).toMatchObject({ tools: ['codex'] })
    expect(merged({ message: 'Merge pull request #1 from codex/x' }, JANE)).toMatchObject({ tools: [] })
  })

  it('is written by automation only where nobody else wrote a part of it', () => {
    expect(merged(MINA, BOT)?.verdict).toBe('bot')
    expect(merged(BOT, JANE)?.verdict).toBe('human')
    expect(merged(MINA, BOT, JANE)?.verdict).toBe('human')
    expect(merged(MINA, BOT, TOOL)?.verdict).toBe('ai')
  })
})

describe('how a change landed', () => {
  it.each<[string, LandedChange | undefined, LandedChange['landed']]>([
    ['merged by another', merged(MINA, JANE), 'landed-by-another'],
    ['merged by its author', merged(JANE, JANE), 'one-human'],
    [
      'merged by its co-author',
      merged(MINA, { ...JANE, message: 'x\n\nCo-authored-by: Mina Park <mp@example.com>' }),
      'one-human',
    ],
    ['merged by a bot', merged(BOT, JANE), 'pull-request'],
    ['a tool wrote it, one human merged it', merged(MINA, TOOL), 'one-human'],
    [
      'merged under another address',
      merged({ authorName: 'Jane Example', authorEmail: 'j@example.org' }, JANE),
      'one-human',
    ],
    [
      'reviewed by a named human',
      merged(JANE, { message: 'x\n\nReviewed-by: Mina Park <mina@example.com>' }),
      'reviewer-named',
    ],
    ['reviewed by its author', merged(JANE, { message: 'x\n\nReviewed-by: Jane <jane@example.com>' }), 'one-human'],
    ['reviewed by a tool', merged(JANE, { message: `x\n\nReviewed-by: Claude <noreply@anthropic.com>` }), 'one-human'],
    ['a quoted review', merged(JANE, { message: 'x\n\n> Reviewed-by: Mina Park <mina@example.com>' }), 'one-human'],
    [
      'a tool wrote it, one reviews, another merges',
      merged(MINA, { ...TOOL, message: 'x\n\nAcked-by: Jane <jane@example.com>' }),
      'reviewer-named',
    ],
    ['bors', single({ message: 'Auto merge of #1 - jane:x, r=mina', ...BY_GITHUB }), 'reviewer-named'],
    ['squashed on the forge', single({ message: 'Add retries (#12)', ...BY_GITHUB }), 'pull-request'],
    ['squashed by its author', single({ message: 'Add retries (#12)' }), 'one-human'],
    ['squashed by another', single({ message: 'Add retries (#12)', ...BY_MINA }), 'landed-by-another'],
    ['pushed', single({}), 'unmarked'],
    ['edited on the forge', single(BY_GITHUB), 'unmarked'],
    ['applied by another', single(BY_MINA), 'landed-by-another'],
    ['a local merge by its author', merged({ ...JANE, message: "Merge branch 'x'" }, JANE), 'unmarked'],
  ])('%s', (_, change, how) => {
    expect(change?.landed).toBe(how)
  })
})

const COMMITS = 12
/** One tool a commit, so that a change's tools are its commits. */
const MARKING = indexSignatures([
  {
    version: 1,
    tools: Array.from({ length: COMMITS }, (_, id) => ({
      id: `c${id}`,
      name: `c${id}`,
      signatures: [{ kind: 'trailer' as const, key: `Mark-${id}` }],
    })),
  },
])

/** Parents of each commit, all with smaller numbers; the last commit is the head. */
function history(): fc.Arbitrary<readonly (readonly number[])[]> {
  const parentsOf = (id: number) =>
    id === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(id - 1), { minLength: 1, maxLength: 3 })
  return fc.tuple(...Array.from({ length: COMMITS }, (_, id) => parentsOf(id)))
}

function found(parents: readonly (readonly number[])[]): ReadonlyMap<string, readonly string[]> {
  const reached = reachable(parents, COMMITS - 1)
  const ids = Array.from({ length: COMMITS }, (_, index) => COMMITS - 1 - index).filter((id) => reached.has(id))
  const commits = ids.map((id) => {
    const names = (parents[id] ?? []).map((parent) => `c${parent}`)
    return at(`c${id}`, names, { message: `Subject\n\nMark-${id}: x` })
  })
  return new Map(landed(commits, MARKING).map(({ sha, tools }) => [sha, [...tools].sort()]))
}

function expected(parents: readonly (readonly number[])[]): ReadonlyMap<string, readonly string[]> {
  const main = new Map<string, string[]>()
  let seen = new Set<number>()
  const chain: number[] = []
  for (let id: number | undefined = COMMITS - 1; id !== undefined; id = parents[id]?.[0]) chain.unshift(id)
  for (const id of chain) {
    const all = reachable(parents, id)
    main.set(
      `c${id}`,
      [...all]
        .filter((each) => !seen.has(each))
        .map((each) => `c${each}`)
        .sort(),
    )
    seen = new Set([...seen, ...all])
  }
  return main
}

function reachable(parents: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const seen = new Set<number>([from])
  for (const id of seen) for (const parent of parents[id] ?? []) seen.add(parent)
  return seen
}
