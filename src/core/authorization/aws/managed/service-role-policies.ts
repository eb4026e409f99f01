import { actions, allOf, BESIDE_A_SERVICE, type ManagedRow, READS } from './row.ts'

const WRITE_LOGS = actions('logs', 'CreateLogGroup', 'CreateLogStream', 'PutLogEvents')

/**
 * The well-known policies for what runs by itself: functions, tasks, agents and nodes.
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
  [
    'AWSXRayDaemonWriteAccess',
    {
      least: actions('xray', 'PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'),
      most: allOf('xray'),
    },
  ],
  [
    'AmazonEKSWorkerNodePolicy',
    {
      least: ['eks:DescribeCluster', 'ec2:DescribeInstances'],
      most: ['ec2:Describe*', 'eks-auth:AssumeRoleForPodIdentity'],
    },
  ],
  [
    'AmazonEKSClusterPolicy',
    {
      least: ['ec2:DescribeInstances'],
      most: [...allOf('autoscaling', 'ec2', 'elasticloadbalancing', 'eks'), ...BESIDE_A_SERVICE],
    },
  ],
  [
    'AmazonEKS_CNI_Policy',
    {
      least: actions(
        'ec2',
        'AssignPrivateIpAddresses',
        'AttachNetworkInterface',
        'CreateNetworkInterface',
        'DeleteNetworkInterface',
        'DetachNetworkInterface',
        'ModifyNetworkInterfaceAttribute',
        'UnassignPrivateIpAddresses',
      ),
      most: ['ec2:Describe*', 'ec2:CreateTags', 'ec2:Get*'],
    },
  ],
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
  ['service-role/AWSLambdaRole', { least: ['lambda:InvokeFunction'] }],
  [
    'service-role/AmazonECSTaskExecutionRolePolicy',
    {
      least: [
        ...actions(
          'ecr',
          'GetAuthorizationToken',
          'BatchCheckLayerAvailability',
          'GetDownloadUrlForLayer',
          'BatchGetImage',
        ),
        ...actions('logs', 'CreateLogStream', 'PutLogEvents'),
      ],
    },
  ],
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
    { least: [], most: allOf('logs').map((each) => `${each} @ arn:*:logs:*:*:log-group:RDS*`) },
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
    'service-role/AmazonEBSCSIDriverPolicy',
    {
      least: actions(
        'ec2',
        'DescribeAvailabilityZones',
        'DescribeInstances',
        'DescribeSnapshots',
        'DescribeTags',
        'DescribeVolumes',
      ),
      most: allOf('ec2'),
    },
  ],
  [
    'service-role/AWSCodeDeployRole',
    { least: [], most: [...allOf('autoscaling', 'ec2', 'tag', 'sns', 'cloudwatch', 'elasticloadbalancing')] },
  ],
]
