import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hclSecondOpinion } from '../src/adapters/second-opinion/hcl-second-opinion.ts'
import { runReview } from '../src/cli/review.ts'
import { textReport } from '../src/core/report/text-report.ts'
import { judgedTwice } from './review/judged-again.ts'

const CASES = resolve(import.meta.dirname, 'cases')

const secondOpinion = hclSecondOpinion()
afterAll(() => secondOpinion.close())

const groups = readdirSync(CASES)
const cases = groups.flatMap((group) => readdirSync(join(CASES, group)).map((name) => `${group}/${name}`))
const silent = cases.filter((name) => /\/silent-/.test(name))

describe('cases', () => {
  it('has at least 60, a third of them silent', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60)
    expect(silent.length).toBeGreaterThanOrEqual(cases.length / 3)
  })

  it.each(cases)('%s', async (name) => {
    const folder = join(CASES, name)
    const sides = { repo: folder, base: join(folder, 'base'), head: join(folder, 'head') }
    const reviewed = await runReview(sides, secondOpinion)
    const { result } = reviewed
    const actual = `${textReport({ ...result, elapsedMs: 0 })}`
    expectFile(join(folder, 'expected.txt'), actual)
    if (silent.includes(name)) expect(result.findings).toEqual([])
    else expect(result.findings).not.toEqual([])
    // What is kept to try other settings on it is enough to judge it alike.
    const { first, again = first } = judgedTwice(reviewed, 0)
    expect(again).toEqual(first)
  })
})

/** Compares with the expected file; `npm run test:update` rewrites it, and the difference is read as code. */
function expectFile(path: string, actual: string): void {
  if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(path, actual)
  expect(existsSync(path), `${path} is missing: npm run test:update writes it`).toBe(true)
  expect(actual).toBe(readFileSync(path, 'utf8'))
}
