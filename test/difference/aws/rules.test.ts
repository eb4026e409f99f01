import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { actionsOf, findAction } from '../../../src/core/authorization/aws/catalogue/catalogue.ts'
import { knownActions, spelledOutAction } from '../../../src/core/difference/aws/action-candidates.ts'
import { Atoms } from '../../../src/core/difference/aws/atoms.ts'
import { compileSide } from '../../../src/core/difference/aws/compiled-policy.ts'
import { aliasesOf, conditionKey } from '../../../src/core/difference/aws/condition-key.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import { conditionsOf, statementsOf } from '../../../src/core/difference/aws/question.ts'
import { type CompiledStatement, mayMeetRule, type Rule } from '../../../src/core/difference/aws/rule.ts'
import { RuleIndex } from '../../../src/core/difference/aws/rule-index.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, deny, policySet, when } from '../policies.ts'

function rulesOf(
  statements: readonly unknown[],
  kind: PolicyKind = 'identity',
  lexicon = new Lexicon(),
): readonly Rule[] {
  return compileSide(policySet([statements], kind).documents, kind, lexicon).allows
}

function statementOf(statement: unknown, kind: PolicyKind = 'identity'): CompiledStatement {
  const [rule] = rulesOf([statement], kind)
  if (rule?.kind !== 'statement') throw new TypeError('no statement')
  return rule
}

const A = 'arn:aws:s3:::a'
const but = (action: string) => ({ Effect: 'Allow', NotAction: action, Resource: '*' })

describe('two rules', () => {
  it.each([
    ['of one service', allow('s3:Get*'), allow('s3:*'), true],
    ['of one service in another case', allow('S3:Get*'), allow('s3:*'), true],
    ['of two services', allow('s3:*'), allow('sqs:*'), false],
    ['of two and one of them', allow(['s3:*', 'sqs:*']), allow('sqs:*'), true],
    ['of one service and other actions', allow('s3:Get*'), allow('s3:Put*'), false],
    ['of any service', allow('*'), allow('s3:*'), true],
    ['of a service and a wildcard', allow('s3*:Get*'), allow('s3:Put*'), true],
    ['of what is excluded', but('s3:*'), allow('s3:*'), true],
    ['of other resources', allow('s3:*', A), allow('s3:*', 'arn:aws:s3:::b'), false],
    ['of several resources', allow('s3:*', [A, 'arn:aws:s3:::c']), allow('s3:*', ['arn:aws:s3:::b', `${A}*`]), true],
    ['of which one excludes resources', { Effect: 'Allow', Action: 's3:*', NotResource: A }, allow('s3:*', A), true],
    ['of which one is opaque', unknown('s'), allow('s3:*', A), true],
  ])('%s may meet: %j', (_, left, right, expected) => {
    const [one, other] = rulesOf([left, right])
    if (one === undefined || other === undefined) throw new TypeError('no rules')
    expect(mayMeetRule(one, other)).toBe(expected)
    expect(mayMeetRule(other, one)).toBe(expected)
  })

  it('may meet where only one has resources', () => {
    const [named] = rulesOf([allow('s3:*', A)])
    const [trust] = rulesOf([{ Effect: 'Allow', Action: 's3:*', Principal: '*' }], 'trust')
    if (named === undefined || trust === undefined) throw new TypeError('no rules')
    expect(mayMeetRule(named, trust)).toBe(true)
    expect(mayMeetRule(trust, named)).toBe(true)
  })
})

describe('an index of rules', () => {
  const statements = [
    allow('s3:*'),
    allow('sqs:*'),
    allow('*'),
    allow(['s3:Get*', 'sqs:Send*']),
    unknown('s'),
    allow('s3:Put*'),
  ]
  it.each([
    ['of a service, and of any', allow('s3:Get*'), [2, 4, 0, 3, 5]],
    ['of a service in another case', allow('SQS:Get*'), [2, 4, 1, 3]],
    ['of two services, each once', allow(['sqs:*', 's3:*']), [2, 4, 1, 3, 0, 5]],
    ['of any service', allow('*'), [0, 1, 2, 3, 4, 5]],
    ['of what is excluded', but('s3:*'), [0, 1, 2, 3, 4, 5]],
    ['of an opaque rule', unknown('t'), [0, 1, 2, 3, 4, 5]],
    ['of a service that nobody names', allow('iam:*'), [2, 4]],
  ])('finds those %s', (_, statement, expected) => {
    const rules = rulesOf(statements)
    const [near] = rulesOf([statement])
    if (near === undefined) throw new TypeError('no rule')
    expect(new RuleIndex(rules).near(near).map((rule) => rules.indexOf(rule))).toEqual(expected)
  })
})

