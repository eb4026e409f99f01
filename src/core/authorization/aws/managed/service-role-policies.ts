import { actions, allOf, type ManagedRow, on, READS } from './row.ts'

const WRITE_LOGS = actions('logs', 'CreateLogGroup', 'CreateLogStream', 'PutLogEvents')
const WRITE_TRACES = actions(
  'xray',
  'PutTraceSegments',
  'PutTelemetryRecords',
  'GetSamplingRules',
  'GetSamplingTargets',
  'GetSamplingStatisticSummaries',
)
const ON_LOAD_BALANCERS = actions(
  'elasticloadbalancing',
  'DescribeTargetGroups',
  'DescribeListeners',
  'ModifyListener',
  'DescribeRules',
  'ModifyRule',
)
const MOVE_TASKS = actions('ecs', 'DescribeServices', 'CreateTaskSet', 'UpdateServicePrimaryTaskSet', 'DeleteTaskSet')
const READ_REVISION = actions('s3', 'GetObject', 'GetObjectVersion')

/**
 * The well-known policies for what runs by itself: functions, agents and deployments.
 * Patterns of our own, written in November 2026 after what the AWS Managed Policy Reference Guide and the services' guides
 * describe. They were not compared with the documents themselves: where in doubt the lower bound has less and the upper
 * bound more.
 */
