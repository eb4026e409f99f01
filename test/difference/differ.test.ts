import { describe, expect, it } from 'vitest'
import type {
  ConfiguredAccess,
  ConfiguredPolicy,
  OpaqueAccess,
  PolicyKind,
} from '../../src/core/authorization/access.ts'
import type { Statement } from '../../src/core/authorization/aws/policy.ts'
import { readPolicyDocument } from '../../src/core/authorization/aws/read-document.ts'
import { differ, type LocatedDifference, NO_ACCESS } from '../../src/core/difference/differ.ts'
import { textOf } from '../../src/core/value/value.ts'
import { jsonValue, unknown } from '../authorization/aws/json-value.ts'
import { allow, deny } from './policies.ts'

const GET = allow('s3:GetObject', 'arn:aws:s3:::logs/*')
const PUT = allow('s3:PutObject', 'arn:aws:s3:::logs/*')

/** A policy of a holder, declared in `<file>`, with these statements. */
function policy(holder: string, statements: unknown, kind: PolicyKind = 'identity', file = 'a.tf'): ConfiguredPolicy {
  const value = jsonValue({ Version: '2012-10-17', Statement: statements })
  const address = holder.slice(holder.indexOf(':') + 1)
  return { holder, kind, address, document: readPolicyDocument(value, kind).document, span: { file, start: 3, end: 9 } }
}

function side(policies: readonly ConfiguredPolicy[], more: Partial<ConfiguredAccess> = {}): ConfiguredAccess {
  return { ...NO_ACCESS, policies, ...more }
}

/** `address +granted -revoked ?reason of what is undecided`, one difference a text. */
function shown(differences: readonly LocatedDifference[]): readonly string[] {
  return differences.map(({ difference: { granted, revoked, undecided } }) =>
    [
      (granted[0] ?? revoked[0] ?? undecided[0])?.address,
      ...granted.flatMap((region) => region.actions.map((action) => `+${action}`)),
      ...revoked.flatMap((region) => region.actions.map((action) => `-${action}`)),
      ...undecided.map(({ reason }) => `?${reason}`),
    ].join(' '),
  )
}

describe('the policies of two sides', () => {
  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    ['of no access are no difference', NO_ACCESS, NO_ACCESS, []],
    ['that are the same are no difference', side([policy('role:a', GET)]), side([policy('role:a', GET)]), []],
    ['that come are granted', NO_ACCESS, side([policy('role:a', GET)]), ['a +s3:GetObject']],
    ['that go are revoked', side([policy('role:a', GET)]), NO_ACCESS, ['a -s3:GetObject']],
    [
      'of one holder are granted and revoked beside each other',
      side([policy('role:a', GET)]),
      side([policy('role:a', PUT)]),
      ['a +s3:PutObject -s3:GetObject'],
    ],
    [
      'of one holder act together, so that one may take over from another',
      side([policy('role:a', GET), policy('role:a', PUT)]),
      side([policy('role:a', [GET, PUT])]),
      [],
    ],
    [
      'of one holder act together, so that a deny of one limits another',
      side([policy('role:a', GET), policy('role:a', deny('s3:GetObject'))]),
      side([policy('role:a', GET)]),
      ['a +s3:GetObject'],
    ],
    [
      'of several holders are compared holder by holder',
      side([policy('role:a', GET), policy('role:b', PUT)]),
      side([policy('role:a', PUT), policy('role:b', PUT)]),
      ['a +s3:PutObject -s3:GetObject'],
    ],
    [
      'are read by their kind: a boundary that comes limits, and grants nothing',
      NO_ACCESS,
      side([policy('role:a', GET, 'boundary')]),
      ['a -*'],
    ],
    [
      'that may grant more are undecided',
      side([policy('role:a', GET)]),
      side([policy('role:a', allow('s3:GetObject', unknown('everywhere')))]),
      [expect.stringMatching(/^a (.* )?\?.*everywhere/)],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(differ(base, head))).toEqual(expected)
  })

  it('that hang on how wildcards are read are told of, though nothing is granted', () => {
    const others = { Effect: 'Deny', Action: 'sqs:*', NotResource: 'arn:aws:sqs:eu-west-1:*:*' }
    const senders = (region: string) => {
      return side([policy('role:a', [allow('sqs:SendMessage', `arn:aws:sqs:${region}:1*:*`), others])])
    }
    expect(differ(senders('eu-west-1'), senders('e*')).map(({ difference }) => difference)).toEqual([
      { granted: [], revoked: [], undecided: [], note: expect.stringContaining('wildcards cross segments') },
    ])
  })

  it('fall back on the declaration and the documents of head', () => {
    const [one, two] = [policy('role:a', GET, 'identity', 'one.tf'), policy('role:a', PUT, 'identity', 'two.tf')]
    expect(differ(NO_ACCESS, side([one, two])).map(({ declaration }) => declaration)).toEqual([
      { span: one.span, documents: [one.document.span, two.document.span], calls: [], before: [] },
    ])
    expect(differ(side([one]), NO_ACCESS).map(({ declaration }) => declaration)).toEqual([
      { span: one.span, documents: [], calls: [], before: expect.any(Array) },
    ])
  })
})

