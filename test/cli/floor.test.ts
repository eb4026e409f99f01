import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runReview } from '../../src/cli/review.ts'
import type { SecondOpinion } from '../../src/ports/second-opinion.ts'
import { policy } from '../review/authored-change.ts'
import { type Folder, folderOf, OWN_RULE, runRules, runRulesWith } from './run-rules.ts'

const SETTINGS = 'version: 1\nmode: advisory\nrules: { access/broader-access: off }\n'
const NO_OPINION: SecondOpinion = {
  read: async () => ({ kind: 'no-opinion', reason: 'not asked' }),
  close: async () => {},
}

let folder: Folder
const at = (path: string) => join(folder.path, path)

beforeAll(() => {
  folder = folderOf({
    'base/.github/countersign.yml': SETTINGS,
    'base/iam.json': policy('s3:GetObject'),
    'head/.github/countersign.yml': SETTINGS,
    'head/iam.json': policy('s3:GetObject', 's3:PutObject'),
    'org/countersign.yml':
      'version: 1\nmode: enforce\nrules: { access/broader-access: critical }\nruleFolders: [rules]\n',
    'org/rules/acme/own-rule.yml': OWN_RULE,
    'org/broken.yml': 'version: 1\nmod: enforce\n',
    'own/.github/countersign.yml': 'version: 1\nruleFolders: [own-rules]\n',
    'own/own-rules/acme/other-rule.yml': OWN_RULE.replace('change.origin', 'change.origni'),
  })
})
afterAll(() => folder.remove())

describe("an organisation's settings in a file", () => {
  const review = (floor?: string) =>
    runReview(
      { repo: '.', base: at('base'), head: at('head'), ...(floor === undefined ? {} : { floor: at(floor) }) },
      NO_OPINION,
    )

  it('are above what the repository reviewed says', async () => {
    expect((await review()).result).toMatchObject({ verdict: 'clear', findings: [] })
    const { result, settings } = await review('org/countersign.yml')
    expect(result).toMatchObject({ verdict: 'needs-second-human', findings: [{ severity: 'critical' }] })
    expect(settings.layers?.floor).toEqual({ kind: 'applies', source: at('org/countersign.yml') })
    expect(settings.located.map(({ line, code }) => [line, code])).toEqual([
      [2, 'settings-below-floor'],
      [3, 'settings-below-floor'],
    ])
  })

  it('hold where they have an error', async () => {
    const { result } = await review('org/broken.yml')
    expect(result.findings.map(({ rule }) => rule)).toContain('governance/unreadable-floor')
    expect(result.verdict).toBe('needs-second-human')
  })

  it('show in the list of rules, with who decided, and with their own rules', async () => {
    const { stdout } = await runRules('list', '--repo', at('base'), '--floor', at('org/countersign.yml'))
    expect(stdout).toContain('severity high → critical, by the organisation')
    expect(stdout).toMatch(/acme\/own-rule .*Our own rule/)
    const alone = await runRules('list', '--floor', at('org/countersign.yml'))
    expect(alone.stdout).toContain('severity high → critical, by the organisation')
  })

  it('say what they refuse when settings are validated, and are validated themselves', async () => {
    const below = await runRules('validate', at('base'), '--floor', at('org/countersign.yml'))
    expect(below).toMatchObject({ code: 0 })
    expect(below.stdout).toContain('countersign.yml:2:7: warning: `mode` is laxer than')
    expect((await runRules('validate', at('org/countersign.yml'))).code).toBe(0)
  })

  it('take part where the rules of a finding are explained, and so do their own rules', async () => {
    const explain = (...args: readonly string[]) =>
      runRulesWith(NO_OPINION, 'explain', '--base', at('base'), '--head', at('head'), ...args)
    expect((await explain()).stdout).toBe('There are no findings.\n')
    const { stdout } = await explain('--floor', at('org/countersign.yml'))
    expect(stdout).toMatch(/acme\/own-rule .*[Mm]atches/)
    expect(stdout).toMatch(/access\/broader-access .*[Mm]atches/)
    const alone = await explain('--floor', at('org/countersign.yml'), '--rule', 'acme/own-rule')
    expect(alone).toMatchObject({ code: 0 })
    expect((await explain('--rule', 'acme/own-rule')).code, 'nobody else knows it').toBe(64)
  })

  it('that are not there are a fault', async () => {
    expect((await runRules('list', '--floor', at('org/none.yml'))).code).toBe(2)
  })
})

it('validates the rules of the folders that settings name, at their places', async () => {
  const { code, stdout } = await runRules('validate', at('own'))
  expect(code).toBe(1)
  expect(stdout).toContain(`${at('own/own-rules/acme/other-rule.yml')}:4:`)
})
