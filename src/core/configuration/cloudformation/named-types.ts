/** A type whose resources policies name, in Terraform's terms. */
export interface NamedType {
  readonly type: string
  /** The attribute that is its ARN, where that is not `Arn`. */
  readonly arn?: string
  /** The property that names it, where `physicalNameOf` has none. */
  readonly name?: string
  /** It can be told whether one is new. */
  readonly isTellable?: true
  /** It holds data. */
  readonly holdsData?: true
}

type Row = readonly [from: string, to: string, given?: Pick<NamedType, 'arn' | 'name'>]

/** Who acts, and what carries messages on: no data is in them. */
const PRINCIPALS: readonly Row[] = [
  ['AWS::IAM::Role', 'aws_iam_role'],
  ['AWS::IAM::User', 'aws_iam_user'],
  ['AWS::IAM::Group', 'aws_iam_group'],
  ['AWS::IAM::InstanceProfile', 'aws_iam_instance_profile'],
  ['AWS::Events::EventBus', 'aws_cloudwatch_event_bus'],
]

const DATA: readonly Row[] = [
  ['AWS::S3::Bucket', 'aws_s3_bucket'],
  ['AWS::SQS::Queue', 'aws_sqs_queue'],
  ['AWS::SNS::Topic', 'aws_sns_topic', { arn: 'TopicArn' }],
  ['AWS::DynamoDB::Table', 'aws_dynamodb_table'],
  ['AWS::Kinesis::Stream', 'aws_kinesis_stream'],
  ['AWS::Logs::LogGroup', 'aws_cloudwatch_log_group'],
  ['AWS::SecretsManager::Secret', 'aws_secretsmanager_secret', { arn: 'Id' }],
  ['AWS::KMS::Key', 'aws_kms_key'],
  ['AWS::Lambda::Function', 'aws_lambda_function'],
  ['AWS::StepFunctions::StateMachine', 'aws_sfn_state_machine'],
  ['AWS::ECR::Repository', 'aws_ecr_repository'],
  ['AWS::EFS::FileSystem', 'aws_efs_file_system'],
]

/** Of these it is not told whether one is new: their names or ARNs are not all known. */
const FURTHER_DATA: readonly Row[] = [
  ['AWS::DynamoDB::GlobalTable', 'aws_dynamodb_table', { name: 'TableName' }],
  ['AWS::Serverless::SimpleTable', 'aws_dynamodb_table'],
  ['AWS::KinesisFirehose::DeliveryStream', 'aws_kinesis_firehose_delivery_stream', { name: 'DeliveryStreamName' }],
  ['AWS::SSM::Parameter', 'aws_ssm_parameter', { name: 'Name' }],
  ['AWS::Serverless::Function', 'aws_lambda_function'],
  ['AWS::RDS::DBInstance', 'aws_db_instance', { name: 'DBInstanceIdentifier' }],
  ['AWS::RDS::DBCluster', 'aws_rds_cluster', { name: 'DBClusterIdentifier' }],
  ['AWS::DocDB::DBCluster', 'aws_docdb_cluster', { name: 'DBClusterIdentifier' }],
  ['AWS::Neptune::DBCluster', 'aws_neptune_cluster', { name: 'DBClusterIdentifier' }],
  ['AWS::Redshift::Cluster', 'aws_redshift_cluster', { name: 'ClusterIdentifier' }],
  ['AWS::OpenSearchService::Domain', 'aws_opensearch_domain'],
  ['AWS::Elasticsearch::Domain', 'aws_elasticsearch_domain'],
  ['AWS::Backup::BackupVault', 'aws_backup_vault'],
]

const TABLE: ReadonlyMap<string, NamedType> = new Map([
  ...PRINCIPALS.map((row) => named(row, { isTellable: true })),
  ...DATA.map((row) => named(row, { isTellable: true, holdsData: true })),
  ...FURTHER_DATA.map((row) => named(row, { holdsData: true })),
])

function named([from, type, given]: Row, kind: Partial<NamedType>): readonly [string, NamedType] {
  return [from, { type, ...given, ...kind }]
}

/** How others name resources of a type of CloudFormation; undefined where that is not read. */
export function namedType(type: string): NamedType | undefined {
  return TABLE.get(type)
}
