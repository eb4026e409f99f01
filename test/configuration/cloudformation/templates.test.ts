import { describe, expect, it } from 'vitest'
import { parseTemplate } from '../../../src/core/configuration/cloudformation/parse-template.ts'
import { renamedResources } from '../../../src/core/configuration/cloudformation/renamed.ts'
import { pairedTemplates } from '../../../src/review/paired-templates.ts'
import { configured } from './template-double.ts'

const ROLE = (name: string) => `
  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}]
`

function template(path: string, text: string) {
  const { template: parsed } = parseTemplate(path, text)
  if (parsed === undefined) throw new Error('a template is expected')
  return parsed
}

describe('parseTemplate', () => {
  it.each([
    ['a.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket}\n'],
    ['a.json', '{"Resources": {"A": {"Type": "Custom::Thing"}}}'],
    ['a.template', '{"AWSTemplateFormatVersion": "2010-09-09"}'],
    ['a.yml', 'Transform: AWS::Serverless-2016-10-31\nResources: {}\n'],
    ['a.json', '{"Resources": {"A": {"Type": "\\u0041WS::S3::Bucket"}}}'],
  ])('knows %s by its shape', (path, text) => {
    expect(parseTemplate(path, text).template?.path).toBe(path)
  })

  it.each([
    ['a.yaml', 'kind: Deployment\n'],
    ['a.yaml', 'resources:\n  A: {Type: AWS::S3::Bucket}\n'],
    ['a.json', '{"Resources": ["a"]}'],
    ['a.json', '[]'],
  ])('takes %s for none without it', (path, text) => {
    expect(parseTemplate(path, text)).toEqual({ template: undefined, diagnostics: [] })
  })

  it('reports sections that CloudFormation does not know, and those that are no maps', () => {
    const { diagnostics } = parseTemplate('a.yaml', 'AWSTemplateFormatVersion: x\nResource: {}\nResources: []\n')
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'cloudformation-unknown-section',
      'cloudformation-section-shape',
    ])
  })
})

describe('configureTemplate', () => {
  it('leaves out a resource whose condition is false, and gives the condition of one that may be there', () => {
    const text = `Parameters: {P: {Type: String, Default: a}}\nConditions: {C: !Equals [!Ref P, b]}\nResources:${ROLE('R').replace('Type', 'Condition: C\n    Type')}`
    expect(configured({ 'stack.yaml': text }).policies).toEqual([])
    const { policies, conditions } = configured({ 'stack.yaml': text }, 'unset')
    expect([...conditions.values()]).toEqual(['P = b'])
    expect(policies[0]?.document.statements[0]).toMatchObject({ conditions: [{ kind: 'opaque' }] })
  })

  it('follows nested stacks through parameters and outputs, and ends where one deploys itself', () => {
    const nested = (name: string, url: string) =>
      `\n  ${name}:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ${url}}\n`
    const files = {
      'stack.yaml': `Resources:${nested('Child', 'lib/child.yaml')}${ROLE('R').replace('ec2.amazonaws.com', '!GetAtt Child.Outputs.Service')}`,
      'lib/child.yaml': `Resources:${nested('Itself', 'child.yaml')}${ROLE('Inner')}\nOutputs: {Service: {Value: ecs.amazonaws.com}}\n`,
    }
    const { policies, addresses, read } = configured(files)
    expect(policies.map(({ address }) => address).slice(0, 3)).toEqual(['R', 'Child/Inner', 'Child/Itself/Inner'])
    expect(JSON.stringify(policies[0]?.document)).toContain('ecs.amazonaws.com')
    expect(addresses.size).toBeLessThan(20)
    expect(read).toEqual(['lib/child.yaml', 'stack.yaml'])
  })

  it('asks for nested templates that are not loaded, and never for paths outside of the repository', () => {
    const stack = (url: string) =>
      `Resources:\n  A:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: '${url}'}\n`
    for (const url of ['../x.yaml', 'https://x/y.yaml', '/etc/passwd', 's3://a/b']) {
      const { wanted, opaque } = configured({ 'stack.yaml': stack(url) })
      expect(wanted).toEqual([])
      expect(opaque).toMatchObject([{ address: 'A', reason: expect.stringContaining('is not') }])
    }
  })

  it('says what it does not read, with the properties that speak of access', () => {
    const text = `Resources:\n  G:\n    Type: AWS::New::Thing\n    Properties: {Principals: ['*'], Size: 1}\n`
    expect(configured({ 'stack.yaml': text }).opaque).toMatchObject([
      { address: 'G', reason: 'AWS::New::Thing is not analysed yet; Principals may give access' },
    ])
  })

  it('stops at its step limit and says so', () => {
    const list = `[${Array.from({ length: 400 }, (_, at) => `v${at}`).join(', ')}]`
    const loop = (name: string, inner: string) => `{'Fn::ForEach::${name}': [${name}, ${list}, ${inner}]}`
    const body = loop('A', `{'x\${A}': ${loop('B', `{'y\${B}': [a, b, c, d]}`)}}`)
    const text = `Transform: AWS::LanguageExtensions\nResources:\n  R: {Type: Custom::Big, Properties: {Policy: ${body}}}\n`
    expect(configured({ 'stack.yaml': text }).diagnostics.map(({ code }) => code)).toContain(
      'cloudformation-step-limit',
    )
  })
})

describe('renamedResources', () => {
  it('pairs what is the same but for its ids, and nothing else', () => {
    const base = template(
      'a.yaml',
      `Resources:${ROLE('A')}${ROLE('B').replace('ec2', 'ecs')}  P: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref A]}}\n`,
    )
    const head = template(
      'a.yaml',
      `Resources:${ROLE('X')}${ROLE('Y').replace('ec2', 'eks')}  Q: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref X]}}\n`,
    )
    expect(renamedResources(base, head)).toEqual(
      new Map([
        ['X', 'A'],
        ['Q', 'P'],
      ]),
    )
  })
})

describe('pairedTemplates', () => {
  it('pairs a file that was renamed within its folder, not one that moved to another', () => {
    const text = `Resources:${ROLE('A')}`
    const of = (...paths: readonly string[]) => new Map(paths.map((path) => [path, template(path, text)]))
    const pairs = (base: readonly string[], head: readonly string[]) =>
      pairedTemplates(of(...base), of(...head)).map((pair) => [pair.base?.path, pair.head?.path])
    expect(pairs(['a/old.yaml'], ['a/new.json'])).toEqual([['a/old.yaml', 'a/new.json']])
    expect(pairs(['test/a.yaml'], ['prod/a.yaml'])).toEqual([
      [undefined, 'prod/a.yaml'],
      ['test/a.yaml', undefined],
    ])
  })
})
