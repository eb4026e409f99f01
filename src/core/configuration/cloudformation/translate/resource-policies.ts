import { type MapEntry, textOf, type Value } from '../../../value/value.ts'
import type { StackResource } from '../stack.ts'
import { valueAt } from './property-path.ts'
import type { Translation } from './translation.ts'

type Row = readonly [
  from: string,
  to: string,
  document: readonly [argument: string, property: string],
  holder: readonly [argument: string, place: string],
]

/** Types with a policy: the argument and the property of the document, and of what names whom it belongs to. */
const POLICIES: readonly Row[] = [
  ['AWS::S3::BucketPolicy', 'aws_s3_bucket_policy', ['policy', 'PolicyDocument'], ['bucket', 'Bucket']],
  [
    'AWS::S3ObjectLambda::AccessPointPolicy',
    'aws_s3control_object_lambda_access_point_policy',
    ['policy', 'PolicyDocument'],
    ['name', 'ObjectLambdaAccessPoint'],
  ],
  ['AWS::S3Outposts::BucketPolicy', 'aws_s3control_bucket_policy', ['policy', 'PolicyDocument'], ['bucket', 'Bucket']],
  [
    'AWS::S3Tables::TableBucketPolicy',
    'aws_s3tables_table_bucket_policy',
    ['resource_policy', 'ResourcePolicy'],
    ['table_bucket_arn', 'TableBucketARN'],
  ],
  ['AWS::SQS::QueueInlinePolicy', 'aws_sqs_queue_policy', ['policy', 'PolicyDocument'], ['queue_url', 'Queue']],
  ['AWS::SNS::TopicInlinePolicy', 'aws_sns_topic_policy', ['policy', 'PolicyDocument'], ['arn', 'TopicArn']],
  ['AWS::KMS::ReplicaKey', 'aws_kms_replica_key', ['policy', 'KeyPolicy'], ['id', '@Ref']],
  [
    'AWS::SecretsManager::ResourcePolicy',
    'aws_secretsmanager_secret_policy',
    ['policy', 'ResourcePolicy'],
    ['secret_arn', 'SecretId'],
  ],
  ['AWS::ECR::Repository', 'aws_ecr_repository_policy', ['policy', 'RepositoryPolicyText'], ['repository', '@Ref']],
  [
    'AWS::ECR::PublicRepository',
    'aws_ecrpublic_repository_policy',
    ['policy', 'RepositoryPolicyText'],
    ['repository_name', '@Ref'],
  ],
  ['AWS::ECR::RegistryPolicy', 'aws_ecr_registry_policy', ['policy', 'PolicyText'], ['id', '@RegistryId']],
  ['AWS::EFS::FileSystem', 'aws_efs_file_system_policy', ['policy', 'FileSystemPolicy'], ['file_system_id', '@Ref']],
  [
    'AWS::Logs::ResourcePolicy',
    'aws_cloudwatch_log_resource_policy',
    ['policy_document', 'PolicyDocument'],
    ['policy_name', 'PolicyName'],
  ],
  [
    'AWS::Logs::Destination',
    'aws_cloudwatch_log_destination_policy',
    ['access_policy', 'DestinationPolicy'],
    ['destination_name', '@Ref'],
  ],
  ['AWS::Backup::BackupVault', 'aws_backup_vault_policy', ['policy', 'AccessPolicy'], ['backup_vault_name', '@Ref']],
  [
    'AWS::CodeArtifact::Domain',
    'aws_codeartifact_domain_permissions_policy',
    ['policy_document', 'PermissionsPolicyDocument'],
    ['domain', 'DomainName'],
  ],
  [
    'AWS::CodeArtifact::Repository',
    'aws_codeartifact_repository_permissions_policy',
    ['policy_document', 'PermissionsPolicyDocument'],
    ['repository', 'RepositoryName'],
  ],
  [
    'AWS::DynamoDB::Table',
    'aws_dynamodb_resource_policy',
    ['policy', 'ResourcePolicy.PolicyDocument'],
    ['resource_arn', '@Arn'],
  ],
  [
    'AWS::Kinesis::ResourcePolicy',
    'aws_kinesis_resource_policy',
    ['policy', 'ResourcePolicy'],
    ['resource_arn', 'ResourceArn'],
  ],
  ['AWS::EC2::VPCEndpoint', 'aws_vpc_endpoint', ['policy', 'PolicyDocument'], ['id', '@Ref']],
  [
    'AWS::VpcLattice::AuthPolicy',
    'aws_vpclattice_auth_policy',
    ['policy', 'Policy'],
    ['resource_identifier', 'ResourceIdentifier'],
  ],
  [
    'AWS::VpcLattice::ResourcePolicy',
    'aws_vpclattice_resource_policy',
    ['policy', 'Policy'],
    ['resource_arn', 'ResourceArn'],
  ],
  ['AWS::Oam::Sink', 'aws_oam_sink_policy', ['policy', 'Policy'], ['sink_identifier', '@Ref']],
  [
    'AWS::EventSchemas::RegistryPolicy',
    'aws_schemas_registry_policy',
    ['policy', 'Policy'],
    ['registry_name', 'RegistryName'],
  ],
  ['AWS::IoT::Policy', 'aws_iot_policy', ['policy', 'PolicyDocument'], ['name', '@Ref']],
  ['AWS::Organizations::ResourcePolicy', 'aws_organizations_resource_policy', ['content', 'Content'], ['id', '@Ref']],
]

