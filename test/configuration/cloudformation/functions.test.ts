import { describe, expect, it } from 'vitest'
import { evaluated } from './template-double.ts'

const SECTIONS = `
Parameters:
  Name: {Type: String, Default: logs}
  Open: {Type: String, AllowedValues: [a, b]}
  Any: {Type: String}
  List: {Type: CommaDelimitedList, Default: 'x, y'}
  Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /image}
  Secret: {Type: String, Default: hunter2, NoEcho: true}
Mappings:
  Ranges:
    a: {Cidr: 10.0.0.0/8}
    b: {Cidr: 10.1.0.0/16}
Conditions:
  Yes: !Equals [!Ref Name, logs]
  No: !Not [Condition: Yes]
  Unknown: !Equals [!Ref Any, prod]
  Impossible: !Equals [!Ref Open, c]
  Both: !And [Condition: Yes, Condition: Unknown]
  One: !Or [Condition: Yes, Condition: Unknown]
`

describe('intrinsic functions', () => {
  it.each<[string, unknown]>([
    ['!Ref Name', 'logs'],
    ['!Ref AWS::Region', '?AWS::Region'],
    ['!Ref Bucket', '?Bucket'],
    ['!GetAtt Bucket.Arn', 'arn:${AWS::Partition}:s3:::${Bucket}'],
    ["{'Fn::GetAtt': [Bucket, DomainName]}", '?Bucket.DomainName'],
    ["!Sub 'a-${Name}-${AWS::Region}-${!Name}'", 'a-logs-${AWS::Region}-${Name}'],
    ["!Sub ['${x}/${Bucket.Arn}', {x: !Ref Name}]", 'logs/arn:${AWS::Partition}:s3:::${Bucket}'],
    ["!Join ['-', [a, !Ref Name, !Ref Any]]", 'a-logs-${Any}'],
    ["!Join [',', !Ref List]", 'x,y'],
    ["!Join ['', [a, !If [No, b, !Ref AWS::NoValue]]]", 'a'],
    ['!Select [1, !Ref List]', 'y'],
    ["!Select ['0', !Split ['/', 'a/b']]", 'a'],
    ["!Split ['/', !Ref Any]", '?Fn::Split(…)'],
    ['!FindInMap [Ranges, b, Cidr]', '10.1.0.0/16'],
    ['!FindInMap [Ranges, !Ref Open, Cidr]', { if: 'Open = a', yes: '10.0.0.0/8', no: '10.1.0.0/16' }],
    ["{'Fn::FindInMap': [Ranges, c, Cidr, {DefaultValue: none}]}", 'none'],
    ['!If [Yes, 1, 2]', 1],
    ['!If [No, 1, 2]', 2],
    ['!If [Impossible, 1, 2]', 2],
    ['!If [Unknown, 1, 2]', { if: 'Any = prod', yes: 1, no: 2 }],
    ['!If [Both, 1, 2]', { if: 'Any = prod', yes: 1, no: 2 }],
    ['!If [One, 1, 2]', 1],
    ["{a: !If [No, b, !Ref 'AWS::NoValue'], c: d}", { c: 'd' }],
    ["{a: !If [Unknown, b, !Ref 'AWS::NoValue'], c: d}", { if: 'Any = prod', yes: { a: 'b', c: 'd' }, no: { c: 'd' } }],
    ['!ImportValue other', '?ImportValue(other)'],
    ['!GetAZs eu-west-1', '?Fn::GetAZs(…)'],
    ["!Cidr ['10.0.0.0/16', 4, 8]", '?Fn::Cidr(…)'],
    ['!Base64 echo', '?Fn::Base64(…)'],
    ["{'Fn::Length': !Ref List}", 2],
    ["{'Fn::ToJsonString': {a: !Ref Name}}", { json: { a: 'logs' } }],
    ["{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3}}}", '?AWS::Include'],
    ["{a: b, 'Fn::Transform': {Name: Mine}}", '?Fn::Transform(…)'],
    ["'key: {{resolve:ssm:/a:1}}!'", 'key: ${resolve:ssm:/a:1}!'],
    ['!Ref Image', '?Image'],
    ["{'Fn::ForEach::L': [T, [a, b], {'k${T}': 'v${T}'}]}", { ka: 'va', kb: 'vb' }],
  ])('%s', (expression, expected) => {
    expect(evaluated(expression, SECTIONS).shown).toEqual(expected)
  })

  it('without defaults, a parameter may be anything, and so may what hangs on it', () => {
    expect(evaluated('!Ref Name', SECTIONS, false).shown).toBe('?Name')
    expect(evaluated('!Ref List', SECTIONS, false).shown).toBe('?List')
    expect(evaluated('!If [Yes, 1, 2]', SECTIONS, false).shown).toEqual({ if: 'Name = logs', yes: 1, no: 2 })
  })

  it.each([
    ['!Ref Missing', 'cloudformation-function'],
    ['!GetAtt Bucket', 'cloudformation-function'],
    ['!If [Missing, 1, 2]', 'cloudformation-function'],
    ['!FindInMap [Missing, a, b]', 'cloudformation-function'],
    ['!FindInMap [Ranges, z, Cidr]', 'cloudformation-function'],
    ['!Select [9, [a]]', 'cloudformation-function'],
    ["{'Fn::Nothing': a}", 'cloudformation-function'],
    ["{'Fn::Join': [a, b], c: d}", 'cloudformation-function'],
  ])('%s is reported, and is unknown', (expression, code) => {
    const { shown, codes } = evaluated(expression, SECTIONS)
    expect(codes).toEqual([code])
    expect(shown).toMatch(/^\?/)
  })

  it('ends where a condition is defined by itself, or by a chain of others without end', () => {
    const cyclic = 'Conditions:\n  A: !Not [Condition: B]\n  B: !And [Condition: A, Condition: A]\n'
    expect(evaluated('!If [A, 1, 2]', cyclic).codes).toEqual(['cloudformation-cycle'])
    const chain = Array.from({ length: 5_000 }, (_, at) => `  C${at}: !Not [Condition: C${at + 1}]\n`).join('')
    const long = `Conditions:\n${chain}  C5000: !Equals [a, a]\n`
    expect(evaluated('!If [C0, 1, 2]', long)).toMatchObject({ codes: [], shown: { if: 'C119', yes: 2, no: 1 } })
  })

  it('keeps defaults of parameters with NoEcho from being shown', () => {
    expect(evaluated('!Ref Secret', SECTIONS).secrets).toEqual(new Set(['hunter2']))
  })
})