describe('the places that a policy of base was made of', () => {
  const at = (file: string) => ({ file, start: 0, end: 1 })
  const text = (file: string) => textOf('x', [at(file)])
  const clause = (...files: readonly string[]) => ({ negated: false, patterns: files.map(text), span: at('clause') })
  const opaque = {
    symbol: { address: 'a', fingerprint: 'f', reason: 'is not known', span: at('unknown') },
    span: at('s'),
  }
  const whoseAre = (statements: readonly Statement[]): ConfiguredAccess => {
    const { document, ...declared } = policy('role:a', GET, 'trust')
    return side([{ ...declared, document: { ...document, statements } }])
  }
  const condition = { kind: 'condition', operator: 'StringEquals', ifExists: false, key: 'aws:PrincipalTag/x' } as const
  const principal = { negated: false, members: [{ type: 'AWS', id: text('principal') }], span: at('s') } as const
  const bare = {
    kind: 'statement',
    effect: 'Allow',
    principal,
    action: clause('action', 'other'),
    span: at('s'),
  } as const
  const known = { ...bare, conditions: [] }

  it.each<[string, readonly Statement[], readonly string[]]>([
    ['are its principals and actions', [known], ['principal', 'action', 'other']],
    ['are its resources', [{ ...known, resource: clause('resource') }], ['principal', 'action', 'other', 'resource']],
    [
      'are the values of its conditions',
      [{ ...bare, conditions: [{ ...condition, values: [text('value')], span: at('s') }] }],
      ['principal', 'action', 'other', 'value'],
    ],
    [
      'are nothing of a condition that is not known',
      [known, { ...bare, conditions: [{ kind: 'opaque', ...opaque }] }],
      ['principal', 'action', 'other', 'principal', 'action', 'other'],
    ],
    [
      'are a statement that nobody can read, and what makes it so',
      [known, { kind: 'opaque', ...opaque }],
      ['principal', 'action', 'other', 's', 'unknown'],
    ],
  ])('%s', (_, statements, expected) => {
    const more = { ...known, action: { ...clause(), patterns: [textOf('sts:*', [])] } }
    const [found] = differ(whoseAre(statements), whoseAre([more]))
    expect(found?.declaration.before.map(({ file }) => file)).toEqual(expected)
  })
})

describe('a document under another name', () => {
  const one = (statements: unknown, kind: PolicyKind = 'identity') => side([policy('data:one', statements, kind)])
  const two = (statements: unknown, kind: PolicyKind = 'identity') => side([policy('data:two', statements, kind)])

  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    ['is no difference where it says the same', one(GET), two(GET), []],
    ['is what it was where it says less', one([GET, PUT]), two(PUT), ['two -s3:GetObject']],
    [
      'is new, all of it, where it says more',
      one(GET),
      two([GET, PUT]),
      ['two +s3:GetObject +s3:PutObject', 'one -s3:GetObject'],
    ],
    [
      'is new where it may say more',
      one(GET),
      two(allow('s3:GetObject', unknown('everywhere'))),
      [expect.stringMatching(/^two \?.*everywhere/), 'one -s3:GetObject'],
    ],
    [
      'is told by its kind',
      one(deny('s3:GetObject'), 'scp'),
      two(deny('s3:*'), 'scp'),
      [expect.stringMatching(/^two -s3:/)],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(differ(base, head))).toEqual(expected)
  })
})

