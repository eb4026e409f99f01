import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import type { PolicyDocument } from '../../../src/core/authorization/aws/policy.ts'
import { statementId } from '../../../src/core/difference/aws/statement-id.ts'
import { hasSymbols, substitute, typedSymbols } from '../../../src/core/difference/aws/substitute.ts'
import { displayText } from '../../../src/core/value/value.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, deny, policySet, when } from '../policies.ts'

function documentOf(statements: readonly unknown[], kind: PolicyKind = 'identity'): PolicyDocument {
  const [document] = policySet([statements], kind).documents
  if (document === undefined) throw new TypeError('no document')
  return document
}

function texts(document: PolicyDocument): readonly string[] {
  return document.statements.flatMap((statement) => {
    if (statement.kind === 'opaque') return ['opaque']
    const { action, resource, principal, conditions } = statement
    const values = conditions.flatMap((condition) => (condition.kind === 'opaque' ? [] : condition.values))
    const ids = principal?.members.map(({ id }) => id) ?? []
    return [...action.patterns, ...(resource?.patterns ?? []), ...ids, ...values].map(displayText)
  })
}

const A = 'arn:aws:s3:::a'
const trust = (id: string) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: id } })

describe('unknown texts', () => {
  it.each([
    ['of an action', [allow('s3:<x>')], 'identity', true],
    ['of a resource', [allow('s3:*', [A, '<x>/*'])], 'identity', true],
    ['of a value', [allow('s3:*', A, when('StringEquals', 'k', ['v', '<x>']))], 'identity', true],
    ['of a principal', [trust('<x>')], 'trust', true],
    ['of the second statement', [allow('s3:*'), allow('s3:<x>')], 'identity', true],
    ['of a statement that is not read', [unknown('s')], 'identity', false],
    ['of a condition that is not read', [allow('s3:*', A, { Condition: unknown('c') })], 'identity', false],
    ['of none', [allow('s3:*', A, when('StringEquals', 'k', 'v'))], 'identity', false],
    ['of no principal', [trust('*')], 'trust', false],
  ] as const)('%s', (_, statements, kind, expected) => {
    expect(hasSymbols(documentOf(statements, kind))).toBe(expected)
  })

  it('are replaced wherever they stand, and nothing else', () => {
    const document = documentOf([
      allow('s3:<x>', [`${A}/<x>-<y>`, A], when('StringEquals', 'k', ['v', '<y>'])),
      unknown('s'),
      allow('s3:*', A, { Condition: unknown('c') }),
    ])
    const [replaced] = substitute([document], ({ address }) => (address === 'x' ? '1' : ''))
    if (replaced === undefined) throw new TypeError('no document')
    expect(texts(replaced)).toEqual(['s3:1', `${A}/1-`, A, 'v', '', 'opaque', 's3:*', A])
    expect(hasSymbols(replaced)).toBe(false)
    const [statement, opaque, last] = replaced.statements
    expect(opaque).toBe(document.statements[1])
    expect(last).toMatchObject({ conditions: [{ kind: 'opaque' }] })
    expect(statement).not.toHaveProperty('principal')
    expect(statement).toMatchObject({
      resource: { patterns: [{ parts: [{ kind: 'literal', text: `${A}/1-` }] }, {}] },
      conditions: [{ values: [{}, { parts: [] }] }],
    })
    const [known] = substitute([documentOf([trust('<x>')], 'trust')], () => '*')
    expect(known && texts(known)).toEqual(['sts:AssumeRole', '*'])
    expect(known?.statements[0]).not.toHaveProperty('resource')
  })

  it('are of the type that conditions compare them as', () => {
    const limited = (operator: string, value: unknown) => allow('s3:*', A, when(operator, 'k', value))
    const typed = (...statements: readonly unknown[]) =>
      [...typedSymbols([documentOf(statements)])].map(([name, text]) => `${name.replace('fingerprint-', '')}=${text}`)
    expect(
      typed(limited('IpAddress', '<a>'), limited('NumericEquals', ['<b>', '1']), limited('DateLessThan', '<c>')),
    ).toEqual(['a=203.0.113.0', 'b=7000001', 'c=2099-01-01T00:00:12Z'])
    expect(typed(limited('StringEquals', '<a>'), limited('Null', '<b>'), limited('Bool', '<c>'))).toEqual([])
    expect(typed(limited('NumericEquals', ['<a>0', '1', '0<b>']))).toEqual([])
    expect(typed(unknown('s'), allow('s3:*', A, { Condition: unknown('c') }))).toEqual([])
    const many = (operator: string, count: number) =>
      typed(
        limited(
          operator,
          Array.from({ length: count }, (_, at) => `<s${at}>`),
        ),
      ).at(-1)
    expect(many('IpAddress', 250)).toBe('s249=203.0.113.249')
    expect(many('IpAddress', 251)).toBe('s250=203.0.113.0')
    expect(many('DateEquals', 50)).toBe('s49=2099-01-01T00:00:59Z')
    expect(many('DateEquals', 51)).toBe('s50=2099-01-01T00:00:10Z')
  })
})

