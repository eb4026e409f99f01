import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAction } from '../../src/core/authorization/aws/catalogue/catalogue.ts'
import { ESCALATION_PATHS } from '../../src/core/authorization/aws/escalation-paths.ts'
import { compareAccess } from '../../src/core/difference/compare-access.ts'
import { withEscalations } from '../../src/core/difference/escalations.ts'
import { allow, deny, policySet } from './policies.ts'

/** The ways that the change of a role's policies completes. */
function completed(base: readonly object[], head: readonly object[]): readonly string[] {
  const [before, after] = [policySet([base]), policySet([head])]
  const { granted } = withEscalations(compareAccess(before, after), after)
  return granted.flatMap(({ escalations = [] }) => escalations)
}

const PASS = allow('iam:PassRole')
const FUNCTION = allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])
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
    [
      'not where a deny keeps one out',
      [FUNCTION, deny('iam:PassRole')],
      [FUNCTION, deny('iam:PassRole'), allow('iam:*', 'arn:aws:iam::1:role/a')],
      false,
    ],
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
