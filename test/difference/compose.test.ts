import { describe, expect, it } from 'vitest'
import type { ConfiguredAccess } from '../../src/core/authorization/access.ts'
import { differ } from '../../src/core/difference/differ.ts'
import { declared, linked, policy, side, told } from './held-access.ts'
import { allow, deny } from './policies.ts'

const READ = allow('s3:GetObject', 'arn:aws:s3:::logs/*')
const WRITE = allow('s3:PutObject', 'arn:aws:s3:::logs/*')
const KEEP = deny('s3:*', 'arn:aws:s3:::logs/keep/*')

const P = (...statements: readonly object[]) => policy('policy:x/p', statements, ['named:p'])
const TO_ROLE = linked('role:x/r', 'named:p')

describe('a policy that is attached', () => {
  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    ['comes with its policy: one finding', side([]), side([P(READ)], [TO_ROLE]), ['policy:x/p +s3:GetObject']],
    [
      'to a role that has it all: none',
      side([policy('role:x/r', [READ])]),
      side([policy('role:x/r', [READ]), P(READ)], [TO_ROLE]),
      [],
    ],
    ['goes: none', side([P(READ)], [TO_ROLE]), side([P(READ)]), []],
    [
      'and grows: one finding',
      side([P(READ)], [TO_ROLE]),
      side([P(READ, WRITE)], [TO_ROLE]),
      ['policy:x/p +s3:PutObject'],
    ],
    [
      'and grows by what its role has: none',
      side([P(READ), policy('role:x/r', [WRITE])], [TO_ROLE]),
      side([P(READ, WRITE), policy('role:x/r', [WRITE])], [TO_ROLE]),
      [],
    ],
    [
      'and grows by what its role has, where others may have it too: one finding',
      side([P(READ), policy('role:x/r', [WRITE])], [TO_ROLE, linked('role:x/s', 'named:#1')]),
      side([P(READ, WRITE), policy('role:x/r', [WRITE])], [TO_ROLE, linked('role:x/s', 'named:#1')]),
      ['policy:x/p +s3:PutObject'],
    ],
    [
      'and grows by what its role has, where others have one of another name: none',
      side([P(READ), policy('role:x/r', [WRITE])], [TO_ROLE, linked('role:x/s', 'named:arn:aws:iam::1:policy/q')]),
      side(
        [P(READ, WRITE), policy('role:x/r', [WRITE])],
        [TO_ROLE, linked('role:x/s', 'named:arn:aws:iam::1:policy/q')],
      ),
      [],
    ],
    [
      'for the first time while it grows: what was there may be held elsewhere',
      side([P(READ), policy('role:x/r', [READ, WRITE])]),
      side([P(READ, WRITE), policy('role:x/r', [READ, WRITE])], [TO_ROLE]),
      ['policy:x/p +s3:PutObject'],
    ],
    ['to nothing and grows: one finding', side([P(READ)]), side([P(READ, WRITE)]), ['policy:x/p +s3:PutObject']],
    [
      'with a deny, and goes',
      side([P(KEEP), policy('role:x/r', [READ])], [TO_ROLE]),
      side([P(KEEP), policy('role:x/r', [READ])]),
      ['policy:x/p !s3:*'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected)
  })

  it('goes with its policy: what its role loses is revoked, and nothing beside it', () => {
    const own = policy('role:x/r', [READ])
    const found = differ(side([own, P(READ, WRITE)], [TO_ROLE]), side([own]))
    expect(found.flatMap(({ difference }) => difference.revoked.map(({ actions }) => actions))).toEqual([
      ['s3:PutObject'],
    ])
  })

  it('stands where it is attached, where that is new', () => {
    const [found] = differ(side([P(READ)]), side([P(READ)], [TO_ROLE]))
    const spans = found?.difference.granted[0]?.headCauses.flatMap((cause) => cause.spans.map(({ file }) => file))
    expect(spans).toContain('role:x/r named:p')
    expect(found?.difference.granted[0]?.note).toBe('it is given by role:x/r named:p')
  })
})

describe('a boundary', () => {
  const LIMIT = linked('role:x/r', 'named:p', { gives: 'boundary' })
  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    ['that comes is none', side([]), side([P(READ)], [LIMIT]), []],
    [
      'that is loosened is a ceiling that is raised',
      side([P(READ)], [LIMIT]),
      side([P(READ, WRITE)], [LIMIT]),
      ['policy:x/p +s3:PutObject'],
    ],
    ['that is tightened is none', side([P(READ, WRITE)], [LIMIT]), side([P(READ)], [LIMIT]), []],
    ['that goes is one', side([P(READ)], [LIMIT]), side([P(READ)]), ['role:x/r named:p !the attached policy']],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected)
  })
})

describe('a deny that goes', () => {
  const BUCKET = 'bucket:x/data'
  const own = (...statements: readonly object[]) => policy(BUCKET, statements)
  it.each<[string, ConfiguredAccess, ConfiguredAccess, readonly string[]]>([
    [
      'is told where nothing here allows what it kept out',
      side([own(READ, deny('sqs:*'))]),
      side([own(READ)]),
      [`${BUCKET} !sqs:*`],
    ],
    ['is told once where something does', side([own(READ, KEEP)]), side([own(READ)]), [`${BUCKET} !s3:*`]],
    ['is not told where a wider one stands', side([own(KEEP)]), side([own(deny('s3:*'))]), []],
    [
      'is told where all of its policy goes and its holder stays',
      side([own(KEEP)], [declared(BUCKET)]),
      side([], [declared(BUCKET)]),
      [`${BUCKET} !s3:*`],
    ],
    ['is not told where its holder goes', side([own(KEEP)], [declared(BUCKET)]), side([]), []],
    ['is told where nobody knows what becomes of its holder', side([own(KEEP)]), side([]), [`${BUCKET} !s3:*`]],
    ['is not told of a file that goes', side([policy('file:a.json', [KEEP])]), side([]), []],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected)
  })
})
