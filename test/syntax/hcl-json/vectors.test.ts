import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { displayText } from '../../../src/core/value/value.ts'
import { configure } from '../../configuration/module-double.ts'
import { CONFIGURATION, VALUES } from './local-values.ts'

const Vectors = z.object({
  terraform: z.string(),
  vectors: z.array(z.object({ value: z.string(), answer: z.string().nullable() })),
})

const { vectors } = Vectors.parse(JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')))

/** A policy whose one action is the JSON of the local. */
const POLICY =
  'resource "aws_iam_policy" "p" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = jsonencode([local.value]), Resource = "*" }] }) }'

/** The JSON of the value in an array, or null where there is an error. */
function evaluate(value: string): string | null {
  const { policies, diagnostics } = configure({
    'main.tf': POLICY,
    'context.tf.json': JSON.stringify(CONFIGURATION),
    'value.tf.json': `{"locals": {"value": ${value}}}`,
  })
  if (diagnostics.some((each) => each.severity === 'error')) return null
  const [statement] = policies[0]?.document.statements ?? []
  const action = statement?.kind === 'statement' ? statement.action.patterns[0] : undefined
  return action === undefined ? 'unknown' : displayText(action)
}

describe("Terraform's own answers", () => {
  it('are there for every value', () => {
    expect(vectors.map((vector) => vector.value)).toEqual(VALUES)
  })
  it.each(vectors)('$value', ({ value, answer }) => {
    expect(evaluate(value)).toBe(answer)
  })
})