describe('a statement', () => {
  it.each([
    ['names the services of its actions', allow(['s3:*', 'SQS:Send', 's3:Get']), ['s3', 'sqs']],
    ['may be of any service with a wildcard', allow(['s3:*', 's*:Get']), undefined],
    ['may be of any service with another wildcard', allow(['s3:*', 's?:Get']), undefined],
    ['may be of any service without one', allow('*'), undefined],
    ['may be of any service that is unknown', allow('<x>:Get'), undefined],
    ['is of a service with an unknown action', allow('s3:<x>'), ['s3']],
    ['may be of any service that is not excluded', but('s3:*'), undefined],
  ])('%s', (_, statement, services) => {
    const known = statementOf(statement).services
    expect(known && [...known]).toEqual(services)
  })

  it.each([
    ['plain', allow('s3:*', A, when('StringEquals', 'k', 'v')), false],
    ['with an unknown action', allow('s3:<x>'), true],
    ['with an unknown resource', allow('s3:*', '<x>/*'), true],
    ['with an unknown value', allow('s3:*', A, when('StringEquals', 'k', '<x>')), true],
    ['with an unknown Null', allow('s3:*', A, when('Null', 'k', '<x>')), true],
    ['with a known Null', allow('s3:*', A, when('Null', 'k', 'true')), false],
    ['with an unknown condition', allow('s3:*', A, { Condition: unknown('c') }), true],
    ['with a variable', allow('s3:*', `${A}/\${aws:username}`), true],
    ['with a variable in a value', allow('s3:*', A, when('StringEquals', 'k', '${v}')), true],
    ['with a value of no known meaning', allow('s3:*', A, when('ArnLike', 'k', 'arn:*:a')), true],
  ])('%s is uncertain: %j', (_, statement, expected) => {
    expect(statementOf(statement).isUncertain).toBe(expected)
  })

  it('with an unknown principal is uncertain', () => {
    const trust = (id: string) => ({ Effect: 'Allow', Action: 'sts:*', Principal: { AWS: id } })
    const isUncertain = (id: string) => statementOf(trust(id), 'trust').isUncertain
    expect(['*', 'arn:aws:iam::111111111111:role/r', 'arn:aws:iam::111111111111:role/<x>'].map(isUncertain)).toEqual([
      false,
      false,
      true,
    ])
  })

  const long = (count: number) => 'a'.repeat(count)
  const wild = (count: number) => '?*'.repeat(count / 2)
  it.each([
    ['a resource as long as it may be', allow('s3:*', long(20_000)), false],
    ['a longer resource', allow('s3:*', long(20_001)), true],
    ['as many wildcards as it may have', allow('s3:*', wild(200)), false],
    ['more wildcards', allow('s3:*', `${wild(200)}*`), true],
    ['more wildcards around something unknown', allow('s3:*', `${wild(100)}<x>${wild(102)}`), true],
    ['as many wildcards around something unknown', allow('s3:*', `${wild(100)}<x>${wild(100)}`), false],
    ['a longer action', allow(`s3:${long(20_000)}`), true],
    ['a longer value', allow('s3:*', A, when('StringEquals', 'k', ['v', long(20_001)])), true],
    ['nothing of the kind', allow('s3:*', A, { Condition: unknown('c') }), false],
  ])('is too much with %s: %j', (_, statement, expected) => {
    expect(statementOf(statement).isOversized).toBe(expected)
  })

  it('is too much with a longer principal', () => {
    const trust = (id: string) => statementOf({ Effect: 'Allow', Action: 'sts:*', Principal: { Service: id } }, 'trust')
    expect([trust(long(20_000)).isOversized, trust(long(20_001)).isOversized]).toEqual([false, true])
  })

  it('lists its variables, of resources and of values', () => {
    const statement = allow('s3:*', [`${A}/\${k}/\${l}`, A], when('StringEquals', 'm', ['${m}', 'v', '${k}']))
    expect(statementOf(statement).variables.map(({ key }) => key)).toEqual(['k', 'l', 'm', 'k'])
    expect(statementOf(allow('s3:*', A, when('Null', 'm', 'true'))).variables).toEqual([])
  })

  it('has no resource in a trust policy', () => {
    const trust = statementOf({ Effect: 'Allow', Action: 'sts:*', Principal: '*' }, 'trust')
    expect([trust.resource, trust.principal?.members.length, trust.principal?.negated]).toEqual([undefined, 1, false])
    expect(statementOf(allow('s3:*')).principal).toBeUndefined()
  })

  it('is kept with its conditions, beside what is opaque, Allows and Denies apart', () => {
    const lexicon = new Lexicon()
    const { documents } = policySet([[allow('s3:*', A, when('Null', 'k', 'true')), deny('s3:*'), unknown('s')]])
    const { allows, denies } = compileSide(documents, 'identity', lexicon)
    expect(allows.map(({ kind, effect }) => `${kind} ${effect}`)).toEqual(['statement Allow', 'opaque Allow'])
    expect(denies.map(({ kind, effect }) => `${kind} ${effect}`)).toEqual(['statement Deny', 'opaque Deny'])
    expect(new Set([...allows, ...denies].map(({ id }) => id)).size).toBe(4)
    expect(statementsOf(allows)).toEqual([allows[0]])
    expect(conditionsOf([...allows, ...denies]).map((condition) => condition.kind)).toEqual(['presence'])
  })
})

