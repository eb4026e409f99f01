import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runRules } from './run-rules.ts'

const kept = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../docs', name), 'utf8'))

describe('countersign rules schema', () => {
  it.each([
    [[], 'countersign.schema.json'],
    [['settings'], 'countersign.schema.json'],
    [['rule'], 'rule.schema.json'],
  ])('%j prints what the documentation holds', async (of, file) => {
    const { code, stdout } = await runRules('schema', ...of)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual(kept(file))
  })

  it('of anything else is no use of it', async () => {
    expect((await runRules('schema', 'waivers')).code).toBe(64)
  })
})
