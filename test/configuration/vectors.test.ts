import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jsonOf } from '../../src/core/configuration/terraform/functions/json-encode.ts'
import { isKnown } from '../../src/core/configuration/terraform/unknown.ts'
import { openConsole } from './console.ts'
import { CONFIGURATION, EXPRESSIONS } from './expressions.ts'
import { DELIBERATE_DIFFERENCES } from './vectors/deliberate-differences.ts'

const Vectors = z.object({
  terraform: z.string(),
  vectors: z.array(z.object({ expression: z.string(), answer: z.string().nullable() })),
})

const { vectors } = Vectors.parse(JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')))

const CONSOLE = openConsole(CONFIGURATION, { kind: 'declared' })

/** The JSON of the result, or null where there is an error. */
function evaluate(expression: string): string | null {
  const value = CONSOLE.evaluate(expression)
  if (value === undefined) return null
  return isKnown(value) ? jsonOf(value) : 'unknown'
}

describe("Terraform's own answers", () => {
  it('are there for every expression', () => {
    expect(vectors.map((vector) => vector.expression)).toEqual(EXPRESSIONS)
    expect(vectors.length).toBeGreaterThan(2000)
  })

  it('differ from ours where that is deliberate', () => {
    const answers = new Map(vectors.map(({ expression, answer }) => [expression, answer]))
    for (const [expression, ours] of DELIBERATE_DIFFERENCES) {
      expect([expression, evaluate(expression)]).toEqual([expression, ours])
      expect([expression, answers.get(expression)]).not.toEqual([expression, ours])
    }
  })

  it.each(vectors.filter(({ expression }) => !DELIBERATE_DIFFERENCES.has(expression)))(
    '$expression',
    ({ expression, answer }) => {
      expect(evaluate(expression)).toBe(answer)
    },
  )
})
