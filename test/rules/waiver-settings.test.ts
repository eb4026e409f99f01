import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/rules/settings.ts'
import { builtInRules } from './built-in-rules.ts'

const RULES = builtInRules()
const DIGEST = 'd'.repeat(64)

/** A settings file with one waiver: what every waiver needs, changed as given; undefined takes a key out. */
function read(change: Readonly<Record<string, string | undefined>> = {}) {
  const keys = {
    rule: 'access/broader-access',
    resource: 'aws_iam_role.app-*',
    reason: '"the nightly job"',
    approver: 'Carol',
    until: '2027-01-31',
    ...change,
  }
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]))
  return readSettings({ yml: `version: 1\nwaivers:\n  - ${lines.join('\n    ')}\n` }, RULES)
}

describe('a waiver in the settings', () => {
  it('is read whole, with where it is written', () => {
    const { settings, located } = read({ digest: DIGEST, path: 'prod/' })
    expect(located).toEqual([])
    expect(settings.waivers).toEqual([
      {
        kind: 'waiver',
        rule: 'access/broader-access',
        resource: 'aws_iam_role.app-*',
        path: 'prod',
        digest: DIGEST,
        reason: 'the nightly job',
        approver: 'Carol',
        until: '2027-01-31',
        at: { file: '.github/countersign.yml', line: 3, column: 5 },
      },
    ])
  })

  it.each(['governance/running-code', 'authorship/ai-authored-change', 'authorship/ai-authored-broadening'])(
    'may be of %s',
    (rule) => {
      expect(read({ rule }).located).toEqual([])
    },
  )

  it('may name a digest in place of a resource', () => {
    expect(read({ resource: undefined, digest: DIGEST }).settings.waivers).toMatchObject([{ digest: DIGEST }])
  })

  it.each<[string, Readonly<Record<string, string | undefined>>, string, string]>([
    ['without a rule', { rule: undefined }, '3:5', 'rule` is missing'],
    ['without a reason', { reason: undefined }, '3:5', 'reason` is missing'],
    ['with a blank reason', { reason: '"  "' }, '5:13', 'nothing but white space'],
    ['without an approver', { approver: undefined }, '3:5', 'approver` is missing'],
    ['without an end', { until: undefined }, '3:5', 'until` is missing'],
    ['that names neither a resource nor a digest', { resource: undefined }, '3:5', 'neither a resource nor a digest'],
    ['of everything', { resource: '"*"' }, '4:15', 'in its only name'],
    ['of more than one sees', { resource: 'module.*.aws_iam_role.app' }, '4:15', 'before its last name'],
    ['of a part of a digest', { digest: 'dddddddd' }, '8:13', 'has 64 digits'],
    ['of a rule that nobody knows', { rule: 'access/broader-acess' }, '3:11', 'Did you mean `access/broader-access`?'],
    ['of a rule whose findings cannot be waived', { rule: 'access/undecided-access' }, '3:11', 'cannot be waived'],
    ['of a rule that speaks of failures', { rule: 'governance/failed-rule' }, '3:11', 'review itself failed'],
    ['of changes of the gate', { rule: 'governance/changed-gate-rules' }, '3:11', 'the gate itself hangs on'],
    ['of conflicts', { rule: 'governance/merge-conflict' }, '3:11', 'cannot be waived'],
    ['of commits of nobody', { rule: 'authorship/unattributed-commit' }, '3:11', 'Who answers for a change'],
    ['of missing declarations', { rule: 'authorship/missing-declaration' }, '3:11', 'Who answers for a change'],
    ['with a login in letters that only look like it', { approver: 'c\u0430rol' }, '6:15', 'not a GitHub login'],
    ['with a bot as approver', { approver: '"helper[bot]"' }, '6:15', 'not a GitHub login'],
    ['with a time zone', { until: '2027-01-31T23:59:59-12:00' }, '7:12', 'not a day'],
    ['until a day that no calendar has', { until: '2027-02-29' }, '7:12', 'not a day of the calendar'],
    ['with a number for a day', { until: '20270131' }, '7:12', 'into quotes'],
    ['outside of the repository', { path: '../other' }, '8:11', 'not a file or folder'],
    ['with a misspelt key', { untill: '2027-01-31' }, '8:5', 'Did you mean `until`?'],
  ])('%s is an error at its place, and nothing of the file acts', (_, change, place, said) => {
    const { settings, readable, located } = read(change)
    expect({ waivers: settings.waivers, readable }).toEqual({ waivers: DEFAULT_SETTINGS.waivers, readable: false })
    const [first] = located
    expect(`${first?.line}:${first?.column}`).toBe(place)
    expect(`${first?.summary} ${first?.detail}`).toContain(said)
  })
})
