import type { ResourceAdapter } from '../../../src/core/configuration/terraform/access/adapter.ts'
import { allAdapters } from '../../../src/core/configuration/terraform/access/adapters.ts'
import { type Arguments, put, type Scenario, type Special, UNKNOWN, type Written } from './scenario.ts'

/** What a document of a type says, beside what a policy of a resource says. */
const KINDS: Readonly<Record<string, Scenario['kind']>> = {
  aws_iam_policy: 'identity',
  aws_iam_role_policy: 'identity',
  aws_iam_user_policy: 'identity',
  aws_iam_group_policy: 'identity',
  aws_iot_policy: 'identity',
  aws_ssoadmin_permission_set_inline_policy: 'identity',
  aws_iam_role: 'trust',
}

/** A scenario for each argument of each type that holds a document. */
export function policyScenarios(): readonly Scenario[] {
  return [
    ...allAdapters()
      .filter(({ type }) => type !== CONTROL)
      .flatMap(scenariosOf),
    policyScenario(CONTROL, 'content', 'scp', { name: 'it', type: 'SERVICE_CONTROL_POLICY' }),
    policyScenario(CONTROL, 'content', 'rcp', { name: 'it', type: 'RESOURCE_CONTROL_POLICY' }),
  ]
}

/** Its argument `type` says what its document is. */
const CONTROL = 'aws_organizations_policy'

function scenariosOf({ type, documents, reads }: ResourceAdapter): readonly Scenario[] {
  // An OpenAPI document says more than a policy.
  return documents
    .filter((path) => path !== 'body')
    .map((path) => {
      const names = reads.filter((name) => !documents.includes(name) && !['id', 'arn', 'url'].includes(name))
      const holder = Object.fromEntries(names.map((name): [string, Written] => [name, 'it']))
      if (path === 'inline_policy' && type === 'aws_iam_role') {
        return policyScenario(type, 'inline_policy.policy', 'identity', {
          ...holder,
          inline_policy: { name: 'inline' },
        })
      }
      return policyScenario(type, path, KINDS[type] ?? 'resource', { ...holder, ...ARN_HOLDERS[type] })
    })
}

/** Types whose policy is of what their ARN names. */
const ARN_HOLDERS: Readonly<Record<string, Arguments>> = {
  aws_sns_topic_policy: { arn: 'arn:aws:sns:eu-west-1:111122223333:it' },
}

function policyScenario(type: string, path: string, kind: Scenario['kind'], fixed: Arguments): Scenario {
  const [less, more, unknown] = variantsOf(kind).map(
    (statement): Special => ({ special: 'document', statements: [statement] }),
  )
  const [known, other] = [put(fixed, path, less), put(fixed, path, more)]
  return { type, kind, less: known, more: other, known, unknown: put(fixed, path, unknown), paths: [path] }
}

const ONE = 'arn:aws:iam::111122223333:root'
const OTHER = 'arn:aws:iam::444455556666:root'

/** A statement that gives less, one that gives more, and one of which nobody knows what it gives. */
function variantsOf(kind: Scenario['kind']): readonly Arguments[] {
  const read = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' }
  if (kind === 'identity')
    return [read, { ...read, Action: ['s3:GetObject', 's3:PutObject'] }, { ...read, Action: UNKNOWN }]
  if (kind === 'scp' || kind === 'rcp') {
    const principal = kind === 'rcp' ? { Principal: '*' } : {}
    const deny = { ...principal, Effect: 'Deny', Action: ['s3:DeleteBucket', 'iam:CreateUser'], Resource: '*' }
    return [deny, { ...deny, Action: ['s3:DeleteBucket'] }, { ...deny, Action: UNKNOWN }]
  }
  const action = kind === 'trust' ? { Action: 'sts:AssumeRole' } : { Action: '*', Resource: '*' }
  const allow = (principal: Written): Arguments => ({ Effect: 'Allow', Principal: { AWS: principal }, ...action })
  return [allow([ONE]), allow([ONE, OTHER]), allow(UNKNOWN)]
}
