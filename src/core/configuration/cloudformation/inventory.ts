import type { DeclaredResource, Inventory } from '../../authorization/inventory.ts'
import { hasWord } from '../../text/has-word.ts'
import type { Value } from '../../value/value.ts'
import { declaredResource } from '../terraform/access/declared-resource.ts'
import { physicalNameOf } from './physical-names.ts'
import type { Stack, StackResource } from './stack.ts'
import { taggedResources } from './tagged-resources.ts'
import { valueAt } from './translate/property-path.ts'

/** What stacks declare, and what their templates say. */
export function inventoryOf(stacks: readonly Stack[]): Inventory {
  const texts = [...new Set(stacks.map(({ template }) => template.whole))].flatMap(textsIn)
  return {
    resources: stacks.flatMap((stack) => stack.resources().flatMap((resource) => declaredIn(resource) ?? [])),
    mentions: (name) => texts.some((text) => hasWord(text, name)),
    tagged: () => taggedResources(stacks),
  }
}

/** Types of which it can be told whether one is new, in Terraform's terms, and where their ARN is not `Arn`. */
const TYPES: ReadonlyMap<string, readonly [type: string, arn?: string]> = new Map([
  ['AWS::IAM::Role', ['aws_iam_role']],
  ['AWS::IAM::User', ['aws_iam_user']],
  ['AWS::IAM::Group', ['aws_iam_group']],
  ['AWS::IAM::InstanceProfile', ['aws_iam_instance_profile']],
  ['AWS::S3::Bucket', ['aws_s3_bucket']],
  ['AWS::SQS::Queue', ['aws_sqs_queue']],
  ['AWS::SNS::Topic', ['aws_sns_topic', 'TopicArn']],
  ['AWS::DynamoDB::Table', ['aws_dynamodb_table']],
  ['AWS::Kinesis::Stream', ['aws_kinesis_stream']],
  ['AWS::Logs::LogGroup', ['aws_cloudwatch_log_group']],
  ['AWS::Events::EventBus', ['aws_cloudwatch_event_bus']],
  ['AWS::SecretsManager::Secret', ['aws_secretsmanager_secret', 'Id']],
  ['AWS::KMS::Key', ['aws_kms_key']],
  ['AWS::Lambda::Function', ['aws_lambda_function']],
  ['AWS::StepFunctions::StateMachine', ['aws_sfn_state_machine']],
  ['AWS::ECR::Repository', ['aws_ecr_repository']],
  ['AWS::EFS::FileSystem', ['aws_efs_file_system']],
])

function declaredIn(resource: StackResource): DeclaredResource | undefined {
  const { stack, address, identity, presence } = resource
  const row = TYPES.get(resource.type)
  if (row === undefined) return undefined
  const [type, arn = 'Arn'] = row
  const { ref, property } = physicalNameOf(resource.type)
  const named = property === undefined ? undefined : valueAt(resource.properties(), property)
  const asked = {
    type,
    address,
    identity,
    account: `${stack.run.deployment}/`,
    written: () => (named?.kind === 'null' ? undefined : named),
    attribute: (name: string) => (name !== 'arn' || arn === ref ? resource.reference() : resource.attribute(arn)),
  }
  return declaredResource(asked, presence.length > 0)
}

/** Every literal text of a template, but for the names of its parts. */
function textsIn(whole: Value): readonly string[] {
  const texts: string[] = []
  const open: Value[] = [whole]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value.kind === 'text') texts.push(...value.parts.flatMap((part) => (part.kind === 'literal' ? part.text : [])))
    if (value.kind === 'list') open.push(...value.items)
    if (value.kind === 'map') open.push(...[...value.entries.values()].map((entry) => entry.value))
  }
  return texts
}
