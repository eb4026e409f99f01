import { describe, expect, it } from 'vitest'
import { judge } from '../../src/core/rules/judge.ts'
import { judgedOnce } from '../../src/core/rules/judged-once.ts'
import { loadRules } from '../../src/core/rules/load.ts'
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/rules/settings.ts'
import { builtInRules, ruleFiles } from './built-in-rules.ts'
import { granted } from './facts.ts'

const RULES = builtInRules()
const ADMINISTRATOR = granted({ actions: ['*'], resources: ['*'] })
const ORDINARY = granted({})
const BLOCKS = 'version: 1\nrules:\n  access/administrator-access: { block: true }\n'

function read(yml: string) {
  return readSettings({ yml }, RULES)
}

function judged(yml: string, ...facts: Parameters<typeof judge>[0]) {
  const { settings, readable } = read(yml)
  expect(readable).toBe(true)
  return judge(facts, RULES, settings)
}

function withRequire(require: string) {
  const [path = '', text = ''] = [...ruleFiles('yml')].find(([name]) => name.endsWith('broader-access.yml')) ?? []
  return loadRules(new Map([[path, text.replace(/require:\n( {2}.*\n)+/, require)]]))
}

describe('a rule that blocks by settings', () => {
  it('blocks what it finds, says so at its place, and nothing else', () => {
    const { blockedBy, humansNeeded, findings, explanations } = judged(BLOCKS, ADMINISTRATOR, ORDINARY)
    expect({ blockedBy, humansNeeded }).toEqual({ blockedBy: ['access/administrator-access'], humansNeeded: 2 })
    const said = 'No approval releases it: `access/administrator-access` blocks the merge.'
    expect(findings.map(({ message }) => message.includes(said))).toEqual([true, false])
    expect(explanations[0]?.steps).toContain(said)
    expect(judged(BLOCKS, ORDINARY).blockedBy).toEqual([])
  })

  it('blocks also where a more severe rule speaks', () => {
    const yml = 'version: 1\nrules:\n  access/broader-access: { block: true, severity: low }\n'
    const { findings, blockedBy } = judged(yml, ADMINISTRATOR)
    expect(findings[0]?.rule).not.toBe('access/broader-access')
    expect(blockedBy).toEqual(['access/broader-access'])
  })

  it('only tells where settings make it a hint, and all of them hints', () => {
    expect(judged(BLOCKS.replace('true', 'true, mode: advisory'), ADMINISTRATOR).blockedBy).toEqual([])
    expect(judged(`${BLOCKS}mode: advisory\n`, ADMINISTRATOR)).toMatchObject({ mode: 'advisory' })
    const enforced = `${BLOCKS.replace('true', 'true, mode: enforce')}mode: advisory\n`
    expect(judged(enforced, ADMINISTRATOR)).toMatchObject({
      mode: 'enforce',
      blockedBy: ['access/administrator-access'],
    })
  })

  it('blocks by whichever comparison finds it', () => {
    const { settings } = read(BLOCKS)
    const judgements = [ORDINARY, ADMINISTRATOR].map((fact) => judge([fact], RULES, settings))
    expect(judgedOnce(judgements).blockedBy).toEqual(['access/administrator-access'])
  })
})

describe('a rule that blocks by itself', () => {
  const { rules, diagnostics } = withRequire('require: { block: true }\n')
  const others = RULES.filter(({ id }) => !id.startsWith('access/'))

  it('needs no settings for it', () => {
    expect(diagnostics).toEqual([])
    expect(judge([ORDINARY], [...others, ...rules], DEFAULT_SETTINGS).blockedBy).toEqual(['access/broader-access'])
  })

  it('is not kept from it by settings, but by turning it off', () => {
    const unblocked = readSettings({ yml: 'version: 1\nrules:\n  access/broader-access: { block: false }\n' }, rules)
    expect(unblocked.readable).toBe(false)
    expect(unblocked.located).toMatchObject([{ code: 'settings-unblocked-rule', line: 3, column: 35 }])
    const off = readSettings({ yml: 'version: 1\nrules:\n  access/broader-access: off\n' }, rules)
    expect(judge([ORDINARY], [...others, ...rules], off.settings).blockedBy).toEqual([])
  })

  it('is no notice', () => {
    const refused = withRequire('require: { humans: 1, block: true }\n')
    expect(refused.rules).toEqual([])
    expect(refused.diagnostics[0]?.detail).toContain('what is blocked is no notice')
  })
})