describe('the id of a statement', () => {
  const id = (statement: unknown, kind: PolicyKind = 'identity', version: PolicyDocument['version'] = '2012-10-17') => {
    const [read] = documentOf([statement], kind).statements
    if (read?.kind !== 'statement') throw new TypeError('no statement')
    return statementId(read, version)
  }
  const limited = (operator: string, value: unknown, key = 'k') => allow('s3:*', A, when(operator, key, value))

  it.each([
    ['has a Sid', id(allow('s3:*')), id({ ...allow('s3:*'), Sid: 'x' })],
    ['lists its actions in another order', id(allow(['s3:a', 's3:b'])), id(allow(['s3:b', 's3:a']))],
    [
      'lists its values in another order',
      id(limited('StringEquals', ['v', 'w'])),
      id(limited('StringEquals', ['w', 'v'])),
    ],
    ['spells a key in another case', id(limited('StringEquals', 'v', 'K')), id(limited('StringEquals', 'v'))],
  ])('is the same where it %s', (_, one, other) => {
    expect(one).toBe(other)
  })

  it('is another for whatever else is said', () => {
    const ids = [
      id(allow('s3:*', A)),
      id(allow('s3:*', A), 'identity', '2008-10-17'),
      id(deny('s3:*', A)),
      id(allow('s3:a', A)),
      id(allow(['s3:*', 's3:a'], A)),
      id(allow('s3:*', `${A}b`)),
      id(allow('s3:<x>', A)),
      id(allow('s3:<y>', A)),
      id(allow('s3:fingerprint-x', A)),
      id({ Effect: 'Allow', NotAction: 's3:*', Resource: A }),
      id({ Effect: 'Allow', Action: 's3:*', NotResource: A }),
      id({ Effect: 'Allow', Action: 's3:*', Principal: '*' }, 'trust'),
      id({ Effect: 'Allow', Action: 's3:*', NotPrincipal: '*' }, 'trust'),
      id({ Effect: 'Allow', Action: 's3:*', Principal: { Service: '*' } }, 'trust'),
      id({ Effect: 'Allow', Action: 's3:*', Resource: A, Principal: '*' }, 'resource'),
      id(limited('StringEquals', 'v')),
      id(limited('StringEquals', 'w')),
      id(limited('StringLike', 'v')),
      id(limited('StringEquals', 'v', 'j')),
      id(limited('StringEqualsIfExists', 'v')),
      id(limited('ForAnyValue:StringEquals', 'v')),
      id(limited('ForAllValues:StringEquals', 'v')),
      id(limited('StringEquals', ['v', 'w'])),
      id(limited('StringEquals', 'v,w')),
      id(allow('s3:*', A, { Condition: unknown('c') })),
      id(allow('s3:*', A, { Condition: unknown('d') })),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })
})
