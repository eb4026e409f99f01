import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtInRules } from '../rules/built-in-rules.ts'
import { type Folder, folderOf, runRules } from './run-rules.ts'

const answer = z.object({
  schema: z.literal('countersign.rules-list/1'),
  settings: z.object({ files: z.array(z.string()), readable: z.boolean() }).optional(),
  rules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: z.string(),
      lifecycle: z.string(),
      kind: z.string(),
      source: z.string(),
      effective: z.object({
        acts: z.boolean(),
        severity: z.string(),
        humans: z.number(),
        teams: z.array(z.string()),
      }),
      changes: z.array(z.string()),
    }),
  ),
})

const RULE = `title: Mail of the company
severity: low
lifecycle: preview
kind: broadened
when: change.origin == "allowed"
headline: Allows {actions}
message: it is new.
fix: name it.
`

const SETTINGS = `version: 1
rules:
  access/broader-access: low
  access/attached-policy: off
  access/broader-trust: { humans: 3, teams: [Security] }
`

let folder: Folder
beforeAll(() => {
  folder = folderOf({
    '.github/countersign.yml': SETTINGS,
    'rules/mail/company.yml': RULE,
    'rules/access/broader-access.yml': RULE.replace('preview', 'stable'),
    'on/.github/countersign.yml': 'version: 1\nrules:\n  mail/company: { enabled: true }\n',
    'broken/.github/countersign.yml': 'version: 1\nrules:\n  access/nothing-like-it: off\n',
    'half/mail/good.yml': RULE,
    'half/mail/bad.yml': RULE.replace('"allowed"', '1'),
  })
})
afterAll(() => folder.remove())

const at = (path: string) => join(folder.path, path)
const listed = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runRules('list', '--format', 'json', ...args)
  const { settings, rules } = answer.parse(JSON.parse(stdout))
  return { code, stderr, settings, rules, byId: new Map(rules.map((rule) => [rule.id, rule])) }
}

describe('countersign rules list', () => {
  it('lists every built-in rule with what it is', async () => {
    const { code, rules, settings } = await listed()
    const facts = builtInRules().map(({ id, title, severity, lifecycle, kind }) => ({
      id,
      title,
      severity,
      lifecycle,
      kind,
    }))
    expect({ code, settings }).toEqual({ code: 0, settings: undefined })
    expect(rules).toMatchObject(facts)
    expect(rules.every(({ source, changes }) => source === 'built-in' && changes.length === 0)).toBe(true)
  })

  it('prints one line a rule', async () => {
    const { stdout } = await runRules('list')
    expect(stdout.split('\n')).toHaveLength(builtInRules().length + 1)
    expect(stdout).toMatch(/^access\/broader-access +high +stable +broadened +Access that was not there before$/m)
  })

  it('says what the settings of a repository change', async () => {
    const { code, settings, byId } = await listed('--repo', folder.path)
    expect({ code, settings }).toEqual({
      code: 0,
      settings: { files: [at('.github/countersign.yml')], readable: true },
    })
    expect(byId.get('access/broader-access')?.changes).toEqual(['severity high → low'])
    expect(byId.get('access/attached-policy')).toMatchObject({ effective: { acts: false }, changes: ['turned off'] })
    expect(byId.get('access/broader-trust')).toMatchObject({
      effective: { humans: 3, teams: ['security'] },
      changes: ['humans 2 → 3', 'asks security'],
    })
    expect([...byId.values()].filter(({ changes }) => changes.length > 0)).toHaveLength(3)
    const { stdout } = await runRules('list', '--repo', folder.path)
    expect(stdout).toMatch(/^access\/attached-policy .*\n +→ turned off$/m)
  })

  it('adds the rules of a folder, in place of built-in ones of their names', async () => {
    const { code, rules, byId } = await listed('--rules', at('rules'))
    expect({ code, count: rules.length }).toEqual({ code: 0, count: builtInRules().length + 1 })
    expect(byId.get('mail/company')).toMatchObject({
      source: at('rules/mail/company.yml'),
      effective: { acts: false },
    })
    expect(byId.get('access/broader-access')).toMatchObject({ title: 'Mail of the company', severity: 'low' })
  })

  it('knows a preview rule that settings turn on', async () => {
    const { code, byId } = await listed('--rules', at('rules'), '--repo', at('on'))
    expect(code).toBe(0)
    expect(byId.get('mail/company')).toMatchObject({ effective: { acts: true }, changes: ['turned on'] })
  })

  it('lists by the defaults where the settings cannot be read, and says so', async () => {
    const { code, settings, rules, stderr } = await listed('--repo', at('broken'))
    expect({ code, readable: settings?.readable }).toEqual({ code: 1, readable: false })
    expect(rules.every(({ changes }) => changes.length === 0)).toBe(true)
    expect(stderr).toContain(`${at('broken/.github/countersign.yml')}:3:3: error: unknown key`)
  })

  it('lists the rules that load where others do not, and says so', async () => {
    const { code, byId, stderr } = await listed('--rules', at('half'))
    expect({ code, good: byId.has('mail/good'), bad: byId.has('mail/bad') }).toEqual({
      code: 1,
      good: true,
      bad: false,
    })
    expect(stderr).toContain(`${at('half/mail/bad.yml')}:5:7: error: the expression is not valid`)
  })

  it('calls a folder or repository that is not there an environment fault', async () => {
    expect((await runRules('list', '--rules', at('missing'))).code).toBe(2)
    expect((await runRules('list', '--repo', at('missing'))).code).toBe(2)
  })
})
