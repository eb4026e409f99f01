import { describe, expect, it } from 'vitest'
import { readPrincipals } from '../../../src/core/authorization/aws/read-principals.ts'
import type { Problems } from '../../../src/core/authorization/aws/reading.ts'
import { displayText } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

function read(json: unknown) {
  const problems: Problems = []
  const members = readPrincipals(jsonValue(json), problems)
  return { members: members.map(({ type, id }) => `${type} ${displayText(id)}`), problems }
}

describe('members', () => {
  it.each([
    ['*', ['AWS *']],
    [{}, []],
    [{ AWS: [] }, []],
    [
      { AWS: '*', Service: '*', Federated: '*', CanonicalUser: '*' },
      ['AWS *', 'Service *', 'Federated *', 'CanonicalUser *'],
    ],
    [{ AWS: ['a', 'b'] }, ['AWS a', 'AWS b']],
    [{ AWS: '111122223333' }, ['AWS arn:aws:iam::111122223333:root']],
    [{ AWS: '1111222233334' }, ['AWS 1111222233334']],
    [{ AWS: 'x111122223333' }, ['AWS x111122223333']],
    [{ AWS: '11112222333' }, ['AWS 11112222333']],
    [{ AWS: '<a>' }, ['AWS ${a}']],
    [{ AWS: '111122223333<a>' }, ['AWS 111122223333${a}']],
    [{ CanonicalUser: '111122223333' }, ['CanonicalUser 111122223333']],
    [unknown('p'), ['unknown ${p}']],
    ['<p>', ['unknown ${p}']],
    ['<p>*', ['unknown ${p}*']],
  ])('of %j', (json, expected) => {
    expect(read(json)).toEqual({ members: expected, problems: [] })
  })

  it('keep the places of what was written', () => {
    const value = jsonValue('111122223333')
    const spans = [{ file: 'a.json', start: 3, end: 17 }]
    const entries = new Map([['AWS', { keySpan: { file: 'a.json', start: 0, end: 0 }, value: { ...value, spans } }]])
    const [member] = readPrincipals({ kind: 'map', collection: 'object', entries, spans: [] }, [])
    expect(member?.id.spans).toEqual(spans)
    const whole = readPrincipals({ ...jsonValue(unknown('p')), spans }, [])
    expect(whole[0]?.id.spans).toEqual(spans)
  })
})

it.each([
  ['arn:aws:iam::111122223333:root', 'unknown-principal', 'Principal is a string other than "*"'],
  [{ aws: '*' }, 'unknown-principal', 'Unknown type of principal "aws"'],
  [{ unknown: '*' }, 'unknown-principal', 'Unknown type of principal "unknown"'],
  [['*'], 'wrong-type', 'Principal is a list'],
  [null, 'wrong-type', 'Principal is a null'],
  [5, 'wrong-type', 'Principal is a number'],
  [{ AWS: 5 }, 'wrong-type', 'Principal AWS holds a number'],
  [{ AWS: [null] }, 'wrong-type', 'Principal AWS holds a null'],
])('%j is rejected', (json, code, summary) => {
  expect(read(json)).toMatchObject({ members: [], problems: [{ severity: 'error', code: `policy-${code}`, summary }] })
})

it('says which types there are', () => {
  expect(read({ aws: '*' }).problems).toMatchObject([
    { detail: expect.stringContaining('AWS, Service, Federated, CanonicalUser') },
  ])
})

it('reads the members beside one that is rejected', () => {
  expect(read({ AWS: ['a', 5], other: 'x', Service: 'b' })).toMatchObject({
    members: ['AWS a', 'Service b'],
    problems: [{}, {}],
  })
})
