import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { stepCounter } from './regex-steps.ts'

const FOLDER = new URL('../../src/core/authorship/', import.meta.url)
/** Twice the text may cost a little more than twice the steps; where it is quadratic, it costs four times as many. */
const MOST_GROWTH = 2.6
const CHARS = 60
/** More steps than any linear search of these texts takes: beyond, no growth is asked for. */
const STEP_LIMIT = 100_000

/** Expressions that are applied to short texts only, each with how long these can be. */
const ON_SHORT_TEXTS: Readonly<Record<string, string>> = {
  '/[\\s*_]+$/': 'a trailer key: 48 characters',
}

interface Literal {
  readonly file: string
  readonly text: string
}

function literals(): readonly Literal[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => literalsOf(file, readFileSync(new URL(file, FOLDER), 'utf8')))
}

function literalsOf(file: string, code: string): readonly Literal[] {
  const found: Literal[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push({ file, text: node.text })
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true))
  return found
}

function expressionOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/')
  return new RegExp(literal.slice(1, end), literal.slice(end + 1))
}

/** The worst growth of the steps from one size to twice the size, over all attacks. */
function growthOf(expression: RegExp): { readonly growth: number; readonly attack: string } {
  const counter = stepCounter(expression)
  const longer = counter.attacks(2 * CHARS)
  let worst = { growth: 0, attack: '' }
  for (const [index, attack] of counter.attacks(CHARS).entries()) {
    const steps = counter.steps(attack, STEP_LIMIT)
    const gaveUp = steps >= STEP_LIMIT
    const growth = gaveUp ? Number.POSITIVE_INFINITY : counter.steps(longer[index] ?? '', STEP_LIMIT) / steps
    if (growth > worst.growth) worst = { growth, attack }
  }
  return worst
}

const all = literals()

describe('the regular expressions of authorship', () => {
  it('are found', () => {
    expect(all.length).toBeGreaterThan(30)
  })

  it('are literals, so that none is missed', () => {
    const built = readdirSync(FOLDER).filter((file) => readFileSync(new URL(file, FOLDER), 'utf8').includes('RegExp('))
    expect(built).toEqual([])
  })

  it.each(all.filter(({ text }) => !(text in ON_SHORT_TEXTS)))('$file: $text is linear', ({ text }) => {
    const { growth, attack } = growthOf(expressionOf(text))
    expect(growth, JSON.stringify(attack)).toBeLessThan(MOST_GROWTH)
  })

  it('that are not linear are in use, and are named with why that does no harm', () => {
    const texts = all.map(({ text }) => text)
    for (const [text, why] of Object.entries(ON_SHORT_TEXTS)) {
      expect(texts).toContain(text)
      expect(why).toMatch(/\d+ characters$/)
      expect(growthOf(expressionOf(text)).growth).toBeGreaterThan(MOST_GROWTH)
    }
  })
})

describe('the counting of steps', () => {
  it.each([/(?:a+)+$/, /(?:a|a)*b/, /(?:a|aa)+$/])('%s: finds what is exponential', (expression) => {
    expect(growthOf(expression).growth).toBeGreaterThan(MOST_GROWTH)
  })

  it.each([/a+b/, /\s+$/, /^a*a*b/, /^\s*(.*?)\s*$/, /".*"x/, /^(?:[ab]+,?)*c/, /[a-z]+@/i])(
    '%s: finds what is polynomial',
    (expression) => {
      expect(growthOf(expression).growth).toBeGreaterThan(MOST_GROWTH)
    },
  )

  it.each([/^a+b/, /abc/, /[^\x00-\x7f]/, /^(?:\d{1,12}\+)?[^@+\s]{1,100}@/, /(?<=\s)x/, /^\s{0,20}a/])(
    '%s: lets pass what is linear',
    (expression) => {
      expect(growthOf(expression).growth).toBeLessThan(MOST_GROWTH)
    },
  )

  it('agrees with the engine on what matches', () => {
    for (const [expression, text] of [
      [/^a+b/, 'aab'],
      [/x(?!y)/, 'xyxz'],
      [/(?<=a)b|c$/, 'ab'],
    ] as const) {
      expect(stepCounter(expression).steps(text, STEP_LIMIT)).toBeGreaterThan(0)
      expect(expression.test(text)).toBe(true)
    }
  })
})
