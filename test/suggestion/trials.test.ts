import { describe, expect, it } from 'vitest'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import type { Finding } from '../../src/core/rules/finding.ts'
import type { Judgement } from '../../src/core/rules/judge.ts'
import { Fault } from '../../src/ports/fault.ts'
import { compareTrees, type TreeComparison } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { suggested } from '../../src/review/suggested.ts'
import { type SuggestContext, suggesting } from '../../src/review/suggesting.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { resultOf } from '../report/results.ts'
import { granted } from '../rules/facts.ts'
import { reviewSuggesting } from './suggested-change.ts'

const COUNT = 20
/** Twenty values, three lines apart from each other. */
function values(value: string): Readonly<Record<string, string>> {
  const lines = Array.from({ length: COUNT }, (_, index) => `  v${index} = "${value}${index}"\n  # 1\n  # 2\n`)
  return { 'main.tf': `locals {\n${lines.join('')}}\n` }
}

/** A finding on the line of each value. */
const FINDINGS: readonly Finding[] = Array.from({ length: COUNT }, (_, index) => {
  const line = 2 + 3 * index
  const location = { file: 'main.tf', startLine: line, endLine: line }
  const [finding] = resultOf([{ ...granted({ actions: [`s3:A${index}`] }), location }]).findings
  return finding ?? expect.fail('There is a finding')
})

function judgementOf(findings: readonly Finding[]): Judgement {
  return {
    findings,
    waived: [],
    mode: 'enforce',
    humansNeeded: 2,
    teamsNeeded: [],
    reviewersNeeded: [],
    blockedBy: [],
    explanations: [],
  }
}

/** What is suggested where a trial finds `after`, and how many there are. */
async function trying(after: (trial: number) => readonly Finding[], change: Partial<SuggestContext> = {}) {
  const trees = memorySourceTrees({ base: values('a'), head: values('b') })
  const [base, head] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const revisions = { base: 'base', head: 'head' }
  const pair = { base, head, revisions, sources: firstOf([]), memory: terraformMemory() }
  await Promise.all([base.load(['main.tf']), head.load(['main.tf'])])
  const compared: TreeComparison = await compareTrees(pair)
  let trials = 0
  const judged = (each: TreeComparison) => judgementOf(each === compared ? FINDINGS : after(trials++))
  const suggest = suggesting({
    findings: FINDINGS,
    compared: [{ pair, head: { trees, id: 'head' }, trees: compared }],
    judged,
    secrets: new Set(),
    clock: { now: () => 0 },
    ...change,
  })
  return { found: await suggest(), again: await suggest(), trials }
}

describe('trials of suggestions', () => {
  it('are as many as there may be, the most severe findings first', async () => {
    const severe = FINDINGS.map((each, index) => ({ ...each, severity: index === 19 ? 'critical' : 'low' }) as const)
    const fixed = (trial: number) =>
      trial === 0 ? FINDINGS.slice(0, 19) : FINDINGS.filter((_, at) => at !== trial - 1)
    const { found, again, trials } = await trying(fixed, { findings: severe })
    expect([...found.keys()]).toEqual([FINDINGS[19], ...FINDINGS.slice(0, 7)].map((each) => each?.digest))
    expect([again, trials]).toEqual([found, 8])
  })

  it('suggest nothing where the finding stays, or another one comes', async () => {
    const other = resultOf([granted({ actions: ['s3:Other'] })]).findings
    expect((await trying(() => FINDINGS)).found.size).toBe(0)
    expect((await trying(() => other)).found.size).toBe(0)
  })

  it('are not begun once time is up', async () => {
    let now = 0
    const clock = { now: () => (now += 3_000) }
    expect((await trying(() => [], { clock })).trials).toBe(1)
  })

  it('are not made of what shows a sensitive text', async () => {
    expect((await trying(() => [], { secrets: new Set(['a0"']) })).trials).toBe(1)
    const all = new Set(FINDINGS.map((_, index) => `= "a${index}"`))
    expect(await trying(() => [], { secrets: all })).toMatchObject({ trials: 0 })
  })
})

describe('a review whose suggestions cannot be looked for', () => {
  const failing = (error: Error) => async () => {
    const reviewed = await reviewSuggesting({}, { 'a.json': '{}' })
    return suggested({ ...reviewed, suggest: () => Promise.reject(error) })
  }

  it('stands all the same where the outside world fails, and hides no error of our own', async () => {
    expect((await failing(new Fault('unavailable', 'GitHub answered 502'))()).result.findings).toEqual([])
    await expect(failing(new TypeError('no such thing'))()).rejects.toThrow('no such thing')
  })
})
