import { expect, it } from 'vitest'
import { parseTemplate } from '../../../src/core/configuration/cloudformation/parse-template.ts'
import { settledResources } from '../../../src/core/configuration/cloudformation/settled-resources.ts'

function settled(resources: string): readonly string[] {
  const text = `AWSTemplateFormatVersion: '2010-09-09'\nConditions:\n  On: !Equals [!Ref AWS::Region, x]\nResources:\n${resources}`
  const { template } = parseTemplate('stack.yaml', text)
  if (template === undefined) throw new Error('it is a template')
  return [...settledResources(template)]
}

const topic = (id: string, body: string) => `  ${id}:\n    Type: AWS::SNS::Topic\n    ${body}\n`

it('knows what no condition says anything of', () => {
  expect(settled(topic('A', 'Properties: {TopicName: a}') + topic('B', 'Properties: {TopicName: !Ref A}'))).toEqual([
    'A',
    'B',
  ])
})

it.each([
  'Condition: On',
  'Properties: {TopicName: !If [On, a, b]}',
  'Properties: {Tags: [{Key: a, Value: !If [On, a, b]}]}',
  "Properties: {TopicName: {'Fn::Equals': [a, b]}}",
  'Properties: {TopicName: !Condition On}',
  'Properties: {TopicName: !FindInMap [Names, !Ref AWS::Region, x]}',
  "Properties: {TopicName: {'Fn::Transform': {Name: Own}}}",
  "Properties: {'Fn::ForEach::X': [X, [a], {'Tag${X}': a}]}",
  'Properties: {TopicName: !Ref {Ref: B}}',
  "Properties: {TopicName: {'Fn::GetAtt': [!Ref B, Arn]}}",
])('does not know it where the resource says %s', (body) => {
  expect(settled(topic('A', body) + topic('C', 'Properties: {TopicName: c}'))).toEqual(['C'])
})

it('does not know it of what refers to such a resource, directly or through others', () => {
  const own = topic('A', 'Condition: On')
  expect(settled(own + topic('B', 'Properties: {TopicName: !Sub "x-${A.TopicName}"}'))).toEqual([])
  expect(settled(own + topic('B', 'Properties: {TopicName: !GetAtt A.Name}') + topic('C', 'DependsOn: [B]'))).toEqual(
    [],
  )
})

it('does not know it of a nested stack, and keeps the conditions of policies apart', () => {
  expect(settled('  A:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: a.yaml}\n')).toEqual([])
  const policy = topic(
    'A',
    "Properties: {PolicyDocument: {Statement: [{Condition: {Bool: {'aws:SecureTransport': true}}}]}}",
  )
  expect(settled(policy)).toEqual(['A'])
})
