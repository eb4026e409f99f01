import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createModule } from '../../src/core/configuration/terraform/create-module.ts'
import { jsonOf } from '../../src/core/configuration/terraform/functions/json-encode.ts'
import { startRun } from '../../src/core/configuration/terraform/run.ts'
import { isKnown } from '../../src/core/configuration/terraform/unknown.ts'
import { rootVariable } from '../../src/core/configuration/terraform/variables.ts'
import { parseHcl, parseHclExpression } from '../../src/core/syntax/hcl/parse.ts'
import { CONFIGURATION, EXPRESSIONS } from './expressions.ts'

const Vectors = z.object({
  terraform: z.string(),
  vectors: z.array(z.object({ expression: z.string(), answer: z.string().nullable() })),
})

const { vectors } = Vectors.parse(JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')))

/** The JSON of the result, or null where there is an error. */
function evaluate(expression: string): string | null {
  const main = parseHcl('main.tf', CONFIGURATION)
  const files = new Map([[main.path, main]])
  const run = startRun(
    {
      directory: '',
      files,
      variant: { kind: 'declared' },
      readFile: () => ({ kind: 'missing' }),
      listFiles: () => [],
    },
    [main],
  )
  const module = createModule({
    run,
    ownDirectory: '',
    prefix: '',
    depth: 0,
    files,
    origin: (address) => address,
    variable: (name, declared, scope) => rootVariable(name, declared, { files, variant: run.input.variant }, scope),
  })
  const parsed = parseHclExpression('console', expression)
  if (parsed.diagnostics.length > 0) return `does not parse: ${parsed.diagnostics[0]?.summary}`
  const value = module.evaluate(parsed.expression, module.scope('console'))
  if (run.diagnostics.length > 0) return null
  return isKnown(value) ? jsonOf(value) : 'unknown'
}

describe("Terraform's own answers", () => {
  it('are there for every expression', () => {
    expect(vectors.map((vector) => vector.expression)).toEqual(EXPRESSIONS)
  })
  it.each(vectors)('$expression', ({ expression, answer }) => {
    expect(evaluate(expression)).toBe(answer)
  })
})
