import { allOf, BESIDE_A_SERVICE, type ManagedRow, READS } from './row.ts'

/** Policies for a service as a whole, and for reading of it: `<stem>FullAccess`, `<stem>ReadOnlyAccess`. */
interface Family {
  readonly services: readonly string[]
  /** Services of which the full policy has some as well. */
  readonly also?: readonly string[]
  /** Patterns that the policy for reading has for sure, of the first service. */
  readonly reads?: readonly string[]
}

const GDL = ['Get*', 'Describe*', 'List*']
const GL = ['Get*', 'List*']
const DL = ['Describe*', 'List*']

type Row = readonly [stem: string, services: string, also: string, reads: readonly string[]]

/**
 * By the names before the suffix. Of a family whose reads are empty, nothing is known for sure.
 * Patterns of our own, written in November 2026 after what the AWS Managed Policy Reference Guide and the services' guides
 * describe. They were not compared with the documents themselves: where in doubt the lower bound has less and the upper
 * bound more.
 */
export const FAMILIES: readonly Row[] = [
  [
    'AmazonDynamoDB',
    'dynamodb dax',
    'application-autoscaling datapipeline lambda resource-groups kinesis iam',
    ['Describe*', 'List*', 'GetItem', 'BatchGetItem', 'Query', 'Scan'],
  ],
  ['AmazonEC2', 'ec2 elasticloadbalancing cloudwatch autoscaling', '', ['Describe*']],
  ['AWSLambda', 'lambda', 'states xray', []],
  ['AmazonRDS', 'rds', 'application-autoscaling devops-guru pi outposts', ['Describe*', 'ListTagsForResource']],
  ['AmazonKinesis', 'kinesis', '', GDL],
  ['AmazonKinesisFirehose', 'firehose', '', ['Describe*', 'List*']],
  ['AmazonElastiCache', 'elasticache', 'ec2 s3 outposts firehose kinesis kms', ['Describe*']],
  ['AmazonRoute53', 'route53', 'route53domains apigateway cloudfront elasticbeanstalk', GL],
  [
    'AmazonEC2ContainerRegistry',
    'ecr',
    'cloudtrail',
    [
      'GetAuthorizationToken',
      'BatchCheckLayerAvailability',
      'GetDownloadUrlForLayer',
      'BatchGetImage',
      'DescribeRepositories',
      'ListImages',
      'DescribeImages',
    ],
  ],
  [
    'AmazonECS',
    'ecs',
    'appmesh autoscaling cloudformation codedeploy ec2 elasticloadbalancing events lambda route53 servicediscovery ssm application-autoscaling iam',
    [],
  ],
  [
    'CloudWatch',
    'cloudwatch logs',
    'autoscaling sns oam synthetics xray rum application-signals applicationinsights',
    ['Describe*', 'Get*', 'List*'],
  ],
  ['CloudWatchLogs', 'logs', 'cloudwatch', GDL],
  ['CloudWatchEvents', 'events', 'schemas scheduler pipes', []],
  ['AmazonEventBridge', 'events schemas scheduler pipes', 'secretsmanager iam', []],
  [
    'AWSStepFunctions',
    'states',
    '',
    [
      'ListStateMachines',
      'ListActivities',
      'DescribeStateMachine',
      'DescribeExecution',
      'ListExecutions',
      'GetExecutionHistory',
    ],
  ],
  ['AmazonSSM', 'ssm', 'ec2messages ssmmessages ds ec2', GDL],
  [
    'AWSCloudFormation',
    'cloudformation',
    '',
    ['Describe*', 'EstimateTemplateCost', 'Get*', 'List*', 'ValidateTemplate'],
  ],
  ['AWSCloudTrail', 'cloudtrail', 's3 kms lambda dynamodb', ['Get*', 'Describe*', 'List*', 'LookupEvents']],
  ['AmazonSES', 'ses', '', GL],
  ['AmazonOpenSearchService', 'es', '', GDL],
  ['AmazonES', 'es', '', GDL],
  ['AmazonAthena', 'athena', 'glue s3 lakeformation datazone pricing', []],
  [
    'AmazonRedshift',
    'redshift',
    'ec2 redshift-data redshift-serverless sqlworkbench secretsmanager iam',
    ['Describe*'],
  ],
  ['AmazonMSK', 'kafka', 'ec2 firehose s3 iam', ['Describe*', 'List*', 'Get*']],
  ['AmazonGuardDuty', 'guardduty', 'organizations iam', GDL],
  [
    'AWSSecurityHub',
    'securityhub',
    'guardduty inspector2 organizations iam config',
    ['Get*', 'List*', 'Describe*', 'BatchGet*'],
  ],
  ['AmazonInspector2', 'inspector2', 'codeguru-security organizations iam ec2', []],
  [
    'AWSCodeCommit',
    'codecommit',
    'events codestar-notifications chatbot codestar-connections codeguru-reviewer lambda kms',
    [],
  ],
  ['AWSCodeDeploy', 'codedeploy', 'codestar-notifications chatbot', []],
  [
    'AWSCodePipeline',
    'codepipeline',
    'events codestar-notifications chatbot s3 cloudtrail codebuild codecommit codedeploy',
    [],
  ],
  [
    'AWSBackup',
    'backup',
    'backup-storage rds dynamodb elasticfilesystem ec2 fsx s3 ssm storagegateway kms organizations backup-gateway iam redshift timestream cloudformation',
    [],
  ],
  ['CloudFront', 'cloudfront', 'cloudfront-keyvaluestore waf wafv2 iam kinesis s3', ['Describe*', 'Get*', 'List*']],
  [
    'AWSWAF',
    'waf waf-regional wafv2',
    'elasticloadbalancing apigateway appsync cognito-idp apprunner amplify s3 firehose ec2',
    ['Get*', 'List*'],
  ],
  ['AWSXray', 'xray', '', ['BatchGetTraces', 'GetSamplingRules']],
  [
    'AWSCertificateManager',
    'acm',
    '',
    ['DescribeCertificate', 'ListCertificates', 'GetCertificate', 'ListTagsForCertificate'],
  ],
  ['AmazonBedrock', 'bedrock', 'sagemaker ec2 kms aws-marketplace iam', []],
  ['AWSOrganizations', 'organizations', 'account iam', DL],
  ['AmazonWorkMail', 'workmail', 'ds ec2 kms lambda route53 ses iam', []],
  ['AmazonTextract', 'textract', '', []],
  ['AmazonRekognition', 'rekognition', '', []],
  ['AmazonPolly', 'polly', '', ['DescribeVoices', 'GetLexicon', 'ListLexicons']],
  ['AmazonTranscribe', 'transcribe', 's3', GL],
  ['Comprehend', 'comprehend', 's3 iam', []],
  ['Translate', 'translate', 's3 comprehend iam', []],
  ['AmazonMQ', 'mq', 'ec2 secretsmanager', DL],
  ['AmazonDocDB', '', 'rds ec2 docdb-elastic iam secretsmanager kms', []],
  ['AmazonFSx', '', 'fsx ds ec2 kms s3 firehose route53 iam', []],
  ['AmazonElasticFileSystem', '', 'elasticfilesystem ec2 kms backup', []],
  ['AWSAppMesh', '', 'appmesh acm acm-pca cloudformation servicediscovery', []],
  ['AmazonConnect', 'connect', 'ds ec2 firehose kinesis kms lex lambda s3 iam profile', []],
  ['AmazonTimestream', 'timestream', 'dbqms kms s3', []],
  ['AWSDirectConnect', 'directconnect', 'ec2', ['Describe*', 'List*']],
  ['AmazonGlacier', 'glacier', '', ['DescribeJob', 'DescribeVault', 'GetVaultNotifications', 'ListJobs', 'ListVaults']],
  ['AmazonVPC', '', 'ec2 vpc-lattice network-firewall', []],
  [
    'AmazonSageMaker',
    '',
    'sagemaker application-autoscaling aws-marketplace cloudformation codebuild codecommit cognito-idp ec2 ecr elastic-inference elasticfilesystem events fsx glue groundtruthlabeling iam kms lambda redshift-data robomaker s3 secretsmanager servicecatalog sqs states',
    [],
  ],
  ['AmazonAppStream', 'appstream', 'application-autoscaling ec2 iam s3', ['Get*', 'List*', 'Describe*']],
  ['AWSBatch', 'batch', 'ec2 ecs eks iam', []],
]

