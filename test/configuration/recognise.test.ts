import { describe, expect, it } from 'vitest'
import { configurePolicyFile } from '../../src/core/configuration/policy-document/configure.ts'
import { type FileFormat, recogniseFile } from '../../src/core/configuration/recognise.ts'
import { describeDocument } from './module-double.ts'

const STATEMENT = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'

describe('recogniseFile', () => {
  it.each<[string, string | undefined, FileFormat]>([
    ['main.tf', '', 'terraform'],
    ['a/b.tofu', '', 'terraform'],
    ['main.tf.json', '{}', 'terraform-json'],
    ['prod.auto.tfvars', '', 'tfvars'],
    ['prod.tfvars.json', '{}', 'terraform-json'],
    ['live/terragrunt.hcl', '', 'terragrunt'],
    ['.terraform.lock.hcl', 'provider "x" {}', 'provider-lock'],
    ['.github/countersign.yml', '', 'settings'],
    ['.github/countersign.yaml', '', 'settings'],
    ['countersign.yml', 'a: 1', 'none'],
    ['CODEOWNERS', '', 'settings'],
    ['.github/CODEOWNERS', '', 'settings'],
    ['docs/CODEOWNERS', '', 'settings'],
    ['src/CODEOWNERS', '', 'none'],
    ['policy.json', STATEMENT, 'policy-document'],
    ['policy.json', '{"Statement": {"Effect": "Allow"}}', 'policy-document'],
    ['policy.json', `${STATEMENT.slice(0, -1)}`, 'policy-document'],
    ['policy.jsonc', `// all\n${STATEMENT}`, 'policy-document'],
    ['policy.jsonc', `/* all\n${STATEMENT}`, 'policy-document'],
    ['tsconfig.jsonc', '{"strict": true, // yes\n}', 'none'],
    ['cluster.yaml', 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n', 'policies-within'],
    [
      'rule.yaml',
      'apiVersion: ec2.aws.upbound.io/v1beta1\nkind: SecurityGroupRule\nspec: {forProvider: {fromPort: 22}}\n',
      'policies-within',
    ],
    ['tasks.yml', '- amazon.aws.ec2_security_group:\n    name: shop\n', 'policies-within'],
    ['tasks.yml', '- amazon.aws.ec2_instance:\n    name: shop\n', 'none'],
    ['serverless.yml', 'service: a\nprovider: {name: aws}\nfunctions: {b: {handler: c}}\n', 'cloudformation'],
    ['serverless.json', '{"service": "a", "provider": {"name": "aws"}, "functions": {"b": {}}}', 'cloudformation'],
    ['package.json', '{"name": "x"}', 'none'],
    ['data.json', '[1, 2]', 'none'],
    ['data.json', undefined, 'unreadable'],
    ['stack.json', '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}', 'cloudformation'],
    [
      'stack.json',
      `{"Resources": {"R": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": ${STATEMENT}}}}}`,
      'cloudformation',
    ],
    ['stack.yaml', 'Resources:\n  R:\n    Type: AWS::IAM::Role\n', 'cloudformation'],
    ['stack.json', '{"Resources": {"R": {"\\u0054ype": "\\u0041WS::IAM::Role"}}}', 'cloudformation'],
    ['stack.yaml', 'Resources:\n  R:\n    Type: >-\n      AWS::IAM::Role\n', 'cloudformation'],
    ['stack.yaml', 'Resources:\n  R:\n    Type: "\\x41WS::IAM::Role"\n', 'cloudformation'],
    ['notes.yaml', 'text: AWS::IAM::Role is a type\n', 'none'],
    ['prod.json', '[{"ParameterKey": "Env", "ParameterValue": "prod"}]', 'cloudformation-parameters'],
    ['prod.yaml', '- ParameterKey: Env\n  ParameterValue: prod\n', 'cloudformation-parameters'],
    ['stack.template', "AWSTemplateFormatVersion: '2010-09-09'\n", 'cloudformation'],
    ['stack.cfn', "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n", 'cloudformation'],
    ['stack', '{\n  "AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}', 'cloudformation'],
    ['notes.txt', 'see AWSTemplateFormatVersion: 2010-09-09\n', 'none'],
    ['role.yaml', 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n', 'kubernetes'],
    ['role.yml', 'kind: RoleBinding\n', 'kubernetes'],
    ['list.yaml', 'items:\n  - kind: Role\n', 'kubernetes'],
    ['deployment.yaml', 'kind: Deployment\n', 'none'],
    ['role.json', '{"kind": "ClusterRoleBinding"}', 'kubernetes'],
    [
      'serverless.yml',
      'provider:\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: "*"\n',
      'policies-within',
    ],
    ['gcp.json', '{"bindings": [{"role": "roles/viewer", "members": ["allUsers"]}]}', 'other-access'],
    ['gcp.yaml', 'bindings:\n  - role: roles/viewer\n    members:\n      - group:x@example.com\n', 'other-access'],
    ['team.yaml', 'members:\n  - ann\n  - bob\n', 'none'],
    ['azure.json', '{"permissions": [{"actions": ["*"], "notActions": []}]}', 'other-access'],
    ['README.md', STATEMENT, 'none'],
    ['policies/AdminAccess', STATEMENT, 'policy-document'],
    ['policies/v1.2.0', `\uFEFF\n${STATEMENT}`, 'policy-document'],
    ['policies/reader.tpl', STATEMENT, 'policy-document'],
    ['policies/reader.tpl', STATEMENT.slice(0, -1), 'policy-text'],
    ['policies/reader.tpl', STATEMENT.replace('{"Effect', '%{ for b in buckets }{"Effect'), 'policy-text'],
    ['policies/reader.json', STATEMENT.replace('"s3:*"', '${jsonencode(actions)}'), 'policy-text'],
    ['policies/reader.txt', `{"PolicyVersion": {"VersionId": "v2", "Document": ${STATEMENT}}}`, 'policies-within'],
    ['policies/reader.txt', `what it grants: ${STATEMENT}`, 'none'],
    ['policies/reader', undefined, 'none'],
    ['Makefile', 'all:\n\techo "Statement"', 'none'],
    ['version.json', `{"PolicyVersion": {"VersionId": "v2", "Document": ${STATEMENT}}}`, 'policies-within'],
    ['roles.json', `[{"RoleName": "r", "PolicyDocument": ${STATEMENT}}]`, 'policies-within'],
    ['effects.json', '{"Effect": "blink"}', 'other-access'],
    ['main.go', '', 'none'],
  ])('%s', (path, text, expected) => {
    expect(recogniseFile(path, text)).toBe(expected)
  })
})

describe('a raw policy file', () => {
  const trust =
    '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}'
  const bucket = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}'

  it.each([
    ['policy.json', STATEMENT, 'identity'],
    ['trust.json', trust, 'trust'],
    ['bucket.json', bucket, 'resource'],
    ['scp/deny.json', STATEMENT, 'scp'],
    ['policies/boundary.json', STATEMENT, 'boundary'],
  ])('%s is of the kind that its content and its name say', (path, text, kind) => {
    const access = configurePolicyFile(path, text)
    expect(access.diagnostics).toEqual([])
    expect(access.policies.map((each) => [each.kind, each.holder, each.address])).toEqual([
      [kind, `file:${path}`, path],
    ])
  })

  it('has each element at its place', () => {
    const access = configurePolicyFile('p.json', STATEMENT)
    const [statement] = access.policies[0]?.document.statements ?? []
    const span = statement?.kind === 'statement' ? statement.action.patterns[0]?.spans[0] : undefined
    expect(STATEMENT.slice(span?.start, span?.end)).toBe('"s3:*"')
  })

  it('is opaque and reported where it is broken', () => {
    const access = configurePolicyFile('p.json', STATEMENT.slice(0, -1))
    expect(access.diagnostics.map((each) => each.severity)).toEqual(['error'])
    expect(access.policies.flatMap((each) => describeDocument(each.document))).toEqual(['opaque p.json'])
  })
})
