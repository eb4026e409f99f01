import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../src/core/authorization/access.ts'
import { compareAccess } from '../../src/core/difference/compare-access.ts'
import { lostDenies } from '../../src/core/difference/lost-denies.ts'
import type { PolicySet } from '../../src/core/difference/policy-set.ts'
import { allow, deny, policySet, when } from './policies.ts'

/** Statements of one document, each in a place of its own. */
function placed(statements: readonly object[], kind: PolicyKind): PolicySet {
  const set = policySet([statements], kind)
  const documents = set.documents.map((document) => ({
    ...document,
    statements: document.statements.map((each) => ({ ...each, span: placeOf(JSON.stringify(each)) })),
  }))
  return { ...set, documents }
}

/** The same statement stands at the same place on both sides. */
function placeOf(text: string) {
  return { file: `${text.length} ${text}`, start: 0, end: 1 }
}

function compared(base: readonly object[], head: readonly object[], kind: PolicyKind = 'identity') {
  const [before, after] = [placed(base, kind), placed(head, kind)]
  return lostDenies(before, after, compareAccess(before, after))
}

/** What is no longer denied, and what may be. */
function told(...given: Parameters<typeof compared>): readonly string[] {
  const { granted, undecided } = compared(...given)
  return [...granted.map(({ actions }) => actions.join()), ...undecided.map(() => 'perhaps')]
}

const DENIED = deny('s3:DeleteBucket')
const ANYBODY = { Principal: '*' }
const OF_ALICE = { Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' } }

describe('a Deny that goes', () => {
  it('is told though nothing here allows what it kept out', () => {
    const { granted, undecided } = compared([DENIED], [])
    expect(undecided).toEqual([])
    expect(granted).toMatchObject([{ origin: 'no-longer-denied', isUnmet: true, actions: ['s3:DeleteBucket'] }])
  })

  it('has no cause in what was assumed to be allowed, and one in what it was', () => {
    const [region] = compared([DENIED], []).granted
    expect(region?.headCauses).toEqual([])
    expect(region?.baseCauses).not.toEqual([])
  })

  it('is told where it shrinks', () => {
    expect(told([deny(['s3:DeleteBucket', 's3:PutObject'])], [DENIED])).toEqual(['s3:PutObject'])
    expect(told([DENIED], [deny('s3:DeleteBucket', 'arn:aws:s3:::logs')])).toEqual(['s3:DeleteBucket'])
  })

  it('is told beside others that stay', () => {
    expect(told([DENIED, deny('sqs:DeleteQueue')], [deny('sqs:DeleteQueue')])).toEqual(['s3:DeleteBucket'])
  })

  it('is told of a policy of a resource, whomever it kept out', () => {
    expect(told([{ ...DENIED, ...ANYBODY }], [], 'resource')).toEqual(['s3:DeleteBucket'])
    expect(told([{ ...DENIED, ...OF_ALICE }], [], 'resource')).toEqual(['s3:DeleteBucket'])
    const [region] = compared([{ ...DENIED, ...OF_ALICE }], [], 'resource').granted
    expect(region?.principals.join()).toContain('alice')
  })

  it('is told of a policy of a resource that now is for fewer', () => {
    expect(told([{ ...DENIED, ...ANYBODY }], [{ ...DENIED, ...OF_ALICE }], 'resource')).toEqual(['s3:DeleteBucket'])
  })

  it('is not told again where the difference tells it', () => {
    expect(told([allow('s3:*'), DENIED], [allow('s3:*')])).toEqual([])
  })

  it('is told beside another one that the difference tells', () => {
    const head = [allow('s3:*')]
    expect(told([...head, DENIED, deny('sqs:DeleteQueue')], head)).toEqual(['sqs:DeleteQueue'])
  })
})

describe('nothing is told', () => {
  it.each<[string, readonly object[], readonly object[]]>([
    ['where no Deny was', [allow('s3:GetObject')], [allow('s3:*')]],
    ['where it stays', [DENIED, allow('s3:GetObject')], [DENIED]],
    ['where it stays in another order', [DENIED, deny('sqs:*')], [deny('sqs:*'), DENIED]],
    ['where it grows', [DENIED], [deny('s3:*')]],
    ['where one comes', [], [DENIED]],
    ['where another one says the same', [DENIED, deny('s3:*')], [deny('s3:*')]],
  ])('%s', (_where, base, head) => {
    expect(told(base, head)).toEqual([])
  })

  it.each<PolicyKind>(['boundary', 'scp', 'rcp', 'session', 'trust'])(
    'of a policy that holds nobody else back: %s',
    (kind) => {
      const principal = kind === 'trust' || kind === 'rcp' ? ANYBODY : {}
      expect(told([{ ...DENIED, ...principal }], [], kind)).toEqual([])
    },
  )
})

describe('a Deny that may be gone', () => {
  const sure = deny('s3:DeleteBucket', 'arn:aws:s3:::logs')
  const perhaps = deny('s3:DeleteBucket', 'arn:aws:s3:::<name>')

  it('is undecided, by what is written', () => {
    const { granted, undecided } = compared([sure], [perhaps])
    expect(granted).toEqual([])
    expect(undecided).toHaveLength(1)
    const files = undecided.flatMap(({ headCauses, baseCauses }) =>
      [...headCauses, ...baseCauses].flatMap(({ spans }) => spans.map(({ file }) => file)),
    )
    expect(files).not.toEqual([])
    expect(files).not.toContain('')
  })

  it('is told once where something is undecided anyway', () => {
    const [before, after] = [placed([sure], 'identity'), placed([perhaps], 'identity')]
    const { undecided } = lostDenies(before, after, compareAccess(before, after))
    const difference = { ...compareAccess(before, after), undecided }
    expect(lostDenies(before, after, difference)).toEqual({ granted: [], undecided: [] })
  })

  it('is told where its condition cannot be known', () => {
    const of = (value: string) => deny('s3:*', '*', when('StringEquals', 'aws:PrincipalOrgID', value))
    expect(told([of('o-1')], [of('<org>')])).toEqual(['perhaps'])
  })
})
