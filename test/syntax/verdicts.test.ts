import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'

const CASE = z.strictObject({ text: z.string(), accepted: z.boolean() })
const VERSION = z.strictObject({ terraform: z.string() })

const [version = '', ...lines] = readFileSync(join(import.meta.dirname, 'conformance', 'verdicts.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
const cases = lines.map((line) => CASE.parse(JSON.parse(line)))

it('has cases of both kinds, and knows whose verdicts they are', () => {
  expect(VERSION.parse(JSON.parse(version)).terraform).toMatch(/^1\./)
  expect(cases.filter((one) => one.accepted).length).toBeGreaterThan(100)
  expect(cases.filter((one) => !one.accepted).length).toBeGreaterThan(100)
})

it('accepts and rejects what Terraform accepts and rejects', () => {
  const verdicts = cases.map(({ text }) => ({ text, accepted: parseHcl('main.tf', text).diagnostics.length === 0 }))
  expect(verdicts).toEqual(cases)
})
