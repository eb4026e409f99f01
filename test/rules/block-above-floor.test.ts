import { describe, expect, it } from 'vitest'
import { judge } from '../../src/core/rules/judge.ts'
import { builtInRules } from './built-in-rules.ts'
import { granted } from './facts.ts'
import { merged } from './merged-settings.ts'

const RULES = builtInRules()

describe('what an organisation blocks, a repository makes no hint of', () => {
  const ADMINISTRATOR = granted({ actions: ['*'], resources: ['*'] })
  const BLOCKS = 'rules: { access/administrator-access: { block: true } }'

  it.each([
    ['all rules', 'mode: advisory', []],
    [
      'that rule',
      'rules: { access/administrator-access: { mode: advisory } }',
      ['rules.access/administrator-access.mode: `enforce`'],
    ],
    [
      'a part',
      "scopes: [{ paths: ['**'], mode: advisory }]",
      ['scopes.0.mode: `enforce` for `access/administrator-access`'],
    ],
    ['its severity', 'rules: { access/administrator-access: low }', []],
    ['nothing', '', []],
  ])('by %s', (_what, repository, refused) => {
    const answer = merged(repository, BLOCKS)
    const judgement = judge([ADMINISTRATOR], RULES, answer.settings)
    expect(judgement).toMatchObject({ mode: 'enforce', humansNeeded: 2, blockedBy: ['access/administrator-access'] })
    expect(answer.refused).toEqual(refused)
  })

  it('unless it only tries it: where the organisation is advisory, in general or there', () => {
    const advisory = `mode: advisory\n${BLOCKS}`
    expect(judge([ADMINISTRATOR], RULES, merged('', advisory).settings).mode).toBe('advisory')
    const there = `scopes: [{ paths: ['**'], mode: advisory }]\n${BLOCKS}`
    expect(judge([ADMINISTRATOR], RULES, merged('', there).settings).blockedBy).toEqual([])
    const hint = BLOCKS.replace('true', 'true, mode: advisory')
    expect(judge([ADMINISTRATOR], RULES, merged('', hint).settings).blockedBy).toEqual([])
  })
})
