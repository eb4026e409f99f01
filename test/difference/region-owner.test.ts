import { describe, expect, it } from 'vitest'
import type { ComposedPolicy } from '../../src/core/difference/composed-policy.ts'
import type { AccessDifference, Cause, GrantedRegion } from '../../src/core/difference/difference.ts'
import { spanKey, statementSpans, withOwners } from '../../src/core/difference/region-owner.ts'
import { linked, policy } from './held-access.ts'
import { allow, compare } from './policies.ts'

const READ = allow('s3:GetObject')
const OWN = policy('role:x/r', [READ])
const OTHER = policy('role:x/other', [READ])

/** As a policy that is attached to `role:x/r`. */
function attached(name: string, to = `named:${name}`): ComposedPolicy {
  const [entry] = linked('role:x/r', to).reach.entries
  if (entry?.link === undefined) throw new Error('no link')
  return { ...policy(name, [READ]), via: { link: entry.link, by: 'attachment.a', spans: entry.spans } }
}

const P = attached('policy:x/p')
const Q = attached('policy:x/q')
const MANAGED: ComposedPolicy = {
  ...attached('aws:Some', 'aws:Some'),
  ...{ span: { file: 'aws:Some', start: 0, end: 9 } },
}

function causeOf({ document }: ComposedPolicy): Cause {
  return { role: 'statement', spans: document.statements.map(({ span }) => span) }
}

const [REGION] = compare(null, READ).granted

function granted(change: Partial<GrantedRegion>): AccessDifference {
  if (REGION === undefined) throw new Error('no region')
  return { granted: [{ ...REGION, headCauses: [], baseCauses: [], ...change }], revoked: [], undecided: [] }
}

function owned(change: Partial<GrantedRegion>, sides: { base?: ComposedPolicy[]; head?: ComposedPolicy[] }) {
  const { base = [], head = [] } = sides
  const [region] = withOwners(granted(change), { base, head }).granted
  return region ?? expect.fail('no region')
}

describe('a region belongs to', () => {
  it('the policy at head that causes it, and has nothing of an attachment where it is its own', () => {
    const region = owned({ headCauses: [causeOf(OWN)] }, { base: [OTHER], head: [OTHER, OWN] })
    expect(region).toMatchObject({ address: 'role:x/r', headCauses: [causeOf(OWN)] })
    expect(region).not.toHaveProperty('note')
  })

  it('the one at base that was taken away, where a Deny went', () => {
    const change = { origin: 'no-longer-denied', headCauses: [causeOf(OWN)], baseCauses: [causeOf(OTHER)] } as const
    expect(owned(change, { base: [OTHER], head: [OWN] }).address).toBe('role:x/other')
    expect(owned({ ...change, origin: 'allowed' }, { base: [OTHER], head: [OWN] }).address).toBe('role:x/r')
  })

  it('the other side, where its own names nobody', () => {
    expect(owned({ baseCauses: [causeOf(OTHER)] }, { base: [OTHER], head: [OWN] }).address).toBe('role:x/other')
  })

  it('an own policy before one that is attached and says it at the same place', () => {
    const both = { ...P, document: OWN.document }
    expect(owned({ headCauses: [causeOf(OWN)] }, { head: [OWN, both] }).address).toBe('role:x/r')
  })

  it('the holder as before, where nobody is named', () => {
    const change = { headCauses: [{ role: 'document', spans: [{ file: 'x', start: 5, end: 6 }] }] } as const
    const region = owned(change, { base: [OTHER], head: [OWN] })
    expect([region.address, region.headCauses]).toEqual(['aws_iam_policy.example', change.headCauses])
  })

  it('nobody in particular, where there is one policy and nothing is attached', () => {
    expect(owned({ headCauses: [causeOf(OWN)] }, { head: [OWN] }).address).toBe('aws_iam_policy.example')
    expect(owned({ headCauses: [causeOf(P)] }, { head: [P] }).address).toBe('policy:x/p')
    expect(owned({ headCauses: [causeOf(P)] }, { head: [OWN, P] }).address).toBe('policy:x/p')
  })
})

describe('what comes by an attachment', () => {
  it('says so where that is new, and where', () => {
    const region = owned({ headCauses: [causeOf(P)] }, { base: [OWN], head: [OWN, P] })
    expect(region.note).toBe('it is given by attachment.a')
    expect(region.headCauses).toEqual([causeOf(P), { role: 'document', spans: P.via?.spans }])
  })

  it('says nothing of it where it was there, nor where a Deny went', () => {
    const region = owned({ headCauses: [causeOf(P)] }, { base: [P], head: [OWN, P] })
    expect(region).not.toHaveProperty('note')
    expect(region.headCauses).toEqual([causeOf(P)])
    const lifted = { origin: 'no-longer-denied', baseCauses: [causeOf(P)] } as const
    expect(owned(lifted, { base: [P, Q], head: [Q] })).not.toHaveProperty('note')
  })

  it('shows where a policy was attached that is not any more', () => {
    const lifted = { origin: 'no-longer-denied', baseCauses: [causeOf(P)], headCauses: [causeOf(OWN)] } as const
    const region = owned(lifted, { base: [P, OWN], head: [OWN] })
    expect(region.baseCauses).toEqual([causeOf(P), { role: 'document', spans: P.via?.spans }])
    expect(region.headCauses).toEqual([causeOf(OWN)])
  })

  it('keeps what the region says itself', () => {
    expect(owned({ headCauses: [causeOf(P)], note: 'as it was' }, { head: [OWN, P] }).note).toBe('as it was')
  })

  it('names the policy that AWS manages, at the place where it is attached', () => {
    const statement = { role: 'statement', spans: [{ file: 'aws:Some', start: 0, end: 1 }] } as const
    const document = {
      ...MANAGED.document,
      statements: MANAGED.document.statements.map((each) => ({ ...each, span: statement.spans[0] })),
    }
    const managed = { ...MANAGED, document }
    const region = owned({ headCauses: [statement] }, { base: [managed], head: [OWN, managed] })
    expect(region).toMatchObject({ managed: 'Some', note: 'it comes with Some, which AWS manages and may add to' })
    expect(region.headCauses).toEqual([{ role: 'statement', spans: MANAGED.via?.spans }])
  })

  it('is the same where nothing was found', () => {
    const nothing = compare(READ, READ)
    expect(withOwners(nothing, { base: [P], head: [P, OWN] })).toBe(nothing)
  })
})

describe('the places of causes', () => {
  const [one, two, three] = [1, 2, 3].map((start) => ({ file: 'a', start, end: start + 1 }))
  if (one === undefined || two === undefined || three === undefined) throw new Error('no places')

  it('are those of statements, each by its first, or else of all', () => {
    const statement: Cause = { role: 'statement', spans: [one, two] }
    const condition: Cause = { role: 'condition', spans: [three] }
    expect(statementSpans([condition, statement])).toEqual([one])
    expect(statementSpans([condition])).toEqual([three])
    expect(spanKey(two)).toBe('a:2-3')
  })
})

it('an undecided region has an owner, too', () => {
  const region = {
    address: 'x',
    reason: 'is not known',
    decidedAtBase: false,
    headCauses: [causeOf(P)],
    baseCauses: [],
  }
  const difference = { granted: [], revoked: [], undecided: [region] }
  expect(withOwners(difference, { base: [], head: [OWN, P] }).undecided).toMatchObject([{ address: 'policy:x/p' }])
})
