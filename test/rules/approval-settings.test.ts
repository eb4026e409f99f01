import { describe, expect, it } from 'vitest'
import { judge } from '../../src/core/rules/judge.ts'
import { loadRules } from '../../src/core/rules/load.ts'
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/rules/settings.ts'
import { builtInRules, ruleFiles } from './built-in-rules.ts'
import { granted } from './facts.ts'

const RULES = builtInRules()
const read = (yml: string) => readSettings({ yml }, RULES)
const teamsOf = (yml: string) => judge([granted({})], RULES, read(yml).settings).teamsNeeded

describe('whose approval settings ask for', () => {
  it('is nobody in particular by default', () => {
    expect(DEFAULT_SETTINGS).toMatchObject({ teams: [], codeowners: false, request: undefined })
    expect(teamsOf('version: 1\n')).toEqual([])
  })

  it('is read whole, in lower case', () => {
    const { settings, readable } = read(
      'version: 1\napprovals: { teams: [Security, Acme/Platform, security], codeowners: true, request: true }\n',
    )
    expect(readable).toBe(true)
    expect(settings).toMatchObject({ teams: ['security', 'acme/platform'], codeowners: true, request: true })
    expect(read('version: 1\napprovals: { request: false }\n').settings.request).toBe(false)
  })

  it.each(['"@acme/security"', 'a/b/c', '""', '"a b"', '../x/y'])('is no team called %s', (name) => {
    expect(read(`version: 1\napprovals: { teams: [${name}] }\n`)).toMatchObject({ readable: false })
  })

  it('stays where something else in the file is wrong, since it can only raise', () => {
    const found = read(
      'version: 1\nmood: gloomy\nmode: advisory\napprovals: { humans: 3, teams: [security], request: true }\n',
    )
    expect(found.readable).toBe(false)
    expect(found.settings).toEqual({ ...DEFAULT_SETTINGS, humans: 3, teams: ['security'] })
    expect(read('version: 1\napprovals: { humans: 9, teams: [security] }\n').settings).toEqual(DEFAULT_SETTINGS)
  })

  it('is added up with what rules ask for, and only where something is held', () => {
    const settings =
      'version: 1\napprovals: { teams: [security] }\nrules:\n  access/broader-access: { teams: [data] }\n'
    expect(teamsOf(settings)).toEqual(['security', 'data'])
    expect(judge([], RULES, read(settings).settings).teamsNeeded).toEqual([])
    const off = 'version: 1\napprovals: { teams: [security] }\nrules:\n  access/broader-access: off\n'
    expect(judge([granted({})], RULES, read(off).settings)).toMatchObject({ humansNeeded: 1, teamsNeeded: [] })
  })
})

describe('a rule that names a team', () => {
  const file = [...ruleFiles('yml')].find(([path]) => path.endsWith('access/broader-access.yml'))
  const [path, text] = file ?? expect.fail('The rule is not there')
  const withTeams = (require: string) => loadRules(new Map([[path, text.replace(/require:\n( {2}.*\n)+/, require)]]))

  it('asks for its approval, also where it asks for no second human by itself', () => {
    const { rules, diagnostics } = withTeams('require: { humans: 1, teams: [Acme/Data] }\n')
    expect(diagnostics).toEqual([])
    const others = RULES.filter(({ id }) => id !== 'access/broader-access' && !id.startsWith('access/'))
    const judgement = judge([granted({})], [...others, ...rules], DEFAULT_SETTINGS)
    expect(judgement).toMatchObject({ humansNeeded: 2, teamsNeeded: ['acme/data'] })
    expect(judgement.explanations[0]?.steps).toContain('It asks for an approval of acme/data.')
  })

  it('or people, asks for one of them, beside those whom the settings ask for', () => {
    const { rules, diagnostics } = withTeams('require: { humans: 1, reviewers: [Alice, bob] }\n')
    expect(diagnostics).toEqual([])
    const yml =
      'version: 1\napprovals: { reviewers: [Carol] }\nrules:\n  access/broader-access: { reviewers: [dora] }\n'
    const others = RULES.filter(({ id }) => id !== 'access/broader-access' && !id.startsWith('access/'))
    const judgement = judge([granted({})], [...others, ...rules], read(yml).settings)
    expect(judgement).toMatchObject({ humansNeeded: 2, reviewersNeeded: [['carol'], ['alice', 'bob'], ['dora']] })
    expect(judgement.explanations[0]?.steps).toContain('It asks for an approval of alice or bob.')
    expect(judge([], [...others, ...rules], read(yml).settings).reviewersNeeded).toEqual([])
  })

  it.each(['[]', '[a b]', 'alice', '[acme/security]'])('refuses what are no logins: %s', (names) => {
    expect(withTeams(`require: { reviewers: ${names} }\n`).rules).toEqual([])
    expect(read(`version: 1\napprovals: { reviewers: ${names} }\n`)).toMatchObject({ readable: false })
  })

  it('is told which key was meant', () => {
    const { diagnostics } = withTeams('require: { team: [data] }\n')
    expect(diagnostics[0]?.detail).toContain('Did you mean `teams`?')
  })
})
