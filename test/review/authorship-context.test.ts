import { expect, it } from 'vitest'
import type { CommitAuthorship } from '../../src/core/authorship/authorship.ts'
import { markOf } from '../../src/review/authorship-context.ts'
import { commitFacts } from '../authorship/commit-facts.ts'

const PATHS = Array.from({ length: 4_000 }, (_, index) => `stacks/${index}/main.tf`)
const SHAS = Array.from({ length: 250 }, (_, index) => index.toString(16).padStart(40, '0'))

function judged(sha: string): CommitAuthorship {
  const evidence = [{ tool: 'cursor', where: 'trailer', match: 'Made-with: Cursor', strength: 'trailer' }] as const
  return { sha, verdict: 'ai-assisted', tool: 'cursor', evidence }
}

function markOfLargeChange(files: readonly string[]) {
  const paths = new Set(PATHS)
  const governed = PATHS.map((path) => ({ path }))
  return markOf({
    authorship: {
      ...{ verdict: 'ai-assisted', tools: ['cursor'], commits: SHAS.map(judged), directors: [] },
      ...{ evidence: [], notes: [], complete: true },
    },
    change: { governed, paths: { base: paths, head: paths } },
    commits: { commits: SHAS.map((sha) => commitFacts({ sha, files })) },
  })
}

it('tells the marked commits of every path of a large change in time', () => {
  const files = PATHS.slice(0, 3_000)
  const mark = markOfLargeChange(files)
  const counts = PATHS.map((path) => mark.commitsOf(path).length)
  expect(counts.filter((count) => count === SHAS.length)).toHaveLength(3_000)
  expect(counts.filter((count) => count === 0)).toHaveLength(1_000)
  expect(mark.ofGoverned).toHaveLength(SHAS.length)
  expect(PATHS.every((path) => mark.isAlone(path))).toBe(true)
})

it('counts a commit for every path where some of its files lived only within the change', () => {
  const mark = markOfLargeChange(['stacks/0/main.tf', 'gone.tf'])
  expect(mark.commitsOf('stacks/3999/main.tf')).toHaveLength(SHAS.length)
  expect(mark.changes(SHAS[0] ?? '', 'stacks/0/main.tf')).toBe(true)
  expect(mark.changes(SHAS[0] ?? '', 'stacks/1/main.tf')).toBeUndefined()
  expect(mark.changes('f'.repeat(40), 'stacks/0/main.tf')).toBeUndefined()
})