describe('the actions to try', () => {
  const clauses = (...statements: readonly unknown[]) => statements.map((statement) => statementOf(statement).action)
  it.each([
    ['the only one', [allow('s3:GetObject')], 's3:GetObject'],
    ['none of two', [allow(['s3:GetObject', 's3:PutObject'])], undefined],
    ['none of a pattern', [allow('s3:Get*')], undefined],
    ['none of what is excluded', [but('s3:GetObject')], undefined],
    ['none that is unknown', [allow('<x>')], undefined],
    ['none with an unknown end', [allow('s3:<x>')], undefined],
    ['that of the second', [allow('s3:Get*'), allow('s3:GetObject')], 's3:GetObject'],
    ['that after what is excluded', [but('s3:PutObject'), allow('s3:GetObject')], 's3:GetObject'],
  ])('are %s where it is spelled out', (_, statements, expected) => {
    expect(spelledOutAction(clauses(...statements))).toBe(expected)
  })

  const TELLING = 14
  const tried = (future: string, ...statements: readonly unknown[]) => {
    return [...knownActions(clauses(...statements), future)].slice(TELLING).map(({ name }) => name)
  }
  const all = (service: string) => {
    const actions = [...actionsOf(service).values()]
    const [acting, alone] = [true, false].map((acts) => actions.filter(({ formats }) => formats.length > 0 === acts))
    return [...(acting ?? []), ...(alone ?? [])].map(({ name }) => name)
  }

  it('begin with telling ones, each of which AWS has', () => {
    const names = [...knownActions(clauses(allow('nobody:*')), 'nobody:x')].map(({ name }) => name)
    expect(names).toHaveLength(TELLING)
    expect(names.slice(0, 5)).toEqual([
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      's3:ListBucket',
      'iam:PassRole',
    ])
    expect(names.at(-1)).toBe('sns:Publish')
    expect(names.every((name) => findAction(name) !== undefined)).toBe(true)
  })

  it('go on with those of the service found, then with those of the patterns', () => {
    expect(tried('glacier:x', allow(['KAFKA:Get*', 'xray:GetGroup']))).toEqual([
      ...all('glacier'),
      ...all('kafka'),
      ...all('xray'),
    ])
    expect(tried('nobody:x', but('s3:*'), allow('kafka:Get*'))).toEqual(all('kafka'))
  })

  it('are those of a service that act on resources before those that act on none', () => {
    const queue = tried('s3:x', allow('s3:*'))
    expect(queue.indexOf('s3:GetObjectAcl')).toBeLessThan(queue.indexOf('s3:GetAccessPoint'))
  })

  it('are the familiar ones of a service before its others', () => {
    const queue = tried('sqs:x', allow('sqs:*'))
    expect(queue[0]).toBe('sqs:ReceiveMessage')
    expect([...queue].sort()).toEqual([...all('sqs'), ...all('sqs')].sort())
    expect(tried('ec2:x', allow('ec2:*')).slice(0, 3)).toEqual([
      'ec2:TerminateInstances',
      'ec2:DescribeInstances',
      'ec2:AssociateVerifiedAccessInstanceWebAcl',
    ])
  })

  it.each([
    ...['ec2:DescribeInstances', 'ec2:TerminateInstances', 'iam:AttachRolePolicy', 'iam:GetRole', 'kms:CreateGrant'],
    ...['dynamodb:Query', 'dynamodb:PutItem', 'lambda:UpdateFunctionCode', 'sqs:ReceiveMessage', 'sns:Subscribe'],
    ...['ssm:GetParameter', 'ssm:SendCommand', 'rds:DeleteDBInstance', 'rds:DescribeDBInstances', 'ecr:BatchGetImage'],
    ...['ecr:PutImage', 'ecs:RunTask', 'eks:DescribeCluster', 'logs:GetLogEvents', 'logs:PutLogEvents'],
    ...['cloudformation:UpdateStack', 'cloudtrail:StopLogging', 'cloudwatch:GetMetricData', 'events:PutRule'],
    ...[
      'organizations:DescribeOrganization',
      'organizations:LeaveOrganization',
      'route53:ChangeResourceRecordSets',
      'states:StartExecution',
    ],
  ])('have %s among the first', (action) => {
    const [service = ''] = action.split(':')
    expect(tried('nobody:x', allow(`${service}:*`)).slice(0, 2)).toContain(action)
  })

  it.each([
    ['a wildcard', allow(['sqs:*', 's*'])],
    ['an unknown service', allow('<x>:Get')],
    ['all but some', but('s3:*')],
  ])('are those of every service for %s, well-known ones first', (_, statement) => {
    const names = tried('nobody:x', statement)
    const services = [...new Set(names.map((name) => name.slice(0, name.indexOf(':'))))]
    expect(services.slice(0, 11)).toEqual([
      ...['s3', 'iam', 'ec2', 'sts', 'kms', 'dynamodb', 'lambda', 'secretsmanager', 'sqs', 'sns'],
      expect.any(String),
    ])
    expect(services.length).toBeGreaterThan(200)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('answers about atoms', () => {
  it('are remembered where they were found, or where all was looked at', () => {
    const atoms = new Atoms<string>()
    const asked: string[] = []
    const ask = (atom: string, answer: string | undefined, isWhole: boolean) => {
      const search = () => {
        asked.push(atom)
        return answer
      }
      return atoms.answer(atom, search, () => isWhole)
    }
    expect([ask('a', 'yes', false), ask('a', 'no', false)]).toEqual(['yes', 'yes'])
    expect([ask('b', undefined, true), ask('b', 'late', true)]).toEqual([undefined, undefined])
    expect([ask('c', undefined, false), ask('c', 'late', true), ask('c', 'no', true)]).toEqual([
      undefined,
      'late',
      'late',
    ])
    expect(asked).toEqual(['a', 'b', 'c', 'c'])
  })

  it('go by numbers of texts and rules', () => {
    const atoms = new Atoms<string>()
    expect(['a', 'b', 'a', 'c'].map((text) => atoms.numberOfText(text))).toEqual([0, 1, 0, 2])
    const [one, other] = rulesOf([allow('s3:*'), allow('sqs:*')])
    if (one === undefined || other === undefined) throw new TypeError('no rules')
    expect([one, other, one, other].map((rule) => atoms.numberOfRule(rule))).toEqual([0, 1, 0, 1])
  })
})

describe('a condition key', () => {
  it('is one under several names', () => {
    expect(['AWS:SourceIp', 's3:ResourceAccount', 'aws:ResourceAccount'].map(conditionKey)).toEqual([
      'aws:sourceip',
      'aws:resourceaccount',
      'aws:resourceaccount',
    ])
    expect(['aws:resourceaccount', 's3:resourceaccount', 'aws:sourceip'].map(aliasesOf)).toEqual([
      ['s3:resourceaccount'],
      [],
      [],
    ])
  })
})