const BY_STEM: ReadonlyMap<string, Family> = new Map(
  FAMILIES.map(([stem, services, also, reads]) => [stem, { services: words(services), also: words(also), reads }]),
)

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ')
}

/** Full policies that nothing is known of to have beside their services. */
const NOTHING_BESIDE: ReadonlySet<string> = new Set([
  'AmazonKinesis',
  'AmazonKinesisFirehose',
  'AWSStepFunctions',
  'AWSCloudFormation',
  'AmazonOpenSearchService',
  'AmazonES',
  'AmazonSES',
])

/** A policy of a family; undefined for any other. */
export function familyRow(name: string): ManagedRow | undefined {
  const [, stem = '', suffix = ''] = /^([A-Za-z0-9]+?)_?(FullAccess|ReadOnly|ReadOnlyAccess)$/.exec(name) ?? []
  const family = BY_STEM.get(stem)
  if (family === undefined) return undefined
  const { services, also = [], reads = [] } = family
  if (suffix !== 'FullAccess') {
    const [service] = services
    return { least: service === undefined ? [] : reads.map((read) => `${service}:${read}`), most: READS }
  }
  const least = allOf(...services)
  return NOTHING_BESIDE.has(stem) ? { least } : { least, most: [...allOf(...also), ...BESIDE_A_SERVICE] }
}
