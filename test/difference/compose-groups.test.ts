import { describe, expect, it } from 'vitest'
import type { ConfiguredAccess } from '../../src/core/authorization/access.ts'
import { differ } from '../../src/core/difference/differ.ts'
import { declared, linked, perhaps, policy, side, told } from './held-access.ts'
import { allow, deny } from './policies.ts'

const READ = allow('s3:GetObject', 'arn:aws:s3:::logs/*')
const WRITE = allow('s3:PutObject', 'arn:aws:s3:::logs/*')
const KEEP = deny('s3:*', 'arn:aws:s3:::logs/keep/*')

const USER = 'user:x/u'
const GROUP = 'group:x/g'
const NAME = `${USER} ${GROUP} +the attached policy`
const P = (...statements: readonly object[]) => policy('policy:x/p', statements, ['named:p'])
const OWN = policy(GROUP, [READ])
const HERE = declared(GROUP)
const ATTACHED = [HERE, linked(GROUP, 'named:p')]
const MEMBER = linked(USER, GROUP)

/** A user joins a group, and nothing else changes. */
function joins(before: ConfiguredAccess, member = MEMBER): readonly [ConfiguredAccess, ConfiguredAccess] {
  return [before, { ...before, reaches: [...before.reaches, member] }]
}

describe('a user who joins a group', () => {
  it.each<[string, ConfiguredAccess, readonly string[]]>([
    ['gets what the group has itself', side([OWN], [HERE]), [`${GROUP} +s3:GetObject`]],
    ['gets what is attached to the group', side([P(WRITE)], ATTACHED), ['policy:x/p +s3:PutObject']],
    ['gets both', side([OWN, P(WRITE)], ATTACHED), [`${GROUP} +s3:GetObject`, 'policy:x/p +s3:PutObject']],
    ['and has it all gets nothing', side([OWN, policy(USER, [READ])], [HERE]), []],
    ['may get anything where the group is not declared here', side([OWN]), [NAME]],
    ['may get anything where no policy of the group is known', side([policy('group:x/other', [READ])], [HERE]), [NAME]],
    [
      'may get anything where one policy of the group is not known',
      side([OWN, P(WRITE)], [...ATTACHED, linked(GROUP, 'named:elsewhere')]),
      [NAME],
    ],
    [
      'may get anything where AWS manages a policy of the group that nobody here knows',
      side([OWN], [HERE, linked(GROUP, 'aws:NobodyKnowsThisOne')]),
      [NAME],
    ],
    [
      'gets what AWS allows at least',
      side([], [HERE, linked(GROUP, 'aws:AmazonS3FullAccess')]),
      [`${GROUP} aws:AmazonS3FullAccess +s3:*`, `${GROUP} aws:AmazonS3FullAccess +s3-object-lambda:*`],
    ],
    [
      'may get what AWS allows at most',
      side([policy(USER, [allow('iam:GetAccountPasswordPolicy')])], [HERE, linked(GROUP, 'aws:IAMUserChangePassword')]),
      [`${GROUP} aws:IAMUserChangePassword ?`],
    ],
  ])('%s', (_, before, expected) => {
    expect(told(...joins(before))).toEqual(expected)
  })

  it.each<[string, ConfiguredAccess, string]>([
    ['itself', side([OWN], [HERE]), GROUP],
    ['by a policy that is attached', side([P(WRITE)], ATTACHED), 'policy:x/p'],
    ['by a policy of AWS', side([], [HERE, linked(GROUP, 'aws:IAMReadOnlyAccess')]), `${GROUP} aws:IAMReadOnlyAccess`],
    [
      'by a policy of AWS that is known within bounds',
      side([], [HERE, linked(GROUP, 'aws:IAMUserChangePassword')]),
      `${GROUP} aws:IAMUserChangePassword`,
    ],
  ])('under a condition that is not known may get what the group has %s', (_, before, address) => {
    const findings = told(...joins(before, linked(USER, GROUP, { presence: [perhaps('var.isMember')] })))
    expect(new Set(findings)).toEqual(new Set([`${address} ?`]))
  })

  it('for certain gets what was possible before', () => {
    const base = side([P(WRITE)], [...ATTACHED, linked(USER, GROUP, { presence: [perhaps('var.isMember')] })])
    expect(told(base, side([P(WRITE)], [...ATTACHED, MEMBER]))).toEqual(['policy:x/p ?'])
    expect(told(base, base)).toEqual([])
  })

  it('is told at the membership and at what the group is given by', () => {
    const [found] = differ(...joins(side([P(WRITE)], ATTACHED)))
    const [region] = found?.difference.granted ?? []
    expect(region?.note).toBe(`it is given by ${USER} ${GROUP}`)
    expect(region?.headCauses.at(-1)?.spans.map(({ file }) => file)).toEqual([`${USER} ${GROUP}`, `${GROUP} named:p`])
  })
})

describe('a group', () => {
  const members = [MEMBER, linked('user:x/v', GROUP)]
  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    [
      'whose policy grows: one finding, however many its members are',
      side([P(WRITE)], [...ATTACHED, ...members]),
      side([P(WRITE, READ)], [...ATTACHED, ...members]),
      ['policy:x/p +s3:GetObject'],
    ],
    [
      'that has a policy more: one finding of it, and of each member',
      side([P(WRITE)], [HERE, ...members]),
      side([P(WRITE)], [...ATTACHED, ...members]),
      Array.from({ length: 3 }, () => 'policy:x/p +s3:PutObject'),
    ],
    ['that somebody leaves: none', side([OWN], [HERE, MEMBER]), side([OWN], [HERE]), []],
    [
      'that somebody leaves whom it denied something: a deny went',
      side([policy(GROUP, [KEEP]), policy(USER, [READ])], [HERE, declared(USER), MEMBER]),
      side([policy(GROUP, [KEEP]), policy(USER, [READ])], [HERE, declared(USER)]),
      [`${GROUP} !s3:*`],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected)
  })
})