/** Types whose policy belongs to each of a list. */
const LISTED: readonly Row[] = [
  ['AWS::SQS::QueuePolicy', 'aws_sqs_queue_policy', ['policy', 'PolicyDocument'], ['queue_url', 'Queues']],
  ['AWS::SNS::TopicPolicy', 'aws_sns_topic_policy', ['policy', 'PolicyDocument'], ['arn', 'Topics']],
]

/**
 * Policies of resources. Source: the resources' pages, AWS CloudFormation Template Reference.
 */
export const RESOURCE_POLICY_TRANSLATIONS: readonly Translation[] = [
  ...POLICIES.map(([from, to, [argument, property], [holder, place]]): Translation => {
    return { from, to, shared: true, arguments: { [argument]: property, [holder]: place } }
  }),
  ...LISTED.map(([from, to, [argument, property], [holder, list]]): Translation => {
    return { from, to, arguments: { [argument]: property }, each: { property: list, arguments: { [holder]: '' } } }
  }),
  {
    from: 'AWS::Lambda::Permission',
    to: 'aws_lambda_permission',
    shared: true,
    arguments: { principal_org_id: 'PrincipalOrgID' },
  },
  {
    from: 'AWS::Lambda::LayerVersionPermission',
    to: 'aws_lambda_layer_version_permission',
    shared: true,
    arguments: { layer_name: 'LayerVersionArn', version_number: '=1' },
  },
  {
    from: 'AWS::Events::EventBusPolicy',
    to: 'aws_cloudwatch_event_bus_policy',
    arguments: {},
    made: (resource) => ({ event_bus_name: busOf(resource), policy: busPolicy(resource) }),
    alsoReads: ['EventBusName', 'Statement', 'StatementId', 'Action', 'Principal', 'Condition'],
  },
]

function busOf(resource: StackResource): Value {
  return valueAt(resource.properties(), 'EventBusName') ?? textOf('default', [resource.header])
}

/**
 * A statement, or what stood for one before: who may do what, if of an organization only.
 * Source: "AWS::Events::EventBusPolicy", AWS CloudFormation Template Reference.
 */
function busPolicy(resource: StackResource): Value {
  const { header } = resource
  const properties = resource.properties()
  const statement = valueAt(properties, 'Statement') ?? olderStatement(resource, properties)
  return mapOf({ Version: textOf('2012-10-17', [header]), Statement: statement }, resource)
}

function olderStatement(resource: StackResource, properties: Value): Value {
  const { header } = resource
  const principal = valueAt(properties, 'Principal') ?? textOf('*', [header])
  const condition = valueAt(properties, 'Condition')
  const [type, key, value] = ['Type', 'Key', 'Value'].map((name) =>
    condition === undefined ? undefined : valueAt(condition, name),
  )
  const operator =
    type?.kind === 'text' ? type.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('') : undefined
  const name =
    key?.kind === 'text' ? key.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('') : undefined
  const isRead = operator !== undefined && name !== undefined && value !== undefined
  const limited = isRead
    ? { Condition: mapOf({ [operator]: mapOf({ [name]: value }, resource) }, resource) }
    : condition === undefined
      ? {}
      : { Condition: condition }
  return mapOf(
    {
      Effect: textOf('Allow', [header]),
      Principal: mapOf({ AWS: principal }, resource),
      Action: valueAt(properties, 'Action') ?? textOf('events:PutEvents', [header]),
      Resource: textOf('*', [header]),
      ...limited,
    },
    resource,
  )
}

function mapOf(members: Readonly<Record<string, Value>>, { header }: StackResource): Value {
  const entries = Object.entries(members).map(([name, value]): readonly [string, MapEntry] => [
    name,
    { keySpan: header, value },
  ])
  return { kind: 'map', collection: 'object', entries: new Map(entries), spans: [header] }
}
