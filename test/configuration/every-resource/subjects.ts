import { type Arguments, type Scenario, UNKNOWN, type Written } from './scenario.ts'

type Row = readonly [type: string, attribute: string, guard: string, argument: string, rest?: Arguments]

const WEB_ACL = ['aws_wafv2_web_acl_association', 'resource_arn', { web_acl_arn: 'one' }] as const

const DENY: Written = { special: 'document', statements: [{ Effect: 'Deny', Action: ['iam:*'], Resource: '*' }] }

/** What is protected by another resource, which names it by an attribute: when both go, nothing is lost. */
const PROTECTED: readonly Row[] = [
  ...['aws_lb', 'aws_alb', 'aws_api_gateway_stage', 'aws_appsync_graphql_api', 'aws_cognito_user_pool'].map(
    (type): Row => [type, 'arn', ...WEB_ACL],
  ),
  ['aws_apprunner_service', 'arn', ...WEB_ACL],
  ['aws_vpc', 'id', 'aws_flow_log', 'vpc_id'],
  ['aws_default_vpc', 'id', 'aws_flow_log', 'vpc_id'],
  ['aws_subnet', 'id', 'aws_flow_log', 'subnet_id'],
  ['aws_network_interface', 'id', 'aws_flow_log', 'eni_id'],
  ['aws_ec2_transit_gateway', 'id', 'aws_flow_log', 'transit_gateway_id'],
  ['aws_ec2_transit_gateway_vpc_attachment', 'id', 'aws_flow_log', 'transit_gateway_attachment_id'],
  ['aws_subnet', 'id', 'aws_network_acl_association', 'subnet_id', { network_acl_id: 'one' }],
  ['aws_backup_vault', 'name', 'aws_backup_vault_lock_configuration', 'backup_vault_name'],
  ['aws_iam_group', 'name', 'aws_iam_group_policy', 'group', { policy: DENY }],
  ['aws_iam_user', 'name', 'aws_iam_user_policy', 'user', { policy: DENY }],
  ['aws_s3_bucket', 'id', 'aws_s3_bucket_public_access_block', 'bucket', { block_public_acls: true }],
]

/** Arguments with which a subject gives no access itself. */
const QUIET: Readonly<Record<string, Arguments>> = {
  aws_lb: { internal: true },
  aws_alb: { internal: true },
  aws_backup_vault: { name: 'it' },
  aws_iam_group: { name: 'it' },
  aws_iam_user: { name: 'it' },
  aws_s3_bucket: { bucket: 'it' },
  aws_appsync_graphql_api: { visibility: 'PRIVATE', authentication_type: 'AWS_IAM' },
  aws_apprunner_service: { network_configuration: { ingress_configuration: { is_publicly_accessible: false } } },
}

/** The guard goes while its subject stays; of `together` both go. */
export interface SubjectScenario extends Scenario {
  readonly subject: string
  readonly beside: Readonly<Record<string, Arguments>>
}

export function subjectScenarios(): readonly SubjectScenario[] {
  return PROTECTED.map(([subject, attribute, type, argument, rest = {}]) => {
    const named: Written = { special: 'reference', to: subject, attribute }
    const there = { ...rest, [argument]: named }
    const beside = { [subject]: QUIET[subject] ?? {} }
    const states = { less: there, more: 'nothing', known: there, unknown: { ...there, count: UNKNOWN } } as const
    const kind = type.startsWith('aws_iam_') ? 'identity' : 'guardrail'
    return { type, kind, ...states, paths: [argument], beside, subject }
  })
}
