/** One statement of a policy template: what it allows on which ARNs, with `${Parameter}` in them. */
type TemplateStatement = readonly [service: string, actions: string, resources: readonly string[]]

/**
 * Policy templates of the Serverless Application Model, by name; another one is not known here.
 * Source: "AWS SAM policy templates" and its list, AWS Serverless Application Model Developer Guide, November 2026.
 */
export function policyTemplate(name: string): readonly TemplateStatement[] | undefined {
  return TEMPLATES.get(name)
}

const regional = (service: string, rest: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`
const BUCKET = ['arn:${AWS::Partition}:s3:::${BucketName}', 'arn:${AWS::Partition}:s3:::${BucketName}/*']
const TABLE = [regional('dynamodb', 'table/${TableName}'), regional('dynamodb', 'table/${TableName}/index/*')]
const STREAM = regional('kinesis', 'stream/${StreamName}')
const TOPIC = regional('sns', '${TopicName}')
const QUEUE = regional('sqs', '${QueueName}')
const DELIVERY = regional('firehose', 'deliverystream/${DeliveryStreamName}')
const ANY = ['*']

const TEMPLATES: ReadonlyMap<string, readonly TemplateStatement[]> = new Map<string, readonly TemplateStatement[]>([
  [
    'SQSPollerPolicy',
    [
      [
        'sqs',
        'ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage',
        [QUEUE],
      ],
    ],
  ],
  ['SQSSendMessagePolicy', [['sqs', 'SendMessage*', [QUEUE]]]],
  ['LambdaInvokePolicy', [['lambda', 'InvokeFunction', [regional('lambda', 'function:${FunctionName}*')]]]],
  ['CloudWatchDescribeAlarmHistoryPolicy', [['cloudwatch', 'DescribeAlarmHistory', ANY]]],
  ['CloudWatchPutMetricPolicy', [['cloudwatch', 'PutMetricData', ANY]]],
  ['CloudWatchDashboardPolicy', [['cloudwatch', 'GetDashboard ListDashboards PutDashboard ListMetrics', ANY]]],
  ['EC2DescribePolicy', [['ec2', 'DescribeRegions DescribeInstances', ANY]]],
  ['AMIDescribePolicy', [['ec2', 'DescribeImages', ANY]]],
  [
    'DynamoDBCrudPolicy',
    [
      [
        'dynamodb',
        'GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem',
        TABLE,
      ],
    ],
  ],
  ['DynamoDBReadPolicy', [['dynamodb', 'GetItem Scan Query BatchGetItem DescribeTable', TABLE]]],
  ['DynamoDBWritePolicy', [['dynamodb', 'PutItem UpdateItem BatchWriteItem', TABLE]]],
  ['DynamoDBReconfigurePolicy', [['dynamodb', 'UpdateTable', TABLE.slice(0, 1)]]],
  [
    'DynamoDBStreamReadPolicy',
    [
      [
        'dynamodb',
        'DescribeStream GetRecords GetShardIterator',
        [regional('dynamodb', 'table/${TableName}/stream/${StreamName}')],
      ],
      ['dynamodb', 'ListStreams', [regional('dynamodb', 'table/${TableName}/stream/*')]],
    ],
  ],
  [
    'S3ReadPolicy',
    [['s3', 'GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration', BUCKET]],
  ],
  ['S3WritePolicy', [['s3', 'PutObject PutObjectAcl PutLifecycleConfiguration', BUCKET]]],
  [
    'S3CrudPolicy',
    [
      [
        's3',
        'GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject',
        BUCKET,
      ],
    ],
  ],
  [
    'S3FullAccessPolicy',
    [
      [
        's3',
        'GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
        BUCKET.slice(1),
      ],
      ['s3', 'ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration', BUCKET.slice(0, 1)],
    ],
  ],
  ['SNSPublishMessagePolicy', [['sns', 'Publish', [TOPIC]]]],
  [
    'SNSCrudPolicy',
    [['sns', 'ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish', [`${TOPIC}*`]]],
  ],
  [
    'KinesisStreamReadPolicy',
    [
      ['kinesis', 'ListStreams DescribeLimits', [regional('kinesis', 'stream/*')]],
      ['kinesis', 'DescribeStream DescribeStreamSummary GetRecords GetShardIterator', [STREAM]],
    ],
  ],
  [
    'KinesisCrudPolicy',
    [
      [
        'kinesis',
        'AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream',
        [STREAM],
      ],
    ],
  ],
  ['KMSDecryptPolicy', [['kms', 'Decrypt', [regional('kms', 'key/${KeyId}')]]]],
  ['KMSEncryptPolicy', [['kms', 'Encrypt', [regional('kms', 'key/${KeyId}')]]]],
  ['SSMParameterReadPolicy', parameters('parameter/${ParameterName}')],
  ['SSMParameterWithSlashPrefixReadPolicy', parameters('parameter${ParameterName}')],
  [
    'StepFunctionsExecutionPolicy',
    [['states', 'StartExecution', [regional('states', 'stateMachine:${StateMachineName}')]]],
  ],
  ['AWSSecretsManagerGetSecretValuePolicy', [['secretsmanager', 'GetSecretValue', ['${SecretArn}']]]],
  ['AcmGetCertificatePolicy', [['acm', 'GetCertificate', ['${CertificateArn}']]]],
  ['SESSendBouncePolicy', [['ses', 'SendBounce', [regional('ses', 'identity/${IdentityName}')]]]],
  ['EventBridgePutEventsPolicy', [['events', 'PutEvents', [regional('events', 'event-bus/${EventBusName}')]]]],
  [
    'VPCAccessPolicy',
    [['ec2', 'CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface', ANY]],
  ],
  ['FirehoseWritePolicy', [['firehose', 'PutRecord PutRecordBatch', [DELIVERY]]]],
  [
    'FirehoseCrudPolicy',
    [
      [
        'firehose',
        'CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination',
        [DELIVERY],
      ],
    ],
  ],
  [
    'CloudFormationDescribeStacksPolicy',
    [['cloudformation', 'DescribeStacks', [regional('cloudformation', 'stack/*')]]],
  ],
  ['ElasticsearchHttpPostPolicy', [['es', 'ESHttpPost ESHttpPut', [regional('es', 'domain/${DomainName}/*')]]]],
  ['RekognitionDetectOnlyPolicy', [['rekognition', 'DetectFaces DetectLabels DetectModerationLabels DetectText', ANY]]],
  ['RekognitionLabelsPolicy', [['rekognition', 'DetectLabels DetectModerationLabels', ANY]]],
  ['CodePipelineLambdaExecutionPolicy', [['codepipeline', 'PutJobSuccessResult PutJobFailureResult', ANY]]],
  [
    'Route53ChangeResourceRecordSetsPolicy',
    [['route53', 'ChangeResourceRecordSets', ['arn:${AWS::Partition}:route53:::hostedzone/${HostedZoneId}']]],
  ],
])

function parameters(resource: string): readonly TemplateStatement[] {
  return [
    ['ssm', 'DescribeParameters', ANY],
    ['ssm', 'GetParameters GetParameter GetParametersByPath', [regional('ssm', resource)]],
  ]
}