describe('opaque access', () => {
  const opaque = (key: string, fingerprint: string, at = 0): OpaqueAccess => {
    const span = { file: `${key}.tf`, start: at, end: at + 1 }
    return { key, address: `address of ${key}`, fingerprint, reason: `${key} is not supported`, span }
  }
  const of = (...all: readonly OpaqueAccess[]) => side([], { opaque: all })
  const document = (each: OpaqueAccess | undefined) => (each ? [{ role: 'document', spans: [each.span] }] : [])
  const undecided = (shown: OpaqueAccess, reason: string, base?: OpaqueAccess, head?: OpaqueAccess) => {
    const causes = { headCauses: document(head), baseCauses: document(base) }
    const region = { address: shown.address, reason, decidedAtBase: false, ...causes }
    return {
      declaration: { span: shown.span, documents: [], calls: [], before: [] },
      difference: { granted: [], revoked: [], undecided: [region] },
    }
  }
  const [x1, x2, y1] = [opaque('x', '1'), opaque('x', '2', 5), opaque('y', '1')]
  const GONE = ', and it was removed'

  it.each([
    ['that is unchanged says nothing', of(x1), of(x1), []],
    ['that stands elsewhere and is the same says nothing', of(x1), of({ ...x2, fingerprint: '1' }), []],
    ['that came is undecided', NO_ACCESS, of(x1), [undecided(x1, x1.reason, undefined, x1)]],
    ['that went is undecided, and says that it went', of(x1), NO_ACCESS, [undecided(x1, x1.reason + GONE, x1)]],
    ['that changed is undecided, with both as cause', of(x1), of(x2), [undecided(x2, x2.reason, x1, x2)]],
    [
      'under another name came and went',
      of(x1),
      of(y1),
      [undecided(y1, y1.reason, undefined, y1), undecided(x1, x1.reason + GONE, x1)],
    ],
    [
      'is told one by one',
      of(x1, y1),
      of(y1, x2, opaque('z', '1')),
      [
        undecided(x2, x2.reason, x1, x2),
        undecided(opaque('z', '1'), 'z is not supported', undefined, opaque('z', '1')),
      ],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(differ(base, head)).toEqual(expected)
  })

  const kept = (limits: readonly string[], means: readonly string[], change: Partial<OpaqueAccess> = {}) => {
    return { ...x1, kept: { limits, means }, ...change }
  }
  const [whole, told] = [kept(['l'], ['m']), [undecided(x1, x1.reason, x1, x1)]]

  it.each([
    ['the same says nothing', of(whole), of(whole), []],
    ['of another fingerprint says nothing', of(whole), of({ ...whole, fingerprint: '2' }), []],
    ['with a limit less is undecided', of(whole), of(kept([], ['m'])), told],
    ['with a limit more says nothing', of(whole), of(kept(['l', 'k'], ['m'])), []],
    ['with something more is undecided', of(whole), of(kept(['l'], ['m', 'n'])), told],
    ['with something else in place of it is undecided', of(whole), of(kept(['l'], ['n'])), told],
    ['with something less says nothing', of(whole), of(kept(['l'], [])), []],
    ['that is new says nothing', NO_ACCESS, of(whole), []],
    ['that went says nothing', of(whole), NO_ACCESS, []],
    ['beside what is not says nothing', of(x1), of(whole), []],
    ['in place of which something else stands says nothing', of(whole), of(x2), []],
    ['one of two that loses a limit', of(whole, whole), of(whole, kept([], ['m'])), told],
  ])('that counts where it is on both sides: %s', (_, base, head, expected) => {
    const found = differ(base, head).map(({ difference, declaration }) => ({ difference, declaration }))
    expect(found.map(({ difference }) => difference.undecided.map(({ reason }) => reason))).toEqual(
      expected.map(({ difference }) => difference.undecided.map(({ reason }) => reason)),
    )
    expect(found.map(({ declaration }) => declaration.span)).toEqual(
      expected.map(({ declaration }) => declaration.span),
    )
  })

  const [telling, empty] = [
    { ...x1, withResource: 'telling' },
    { ...x2, withResource: 'empty' },
  ] as const

  it.each([
    ['says nothing where that went', of(telling), NO_ACCESS, []],
    ['is undecided where it came', NO_ACCESS, of(telling), [x1.reason]],
    ['is undecided where it comes to say it', of(empty), of(telling), [x1.reason]],
    ['is undecided where it no longer says it', of(telling), of(empty), [x1.reason + GONE]],
    ['says nothing where it never did', of(empty), of({ ...empty, fingerprint: '3' }), []],
    ['says nothing where it comes without', NO_ACCESS, of(empty), []],
    ['says nothing where it went without', of(empty), NO_ACCESS, []],
  ])('that goes with its resource %s', (_, base, head, expected) => {
    const reasons = differ(base, head).flatMap(({ difference }) => difference.undecided.map(({ reason }) => reason))
    expect(reasons).toEqual(expected)
  })

  it('comes behind what was compared', () => {
    const head = side([policy('role:a', GET)], { opaque: [x1] })
    expect(shown(differ(NO_ACCESS, head))).toEqual(['a +s3:GetObject', 'address of x ?x is not supported'])
  })
})
