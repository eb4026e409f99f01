import { describe, expect, it } from 'vitest'
import { classifyCommit } from '../../src/core/authorship/classify.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'
import { type CorpusRow, factsOf, readCorpus } from './corpus.ts'

const withEvidence = readCorpus('with-evidence')
const without = readCorpus('without-ai-evidence')

describe('the corpus of commits', () => {
  it('holds at least 300 commits with evidence over 30 tools, and 300 hard negatives, no two alike', () => {
    const tools = new Set(withEvidence.map(({ expect: { tool } }) => tool))
    const alike = [...withEvidence, ...without].map(({ id, shape, expect: _, ...commit }) => JSON.stringify(commit))
    expect(withEvidence.length).toBeGreaterThanOrEqual(300)
    expect(without.length).toBeGreaterThanOrEqual(300)
    expect(tools.size).toBeGreaterThanOrEqual(30)
    expect(new Set(alike).size).toBe(alike.length)
  })

  it('is judged with a precision of at least 0.995 and a recall of at least 0.99', () => {
    const said = (row: CorpusRow) => classifyCommit(factsOf(row), SIGNATURES).verdict.startsWith('ai')
    const found = withEvidence.filter(said).length
    const wrong = without.filter(said).length
    expect(found / (found + wrong)).toBeGreaterThanOrEqual(0.995)
    expect(found / withEvidence.length).toBeGreaterThanOrEqual(0.99)
  })

  it.each([...withEvidence, ...without])('$id: $shape', (row) => {
    const judged = classifyCommit(factsOf(row), SIGNATURES)
    expect({ verdict: judged.verdict, tool: judged.tool }, row.message).toEqual(row.expect)
  })

  it('gives evidence exactly where the verdict is not human', () => {
    for (const row of [...withEvidence, ...without]) {
      const judged = classifyCommit(factsOf(row), SIGNATURES)
      expect(judged.evidence.length > 0, row.id).toBe(judged.verdict !== 'human')
    }
  })

  it('finds the same in a message with other line ends', () => {
    for (const row of withEvidence) {
      const message = row.message.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')
      const judged = classifyCommit({ ...factsOf(row), message }, SIGNATURES)
      expect(judged.verdict, row.id).toBe(row.expect.verdict)
    }
  })

  it('calls an ordinary commit human, without evidence', () => {
    expect(classifyCommit(commitFacts(), SIGNATURES)).toMatchObject({ verdict: 'human', tool: null, evidence: [] })
  })
})
