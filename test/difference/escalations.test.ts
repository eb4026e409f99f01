import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAction } from '../../src/core/authorization/aws/catalogue/catalogue.ts'
import { ESCALATION_PATHS } from '../../src/core/authorization/aws/escalation-paths.ts'
import { compareAccess } from '../../src/core/difference/compare-access.ts'
import { withEscalations } from '../../src/core/difference/escalations.ts'
import { allow, deny, policySet, when } from './policies.ts'

/** The ways that the change of a role's policies completes. */
function completed(base: readonly object[], head: readonly object[]): readonly string[] {
  const [before, after] = [policySet([base]), policySet([head])]
  const { granted } = withEscalations(compareAccess(before, after), after)
  return granted.flatMap(({ escalations = [] }) => escalations)
}

const PASS = allow('iam:PassRole')
const FUNCTION = allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])
const ROLE = 'arn:aws:iam::1:role/a'
const OWN_FUNCTION = allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], 'arn:aws:lambda:eu-west-1:1:function:x')
const ALL_BUT_S3 = { Effect: 'Allow', Action: 'lambda:*', NotResource: 'arn:aws:s3:::*' }
const WITHOUT_MFA = when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false')
/** The rest of the way is granted to who is allowed PassRole, and denied it in this way. */
const denied = (denying: object) =>
  [
    [PASS, denying],
    [PASS, denying, FUNCTION],
  ] as const
const BY_FUNCTION = /^with iam:PassRole, lambda:CreateFunction and lambda:InvokeFunction it can make a function/

describe('ways to raise permissions', () => {
  it.each(ESCALATION_PATHS)('$name: is completed by its last action, and by nothing less', ({ actions, says }) => {
    const [last, ...others] = actions.toReversed()
    if (last === undefined) throw new Error('no action')
    const held = others.length === 0 ? [] : [allow(others)]
    expect(completed(held, [...held, allow(last)]).some((text) => text.endsWith(says))).toBe(true)
    expect(completed([], held).some((text) => text.endsWith(says))).toBe(false)
    expect(completed([allow(actions)], [allow(actions)])).toEqual([])
  })

  it.each(ESCALATION_PATHS.flatMap(({ actions }) => actions))('%s is an action of AWS', (action) => {
    const isRecent = action.startsWith('bedrock-agentcore:')
    expect(isRecent || findAction(action) !== undefined).toBe(true)
  })

  it.each<[string, readonly object[], readonly object[], boolean]>([
    ['by patterns', [allow('lambda:*')], [allow('lambda:*'), allow('iam:Pass*')], true],
    ['in any case of letters', [FUNCTION], [FUNCTION, allow('IAM:passrole')], true],
    ['by everything but some', [FUNCTION], [FUNCTION, { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], true],
    ['for more resources', [FUNCTION, allow('iam:PassRole', 'arn:aws:iam::1:role/a')], [FUNCTION, PASS], true],
    ['beside a deny under a condition', ...denied(deny('iam:PassRole', '*', WITHOUT_MFA)), true],
    ['beside a deny of some resources', ...denied(deny('iam:PassRole', 'arn:aws:iam::1:role/b')), true],
    ['beside a deny of all but some', ...denied({ Effect: 'Deny', Action: 'iam:PassRole', NotResource: '*' }), true],
    ['beside a deny of something else', ...denied(deny('iam:CreateUser')), true],
    ['not where a deny keeps one out', ...denied(deny('iam:PassRole')), false],
    [
      'not where one of the things that a deny keeps out is all',
      ...denied(deny('iam:*', ['arn:aws:s3:::b', '*'])),
      false,
    ],
    ['by one of several actions', [FUNCTION], [FUNCTION, allow(['iam:PassRole', 's3:GetObject'])], true],
    ['on one of several resources', [FUNCTION], [FUNCTION, allow('iam:PassRole', ['arn:aws:s3:::x', ROLE])], true],
    ['with others on all but some', [ALL_BUT_S3], [ALL_BUT_S3, PASS], true],
    [
      'not with others on what they do not act on',
      [allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], 'arn:aws:s3:::x')],
      [allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], 'arn:aws:s3:::x'), PASS],
      false,
    ],
    ['with others on resources of their own', [OWN_FUNCTION], [OWN_FUNCTION, PASS], true],
    ['not where a deny shrinks', [FUNCTION, PASS, deny('iam:Pass*', ROLE)], [FUNCTION, PASS], false],
    ['not for who has all of IAM', [FUNCTION], [FUNCTION, allow('iam:*')], false],
    ['not for who has all of IAM in capitals', [FUNCTION], [FUNCTION, allow('IAM:*')], false],
    [
      'not on what the action does not act on',
      [FUNCTION],
      [FUNCTION, allow('*:*', 'arn:aws:s3:::x/*'), { Effect: 'Allow', NotAction: 's3:*', Resource: 'arn:aws:s3:::y' }],
      false,
    ],
    ['not by what was there before', [FUNCTION, PASS], [FUNCTION, PASS, allow('s3:GetObject')], false],
    ['not for an administrator', [FUNCTION], [FUNCTION, allow('*')], false],
  ])('%s', (_, base, head, isCompleted) => {
    expect(completed(base, head).some((text) => BY_FUNCTION.test(text))).toBe(isCompleted)
  })

  it('are told of what is granted to a holder alone', () => {
    const head = [
      { ...PASS, Principal: '*' },
      { ...FUNCTION, Principal: '*' },
    ]
    const [before, after] = [policySet([[]], 'resource'), policySet([head], 'resource')]
    const difference = compareAccess(before, after)
    expect(difference.granted).not.toEqual([])
    expect(withEscalations(difference, after)).toEqual(difference)
  })

  it('are told in one sentence each, of one action and of several', () => {
    expect(completed([], [allow('iam:CreateAccessKey')])).toEqual([
      expect.stringMatching(/^with iam:CreateAccessKey it can /),
    ])
    expect(completed([FUNCTION], [FUNCTION, PASS])).toContainEqual(expect.stringMatching(BY_FUNCTION))
  })

  it("leave a user's own keys alone", () => {
    const own = `arn:aws:iam::*:user/$\{aws:username}`
    expect(completed([], [allow('iam:CreateAccessKey', own)])).toEqual([])
    expect(completed([], [allow('iam:CreateAccessKey', [own, '*'])])).not.toEqual([])
  })
})

it('docs/escalation-paths.md lists them: npm run test:update writes it', () => {
  const path = join(import.meta.dirname, '..', '..', 'docs', 'escalation-paths.md')
  const page = readFileSync(path, 'utf8')
  const heading = '| Way | Actions | What it can do |\n|---|---|---|\n'
  const start = page.indexOf(heading)
  expect(start).toBeGreaterThan(0)
  const rows = ESCALATION_PATHS.map(
    ({ name, actions, says }) => `| ${name} | ${actions.map((action) => `\`${action}\``).join(', ')} | ${says} |`,
  )
  const written = `${page.slice(0, start)}${heading}${rows.join('\n')}\n`
  if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(path, written)
  expect(page).toBe(written)
})
