import { describe, expect, it } from 'vitest'
import { conclusionOf } from '../../src/core/gate/conclusion.ts'
import { decide } from '../../src/core/gate/decide.ts'
import { accessDigest, type DigestInput } from '../../src/core/gate/digest.ts'
import { DEFAULT_SETTINGS } from '../../src/core/rules/settings.ts'
import { region, undecided } from '../rules/facts.ts'
import { approval, REVIEWER, situation } from './situation.ts'

const GIVEN: DigestInput = {
  granted: [region(), region({ address: 'aws_iam_policy.other', actions: ['s3:GetObject', 's3:PutObject'] })],
  undecided: [undecided().region],
  findings: [{ digest: 'a'.repeat(64), severity: 'high' }],
  settings: DEFAULT_SETTINGS,
  version: '1.0.0 2026-09',
  inputs: [
    ['main.tf', '1', '2'],
    ['variables.tf', '3', '3'],
  ],
}

const CHANGES: readonly (readonly [string, Partial<DigestInput>])[] = [
  ['one more action', { granted: [region({ actions: ['s3:*'] })] }],
  ['one condition less', { granted: [region({ conditions: ['aws:SourceIp'] })] }],
  ['another reason for being undecided', { undecided: [undecided('var.y').region] }],
  ['a region that is no longer decided', { undecided: [{ ...undecided().region, decidedAtBase: true }] }],
  ['one finding more', { findings: [...GIVEN.findings, { digest: 'b'.repeat(64), severity: 'low' }] }],
  ['another severity', { findings: [{ digest: 'a'.repeat(64), severity: 'critical' }] }],
  ['another content of a file', { inputs: [['main.tf', '1', '9']] }],
  ['another version of the engine', { version: '1.0.1 2026-09' }],
  ['a floor', { floor: 'version: 1' }],
  ['more humans', { settings: { ...DEFAULT_SETTINGS, humans: 3 } }],
  ['another mode', { settings: { ...DEFAULT_SETTINGS, mode: 'advisory' } }],
  ['a rule that is off', { settings: { ...DEFAULT_SETTINGS, rules: new Map([['a/b', { enabled: false }]]) } }],
  ['a team that has to approve', { settings: { ...DEFAULT_SETTINGS, teams: ['security'] } }],
  ['people of whom one has to approve', { settings: { ...DEFAULT_SETTINGS, reviewers: ['dora'] } }],
  ['people of a rule', { settings: { ...DEFAULT_SETTINGS, rules: new Map([['a/b', { reviewers: ['dora'] }]]) } }],
  ['a rule that blocks', { settings: { ...DEFAULT_SETTINGS, rules: new Map([['a/b', { block: true }]]) } }],
  ['owners who have to approve', { settings: { ...DEFAULT_SETTINGS, codeowners: true } }],
  ['people who are asked', { settings: { ...DEFAULT_SETTINGS, request: true } }],
  ['a team of a rule', { settings: { ...DEFAULT_SETTINGS, rules: new Map([['a/b', { teams: ['security'] }]]) } }],
  ['a machine user', { settings: { ...DEFAULT_SETTINGS, machineUsers: new Set(['x']) } }],
]

describe('the access digest', () => {
  it('is 64 hexadecimal digits', () => {
    expect(accessDigest(GIVEN)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('does not depend on the order of what was found or read, nor on where it stands', () => {
    const [first, second] = GIVEN.granted
    const other = second && {
      ...second,
      actions: [...second.actions].reverse(),
      headCauses: [{ role: 'action', spans: [] }] as const,
    }
    const granted = [other, first].filter((each) => each !== undefined)
    expect(accessDigest({ ...GIVEN, granted, inputs: [...GIVEN.inputs].reverse() })).toBe(accessDigest(GIVEN))
  })

  it('stays what it was before nobody had to say that people are to be asked', () => {
    const asking = (request: boolean | undefined) => ({ settings: { ...DEFAULT_SETTINGS, request } })
    expect(accessDigest({ ...GIVEN, ...asking(undefined) })).toBe(accessDigest({ ...GIVEN, ...asking(false) }))
  })

  it.each(CHANGES)('changes with %s', (_, change) => {
    expect(accessDigest({ ...GIVEN, ...change })).not.toBe(accessDigest(GIVEN))
  })
})

describe('what a check run concludes with', () => {
  const held = decide(situation())

  it.each([
    ['held', held, 'action_required'],
    ['advisory', decide(situation({ mode: 'advisory' })), 'neutral'],
    ['countersigned', decide(situation({ reviews: [approval(REVIEWER)] })), 'success'],
    ['clear', decide(situation({ judgement: { findings: [], humansNeeded: 1, blockedBy: [] } })), 'success'],
  ] as const)('%s', (_, decision, conclusion) => {
    expect(conclusionOf(decision)).toBe(conclusion)
    expect(conclusionOf(decision, { message: 'GitHub did not answer' })).toBe('failure')
  })

  it('is a failure where there is no decision', () => {
    expect(conclusionOf(undefined)).toBe('failure')
  })
})
