import { afterAll, describe, expect, it } from 'vitest'
import { compareGrants } from '../../src/core/difference/compare-access.ts'
import { policySet } from '../difference/policies.ts'
import { runs } from '../properties/runs.ts'
import fc from '../seeded-properties.ts'
import { type PolicyPair, policyPairs, variablePairs } from './policy-pairs.ts'
import { encodeDifference } from './smt-encoding.ts'
import { hasSolver, Solver, type SolverAnswer } from './solver.ts'

const SEED = Number(process.env['SEED'] ?? 20260307)
const RUNS = runs(400, 10)
/** Ample time a pair, also for shrinking: the test fails by its assertions, not by the clock. */
const TIMEOUT_MS = 120_000 + RUNS * 1_000

const MIN_SHARE = 0.15
const MAX_UNKNOWN_SHARE = 0.05
/** A policy variable may stand for too many things to try: then the search leaves the answer open. */
const MAX_OPEN_SHARE = 0.15

const isThere = hasSolver()
if (!isThere) console.warn('cvc5 is not on the PATH: the search is not compared with it (Debian: apt-get install cvc5)')

describe.skipIf(!isThere)(`the search against cvc5 (seed ${SEED}, ${RUNS} pairs)`, () => {
  const solver = new Solver()
  afterAll(() => solver.close())

  it('finds a request that head allows and base does not exactly where there is one', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const counts = new Counts()
    await fc.assert(
      fc.asyncProperty(policyPairs(), async (pair) => {
        const { engine, oracle } = await answers(pair, solver)
        counts.add(oracle, engine)
        expect(engine, shown(pair)).not.toBe('undecided')
        if (oracle !== 'unknown') expect(engine, shown(pair)).toBe(oracle)
      }),
      { seed: SEED, numRuns: RUNS },
    )
    counts.check('pairs')
  })

  it('is right about policy variables, or leaves the answer open', { timeout: TIMEOUT_MS }, async () => {
    const counts = new Counts()
    await fc.assert(
      fc.asyncProperty(variablePairs(), async (pair) => {
        const { engine, oracle } = await answers(pair, solver)
        counts.add(oracle, engine)
        if (engine !== 'undecided' && oracle !== 'unknown') expect(engine, shown(pair)).toBe(oracle)
      }),
      { seed: SEED, numRuns: Math.ceil(RUNS / 4) },
    )
    counts.check('pairs with variables')
    expect(counts.share(({ engine }) => engine === 'undecided')).toBeLessThan(MAX_OPEN_SHARE)
  })
})

interface Answers {
  readonly engine: 'sat' | 'unsat' | 'undecided'
  readonly oracle: SolverAnswer
}

async function answers({ kind, base, head }: PolicyPair, solver: Solver): Promise<Answers> {
  const [before, after] = [policySet(base, kind), policySet(head, kind)]
  const oracle = await solver.ask(encodeDifference(before.documents, after.documents, kind))
  const { granted, undecided } = compareGrants(before, after)
  return { engine: granted.length > 0 ? 'sat' : undecided.length > 0 ? 'undecided' : 'unsat', oracle }
}

function shown(pair: PolicyPair): string {
  return JSON.stringify(pair, null, 2)
}

/** What was answered: agreement on a question that always has the same answer would prove little. */
class Counts {
  readonly #all: Answers[] = []

  add(oracle: Answers['oracle'], engine: Answers['engine']): void {
    this.#all.push({ oracle, engine })
  }

  share(isCounted: (answers: Answers) => boolean): number {
    return this.#all.filter(isCounted).length / this.#all.length
  }

  check(name: string): void {
    const count = (oracle: SolverAnswer) => this.#all.filter((each) => each.oracle === oracle).length
    const open = this.#all.filter(({ engine }) => engine === 'undecided').length
    const said = `${count('sat')} sat, ${count('unsat')} unsat, ${count('unknown')} unknown; ${open} left open by the search`
    console.info(`${this.#all.length} ${name} (seed ${SEED}): ${said}`)
    expect(this.share(({ oracle }) => oracle === 'sat')).toBeGreaterThanOrEqual(MIN_SHARE)
    expect(this.share(({ oracle }) => oracle === 'unsat')).toBeGreaterThanOrEqual(MIN_SHARE)
    expect(this.share(({ oracle }) => oracle === 'unknown')).toBeLessThan(MAX_UNKNOWN_SHARE)
  }
}
