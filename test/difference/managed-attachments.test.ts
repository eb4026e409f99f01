import { describe, expect, it } from 'vitest'
import type { ConfiguredAccess, ConfiguredReach } from '../../src/core/authorization/access.ts'
import { compareHolder } from '../../src/core/difference/compare-holder.ts'
import { differ } from '../../src/core/difference/differ.ts'
import { withOwners } from '../../src/core/difference/region-owner.ts'
import { unknown } from '../authorization/aws/json-value.ts'
import { linked, perhaps, policy, side, told } from './held-access.ts'
import { allow, deny, policySet, when } from './policies.ts'

const ROLE = 'role:x/r'
/** For sure it allows LOOK, and perhaps CHANGE. */
const BOUNDED = 'aws:IAMUserChangePassword'
const LOOK = allow('iam:GetAccountPasswordPolicy')
const CHANGE = allow('iam:ChangePassword')
const READ = allow('s3:GetObject', 'arn:aws:s3:::logs/*')
const WRITE = allow('s3:PutObject', 'arn:aws:s3:::logs/*')
const ON = linked(ROLE, BOUNDED)
const AT = `${ROLE} ${BOUNDED}`

/** A role with a policy of its own and what is attached to it. */
function role(statements: readonly object[], ...attached: readonly ConfiguredReach[]): ConfiguredAccess {
  return side(statements.length === 0 ? [] : [policy(ROLE, statements)], attached)
}

function undecidedIn(base: ConfiguredAccess, head: ConfiguredAccess) {
  return differ(base, head).flatMap(({ difference }) => difference.undecided)
}

describe('a policy of AWS that is known within bounds', () => {
  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    [
      'comes: what it allows for sure is told, and not what it may',
      role([]),
      role([], ON),
      [`${AT} +iam:GetAccountPasswordPolicy`],
    ],
    [
      'comes: a deny of what it may allow, under a condition that is not known, adds nothing to that',
      role([]),
      role([deny('iam:ChangePassword', '*', when('StringEquals', 'aws:RequestedRegion', unknown('region')))], ON),
      [`${AT} +iam:GetAccountPasswordPolicy`],
    ],
    ['comes to what has the least of it: the rest is undecided', role([LOOK]), role([LOOK], ON), [`${AT} ?`]],
    ['comes to what has the most of it: none', role([LOOK, CHANGE]), role([LOOK, CHANGE], ON), []],
    ['goes: none', role([LOOK], ON), role([LOOK]), []],
    ['stays while another one comes', role([READ], ON), role([READ, WRITE], ON), [`${ROLE} +s3:PutObject`]],
    ['is replaced by what it allows for sure: none', role([READ], ON), role([READ, LOOK]), []],
    ['is replaced by what it may allow: undecided', role([READ], ON), role([READ, CHANGE]), [`${ROLE} ?`]],
    [
      'is replaced by more: that is told',
      role([READ], ON),
      role([READ, WRITE, CHANGE]),
      [`${ROLE} +s3:PutObject`, `${ROLE} ?`],
    ],
    ['stays beside what it may allow: undecided', role([READ], ON), role([READ, CHANGE], ON), [`${ROLE} ?`]],
    ['stays beside what it allows for sure: none', role([READ], ON), role([READ, LOOK], ON), []],
    [
      'stays beside one statement of what it may allow and more: told once',
      role([READ], ON),
      role([READ, allow(['iam:ChangePassword', 'sqs:SendMessage'])], ON),
      [`${ROLE} +sqs:SendMessage`],
    ],
    [
      'stays where a deny of what it allows for sure goes: that is told',
      role([READ, deny('iam:GetAccountPasswordPolicy')], ON),
      role([READ], ON),
      [`${ROLE} !iam:GetAccountPasswordPolicy`],
    ],
    [
      'stays where a deny of what it may allow goes: that is told, and undecided for this one',
      role([READ, deny('iam:ChangePassword')], ON),
      role([READ], ON),
      [`${ROLE} !iam:ChangePassword`, `${AT} ?`],
    ],
    [
      'stays where a deny of another policy goes',
      side([policy(ROLE, [READ]), policy(ROLE, [deny('iam:ChangePassword')])], [ON]),
      role([READ], ON),
      [`${ROLE} !iam:ChangePassword`, `${AT} ?`],
    ],
    [
      'stays while another one comes that only denies: none',
      role([], ON),
      role([], ON, linked(ROLE, 'aws:AWSDenyAll')),
      [],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected)
  })

  it('is revoked as far as it surely allowed what head does not even allow at most', () => {
    const revoked = (base: ConfiguredAccess, head: ConfiguredAccess) =>
      differ(base, head).flatMap(({ difference }) => difference.revoked.flatMap(({ actions }) => actions))
    expect(revoked(role([], ON), role([]))).toEqual(['iam:GetAccountPasswordPolicy'])
    expect(revoked(role([CHANGE]), role([], ON))).toEqual([])
    expect(revoked(role([CHANGE, READ]), role([], ON))).toEqual(['s3:GetObject'])
  })

  it('says by its name what it comes with, where it is attached and nowhere else', () => {
    const [found] = differ(role([]), role([], ON))
    const [region] = found?.difference.granted ?? []
    expect(region).toMatchObject({ managed: 'IAMUserChangePassword', note: expect.stringContaining('AWS manages') })
    expect(region?.headCauses.flatMap(({ spans }) => spans.map(({ file }) => file))).toEqual([AT, AT, AT, AT])
  })

  it('is undecided where it is attached, though nothing of it is sure', () => {
    const [nothing, something] = policySet([[], [READ]]).documents
    if (nothing === undefined || something === undefined) throw new Error('no documents')
    const link = { gives: 'policies', holder: ROLE, to: 'aws:Unsure' } as const
    const span = { file: link.to, start: 0, end: 0 }
    const spans = [{ file: AT, start: 0, end: 1 }]
    const most = { ...something, statements: something.statements.map((each) => ({ ...each, span })), span }
    const document = { ...nothing, span }
    const unsure = {
      kind: 'identity',
      holder: ROLE,
      address: AT,
      span,
      document,
      via: { link, by: AT, spans, most },
    } as const
    const sides = { base: [], head: [unsure] }
    const difference = compareHolder({ kind: 'identity', address: ROLE, ...sides })
    const [open, ...others] = withOwners(difference, sides).undecided
    expect(others).toEqual([])
    expect(open?.address).toBe(AT)
    expect(open?.headCauses).toContainEqual({ role: 'statement', spans })
  })

  it('names all of those that are known within bounds, each once and in order, and no others', () => {
    const others = [BOUNDED, 'aws:AmazonSNSFullAccess', 'aws:IAMReadOnlyAccess'].map((name) => linked(ROLE, name))
    const [open] = undecidedIn(role([allow(['sns:*', 'iam:*'])], ON), role([allow(['sns:*', 'iam:*'])], ...others))
    expect(open?.reason).toContain('(AmazonSNSFullAccess, IAMUserChangePassword)')
    expect(open?.decidedAtBase).toBe(false)
  })
})

