import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../src/core/authorization/access.ts'
import { evaluate } from '../../src/core/authorization/aws/evaluate.ts'
import { withCeiling } from '../../src/core/difference/ceiling.ts'
import { unknown } from '../authorization/aws/json-value.ts'
import { allow, deny, policySet } from './policies.ts'

const GRANTS: readonly PolicyKind[] = ['identity', 'resource', 'trust']

const EVERYONE = { Principal: '*' }

describe('what grants is never added to', () => {
  it.each(GRANTS)('%s', (kind) => {
    for (const documents of [[], [deny('s3:*')], [allow('s3:*')]]) {
      const set = policySet(documents, kind)
      expect(withCeiling(set)).toBe(set)
    }
  })
})

describe('what limits', () => {
  it.each<[string, PolicyKind, readonly unknown[], 'everything besides' | 'nothing besides']>([
    ['a boundary that is not set limits nothing', 'boundary', [], 'everything besides'],
    ['a service control policy that is not set limits nothing', 'scp', [], 'everything besides'],
    ['a session policy that is not set limits nothing', 'session', [], 'everything besides'],
    ['a resource control policy that is not set limits nothing', 'rcp', [], 'everything besides'],
    ['a boundary of allows stands alone', 'boundary', [allow('s3:*')], 'nothing besides'],
    ['a boundary of denies alone allows nothing', 'boundary', [deny('s3:*')], 'nothing besides'],
    ['a boundary without statements allows nothing', 'boundary', [[]], 'nothing besides'],
    ['a session policy of denies alone allows nothing', 'session', [deny('s3:*')], 'nothing besides'],
    [
      'a resource control policy of denies stands beside full access',
      'rcp',
      [deny('s3:*', '*', EVERYONE)],
      'everything besides',
    ],
    ['a resource control policy that allows stands alone', 'rcp', [allow('s3:*')], 'nothing besides'],
    ['a service control policy of denies stands beside full access', 'scp', [deny('s3:*')], 'everything besides'],
    ['several of denies do', 'scp', [deny('s3:*'), [deny('a:b'), deny('c:d')]], 'everything besides'],
    ['one without statements does', 'scp', [[]], 'everything besides'],
    ['one that allows stands alone', 'scp', [allow('s3:*')], 'nothing besides'],
    ['one that allows beside denies stands alone', 'scp', [[deny('s3:*'), allow('s3:*')]], 'nothing besides'],
    ['one that allows in another document stands alone', 'scp', [deny('s3:*'), allow('s3:*')], 'nothing besides'],
    ['one that may allow stands alone', 'scp', [[deny('s3:*'), unknown('statement')]], 'nothing besides'],
  ])('%s', (_, kind, documents, expected) => {
    const set = policySet(documents, kind)
    const limited = withCeiling(set)
    expect({ ...limited, documents: [] }).toEqual({ ...set, documents: [] })
    expect(limited.documents.slice(0, set.documents.length)).toEqual(set.documents)
    expect(limited.documents).toHaveLength(set.documents.length + (expected === 'nothing besides' ? 0 : 1))
  })

  it.each(['boundary', 'session', 'scp'] as const)('a %s that is not set allows every request', (kind) => {
    const { documents } = withCeiling(policySet([], kind))
    expect(documents).toEqual(withCeiling(policySet([], 'boundary')).documents)
    for (const action of ['s3:GetObject', 'iam:PassRole']) {
      const request = { action, resource: 'arn:aws:s3:::logs/a', context: {} }
      expect(evaluate(documents, kind, request)).toBe('allowed')
    }
  })

  it('full access is one statement of everything, without conditions, that stands nowhere', () => {
    const nowhere = { file: '', start: 0, end: 0 }
    const everything = {
      negated: false,
      patterns: [{ kind: 'text', parts: [{ kind: 'literal', text: '*' }], spans: [nowhere] }],
      span: nowhere,
    }
    const clauses = { action: everything, resource: everything, conditions: [], span: nowhere }
    expect(withCeiling(policySet([], 'scp')).documents).toEqual([
      { version: '2012-10-17', statements: [{ kind: 'statement', effect: 'Allow', ...clauses }], span: nowhere },
    ])
  })
})
