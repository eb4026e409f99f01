import { describe, expect, it } from 'vitest'
import { pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import { readCorpus } from './corpus.ts'
import { pullRequestFactsOf, readPullRequests } from './pull-request-corpus.ts'

const rows = readPullRequests()
const isAi = (verdict: string) => verdict === 'ai' || verdict === 'ai-assisted'
const withEvidence = rows.filter((row) => isAi(row.expect.verdict))
const without = rows.filter((row) => !isAi(row.expect.verdict))

describe('the corpus of pull requests', () => {
  it('holds as many with evidence as without, over at least 30 tools, no two alike', () => {
    const tools = new Set(withEvidence.flatMap((row) => row.expect.tools))
    const alike = rows.map(({ id, shape, expect: _, author, ...texts }) => JSON.stringify([author.login, texts]))
    expect(Math.min(withEvidence.length, without.length)).toBeGreaterThanOrEqual(90)
    expect(tools.size).toBeGreaterThanOrEqual(30)
    expect(new Set(alike).size).toBe(rows.length)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  it('makes 300 with evidence and 300 hard negatives together with the commits', () => {
    expect(withEvidence.length + readCorpus('with-evidence').length).toBeGreaterThanOrEqual(400)
    expect(without.length + readCorpus('without-ai-evidence').length).toBeGreaterThanOrEqual(400)
  })

  it.each(rows)('$id: $shape', (row) => {
    const { verdict, tools } = pullRequestAuthorship(pullRequestFactsOf(row))
    expect({ verdict, tools: tools.toSorted() }, row.body).toEqual({
      verdict: row.expect.verdict,
      tools: row.expect.tools.toSorted(),
    })
  })

  it('is judged the same whatever the order of its commits', () => {
    for (const row of rows) {
      const facts = pullRequestFactsOf(row)
      const turned = { ...facts, commits: facts.commits.toReversed() }
      expect(pullRequestAuthorship(turned).verdict, row.id).toBe(row.expect.verdict)
    }
  })
})