describe('a policy of AWS that is attached under conditions that are not known', () => {
  const under = (...names: readonly string[]) => linked(ROLE, BOUNDED, { presence: names.map(perhaps) })

  it('is the same under the same conditions, in whatever order', () => {
    expect(told(role([READ], under('a')), role([READ], under('a')))).toEqual([])
    expect(told(role([READ], under('a', 'b')), role([READ], under('b', 'a')))).toEqual([])
  })

  it.each<[string, ConfiguredReach, ConfiguredReach, readonly string[]]>([
    ['others', under('a'), under('b'), ['depends on b']],
    ['one more than before', under('a'), under('a', 'b'), ['depends on b']],
    ['some for the first time', ON, under('a'), ['depends on a']],
    ['none any more', under('a'), ON, ['depends on a', 'managed policies (IAMUserChangePassword)']],
  ])('may be another one under %s', (_, before, after, reasons) => {
    const open = undecidedIn(role([READ], before), role([READ], after))
    expect(open.map(({ reason }) => reason)).toEqual(reasons.map((each) => expect.stringContaining(each)))
  })
})

describe('a policy of AWS of which all is known', () => {
  const FULL = linked(ROLE, 'aws:AmazonS3FullAccess')

  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    [
      'comes: all of it is told',
      role([READ]),
      role([READ], FULL),
      [`${ROLE} aws:AmazonS3FullAccess +s3:*`, `${ROLE} aws:AmazonS3FullAccess +s3-object-lambda:*`],
    ],
    ['is replaced by a part of it: none', role([], FULL), role([READ, WRITE]), []],
    [
      'that denies and goes is a deny that went',
      role([READ], linked(ROLE, 'aws:AWSDenyAll')),
      role([READ]),
      [`${ROLE} aws:AWSDenyAll !*`],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected)
  })

  it('is told at the module call that leads to it, if there is one', () => {
    const calls = [{ file: 'call.tf', start: 3, end: 9 }]
    const callsOf = (reach: ConfiguredReach) =>
      differ(role([]), role([], reach)).map(({ declaration }) => declaration.calls)
    expect(callsOf(linked(ROLE, 'aws:AmazonSQSFullAccess', { calls }))).toEqual([calls])
    expect(callsOf(linked(ROLE, 'aws:AmazonSQSFullAccess'))).toEqual([[]])
  })

  it('limits as a boundary what others grant', () => {
    const limit = (name: string) => linked(ROLE, `aws:${name}`, { gives: 'boundary' })
    expect(told(role([], limit('AmazonSQSFullAccess')), role([], limit('AmazonSQSFullAccess')))).toEqual([])
    expect(told(role([], limit('AdministratorAccess')), role([], limit('AmazonSQSFullAccess')))).toEqual([])
    expect(told(role([], limit('AmazonSQSFullAccess')), role([], limit('AdministratorAccess')))).toEqual([
      `${ROLE} aws:AdministratorAccess +*`,
    ])
  })
})
