import { describe, expect, it } from 'vitest'
import { effectiveSignatures } from '../../src/core/authorship/pull-request.ts'
import { accessDigest, type DigestInput } from '../../src/core/gate/digest.ts'
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../../src/core/rules/settings.ts'
import { SIGNATURES } from '../authorship/commit-facts.ts'
import { builtInRules } from './built-in-rules.ts'

const RULES = builtInRules()
const read = (yml: string) => readSettings({ yml: `version: 1\n${yml}` }, RULES)

describe('settings of authorship', () => {
  it('are lax in nothing by default', () => {
    expect(DEFAULT_SETTINGS).toMatchObject({ declaration: undefined, suggestions: 'director', signatures: undefined })
  })

  it('name the trailers of a declaration, and those of them that deny', () => {
    const { settings } = read('authorship:\n  declaration: { trailers: [Assisted-by, NO-AI] }\n')
    expect(settings.declaration).toEqual({ trailers: ['Assisted-by', 'NO-AI'], withoutAi: ['NO-AI'] })
    const own = read('authorship:\n  declaration: { trailers: [Tools, By-Hand], withoutAi: [by-hand] }\n')
    expect(own.settings.declaration).toEqual({ trailers: ['Tools', 'By-Hand'], withoutAi: ['by-hand'] })
  })

  it('say what an applied suggestion makes of its author', () => {
    expect(read('authorship:\n  suggestions: allow\n').settings.suggestions).toBe('allow')
  })

  it('name agents of one’s own: AI tools to signatures, and nobody to the gate', () => {
    const { settings, diagnostics } = read('authorship:\n  agents: [Acme-Coder, "acme[bot]", coder_corp]\n')
    expect(diagnostics).toEqual([])
    expect([...settings.machineUsers]).toEqual(['acme-coder', 'acme[bot]', 'coder_corp'])
    const { signatures, complete } = effectiveSignatures(SIGNATURES, settings)
    expect(complete).toBe(true)
    expect(signatures.logins.get('acme-coder')).toMatchObject([{ tool: { name: 'Acme-Coder', kind: 'ai' } }])
    expect(signatures.logins.get('acme[bot]')).toMatchObject([{ tool: { kind: 'ai' } }])
  })

  it('raise how many humans a rule asks for', () => {
    const { settings } = read('rules:\n  authorship/ai-authored-broadening: { humans: 3 }\n')
    expect(settings.rules.get('authorship/ai-authored-broadening')).toEqual({ humans: 3 })
  })
})

const MISTAKES: readonly (readonly [string, string, readonly [number, number], RegExp])[] = [
  ['no trailers', 'authorship:\n  declaration: { trailers: [] }\n', [3, 28], /`authorship.declaration.trailers`/],
  ['a trailer that is a sentence', 'authorship:\n  declaration: { trailers: ["No AI used:"] }\n', [3, 29], /trailer/],
  [
    'a denial that is no trailer',
    'authorship:\n  declaration: { trailers: [No-AI], withoutAi: [No-AI, By-Hand] }\n',
    [3, 56],
    /not among the trailers/,
  ],
  [
    'a misspelt key',
    'authorship:\n  declaration: { trailers: [No-AI], withoutAI: [No-AI] }\n',
    [3, 37],
    /Did you mean `withoutAi`\?/,
  ],
  ['another word for suggestions', 'authorship:\n  suggestions: forbid\n', [3, 16], /director, allow/],
  ['an agent that is no login', 'authorship:\n  agents: ["@acme"]\n', [3, 12], /not a GitHub login/],
  ['one human', 'rules:\n  access/broader-access: { humans: 1 }\n', [3, 36], /must be at least 2/],
  ['seven humans', 'rules:\n  access/broader-access: { humans: 7 }\n', [3, 36], /must be at most 6/],
  ['humans of a fixed rule', 'rules:\n  governance/failed-rule: { humans: 3 }\n', [3, 3], /cannot be changed/],
]

describe('settings that cannot be read', () => {
  it.each(MISTAKES)('%s', (_, yml, [line, column], says) => {
    const { settings, readable, located } = read(yml)
    expect({ settings, readable }).toEqual({ settings: DEFAULT_SETTINGS, readable: false })
    expect(located[0]).toMatchObject({ severity: 'error', line, column })
    expect(`${located[0]?.summary}. ${located[0]?.detail}`).toMatch(says)
  })

  it('fewer humans than the rule asks for by itself', () => {
    const rules = RULES.map((rule) => (rule.id === 'access/broader-access' ? { ...rule, humans: 3 } : rule))
    const yml = 'version: 1\nrules:\n  access/broader-access: { humans: 2 }\n'
    const { readable, located } = readSettings({ yml }, rules)
    expect({ readable, located }).toMatchObject({
      readable: false,
      located: [{ code: 'settings-fewer-humans', line: 3, column: 36 }],
    })
  })
})

describe('the digest', () => {
  const given: DigestInput = {
    ...{ granted: [], undecided: [], findings: [], inputs: [] },
    settings: DEFAULT_SETTINGS,
    version: '1.0.0',
  }
  const changes: readonly (readonly [string, Partial<Settings>])[] = [
    ['a declaration', { declaration: { trailers: ['No-AI'], withoutAi: [] } }],
    ['what denies', { declaration: { trailers: ['No-AI'], withoutAi: ['No-AI'] } }],
    ['applied suggestions', { suggestions: 'allow' }],
    ['humans of a rule', { rules: new Map([['a/b', { humans: 3 }]]) }],
    ['an agent', read('authorship:\n  agents: [acme]\n').settings],
  ]

  it('covers each of them', () => {
    const digests = [{}, ...changes.map(([, change]) => change)].map((change) =>
      accessDigest({ ...given, settings: { ...DEFAULT_SETTINGS, ...change } }),
    )
    expect(new Set(digests).size).toBe(changes.length + 1)
  })
})