export const SERVICE_ROLE_POLICIES: readonly (readonly [name: string, row: ManagedRow])[] = [
  [
    'CloudWatchAgentServerPolicy',
    {
      least: [
        'cloudwatch:PutMetricData',
        ...actions('ec2', 'DescribeTags', 'DescribeVolumes'),
        ...actions(
          'logs',
          'CreateLogGroup',
          'CreateLogStream',
          'DescribeLogGroups',
          'DescribeLogStreams',
          'PutLogEvents',
        ),
        'ssm:GetParameter @ arn:*:ssm:*:*:parameter/AmazonCloudWatch-*',
      ],
      most: [...actions('logs', 'PutRetentionPolicy'), ...allOf('xray')],
    },
  ],
  [
    'AmazonSSMManagedInstanceCore',
    {
      least: [
        ...actions(
          'ssm',
          'DescribeAssociation',
          'DescribeDocument',
          'GetDocument',
          'GetParameter',
          'GetParameters',
          'ListAssociations',
          'PutInventory',
          'UpdateInstanceInformation',
        ),
        ...actions('ssmmessages', 'CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'),
        ...actions('ec2messages', 'AcknowledgeMessage', 'GetMessages', 'SendReply'),
      ],
      most: allOf('ssm', 'ssmmessages', 'ec2messages'),
    },
  ],
  ['AWSXRayDaemonWriteAccess', { least: WRITE_TRACES, most: allOf('xray') }],
  ['AWSXrayWriteOnlyAccess', { least: WRITE_TRACES, most: allOf('xray') }],
  ['service-role/AWSLambdaBasicExecutionRole', { least: WRITE_LOGS }],
  [
    'service-role/AWSLambdaVPCAccessExecutionRole',
    {
      least: [
        ...WRITE_LOGS,
        ...actions(
          'ec2',
          'CreateNetworkInterface',
          'DeleteNetworkInterface',
          'DescribeNetworkInterfaces',
          'AssignPrivateIpAddresses',
          'UnassignPrivateIpAddresses',
        ),
      ],
      most: ['ec2:Describe*', 'ec2:Get*'],
    },
  ],
  [
    'service-role/AWSLambdaSQSQueueExecutionRole',
    { least: [...WRITE_LOGS, ...actions('sqs', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes')] },
  ],
  [
    'service-role/AWSLambdaDynamoDBExecutionRole',
    {
      least: [...WRITE_LOGS, ...actions('dynamodb', 'DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams')],
    },
  ],
  [
    'service-role/AWSLambdaKinesisExecutionRole',
    {
      least: [
        ...WRITE_LOGS,
        ...actions(
          'kinesis',
          'DescribeStream',
          'DescribeStreamSummary',
          'GetRecords',
          'GetShardIterator',
          'ListShards',
          'ListStreams',
          'SubscribeToShard',
        ),
      ],
    },
  ],
  [
    'service-role/AWSLambdaMSKExecutionRole',
    {
      least: WRITE_LOGS,
      most: [
        ...actions('kafka', 'Describe*', 'Get*', 'List*'),
        ...actions('ec2', 'Describe*', 'CreateNetworkInterface', 'DeleteNetworkInterface'),
      ],
    },
  ],
  [
    'service-role/AWSLambdaENIManagementAccess',
    {
      least: actions(
        'ec2',
        'CreateNetworkInterface',
        'DescribeNetworkInterfaces',
        'DeleteNetworkInterface',
        'AssignPrivateIpAddresses',
        'UnassignPrivateIpAddresses',
      ),
    },
  ],
  [
    'CloudWatchLambdaInsightsExecutionRolePolicy',
    {
      least: [
        'logs:CreateLogGroup',
        ...on('arn:*:logs:*:*:log-group:/aws/lambda-insights:*', actions('logs', 'CreateLogStream', 'PutLogEvents')),
      ],
    },
  ],
  ['service-role/AWSLambdaRole', { least: ['lambda:InvokeFunction'] }],
  [
    'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    {
      least: [
        ...WRITE_LOGS,
        ...actions('logs', 'DescribeLogGroups', 'DescribeLogStreams', 'GetLogEvents', 'FilterLogEvents'),
      ],
    },
  ],
  [
    'service-role/AmazonRDSEnhancedMonitoringRole',
    { least: [], most: on('arn:*:logs:*:*:log-group:RDS*', allOf('logs')) },
  ],
  [
    'service-role/AWSGlueServiceRole',
    {
      least: allOf('glue'),
      most: [...allOf('s3', 'logs'), 'cloudwatch:PutMetricData', 'ec2:CreateTags', 'ec2:DeleteTags', ...READS],
    },
  ],
  ['service-role/AWS_ConfigRole', { least: [], most: [...READS, ...allOf('config', 's3', 'sns', 'logs')] }],
  [
    'service-role/AWSCodeDeployRole',
    { least: [], most: [...allOf('autoscaling', 'ec2', 'tag', 'sns', 'cloudwatch', 'elasticloadbalancing')] },
  ],
  [
    'service-role/AWSCodeDeployRoleForLambda',
    {
      least: [
        ...actions('lambda', 'UpdateAlias', 'GetAlias', 'GetProvisionedConcurrencyConfig'),
        ...['cloudwatch:DescribeAlarms', 'sns:Publish'],
        ...on('arn:*:s3:::*/CodeDeploy/*', READ_REVISION),
        ...on('arn:*:lambda:*:*:function:CodeDeployHook_*', ['lambda:InvokeFunction']),
      ],
      // Objects that a tag names.
      most: READ_REVISION,
    },
  ],
  [
    'AWSCodeDeployRoleForECS',
    {
      least: [
        ...MOVE_TASKS,
        ...ON_LOAD_BALANCERS,
        ...READ_REVISION,
        ...['lambda:InvokeFunction', 'cloudwatch:DescribeAlarms', 'sns:Publish'],
      ],
      most: ['iam:PassRole'],
    },
  ],
  [
    'AWSCodeDeployRoleForECSLimited',
    {
      least: [
        ...MOVE_TASKS,
        ...ON_LOAD_BALANCERS,
        'cloudwatch:DescribeAlarms',
        ...on('arn:*:sns:*:*:CodeDeployTopic_*', ['sns:Publish']),
      ],
      most: ['lambda:InvokeFunction', 'iam:PassRole', ...READ_REVISION],
    },
  ],
  ['service-role/AWSAppSyncPushToCloudWatchLogs', { least: WRITE_LOGS }],
  [
    'service-role/AmazonDMSVPCManagementRole',
    {
      least: actions(
        'ec2',
        'CreateNetworkInterface',
        'DeleteNetworkInterface',
        'DescribeAvailabilityZones',
        'DescribeDhcpOptions',
        'DescribeInternetGateways',
        'DescribeNetworkInterfaces',
        'DescribeSecurityGroups',
        'DescribeSubnets',
        'DescribeVpcs',
        'ModifyNetworkInterfaceAttribute',
      ),
    },
  ],
  [
    'AWSElasticBeanstalkWebTier',
    {
      least: [
        ...on('arn:*:s3:::elasticbeanstalk-*', actions('s3', 'Get*', 'List*', 'PutObject')),
        ...on(
          'arn:*:logs:*:*:log-group:/aws/elasticbeanstalk*',
          actions('logs', 'PutLogEvents', 'CreateLogStream', 'DescribeLogStreams', 'DescribeLogGroups'),
        ),
        ...WRITE_TRACES,
      ],
      most: [
        ...on('arn:*:s3:::elasticbeanstalk-*', allOf('s3')),
        ...allOf('elasticbeanstalk', 'logs', 'xray'),
        'cloudwatch:PutMetricData',
      ],
    },
  ],
]
