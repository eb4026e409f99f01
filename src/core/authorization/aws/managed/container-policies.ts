import { actions, allOf, BESIDE_A_SERVICE, type ManagedRow, READS } from './row.ts'

const PULL_IMAGES = actions(
  'ecr',
  'GetAuthorizationToken',
  'BatchCheckLayerAvailability',
  'GetDownloadUrlForLayer',
  'BatchGetImage',
)

/** What gives addresses to containers. */
const INTERFACES = actions(
  'ec2',
  'AssignPrivateIpAddresses',
  'AttachNetworkInterface',
  'CreateNetworkInterface',
  'DeleteNetworkInterface',
  'DetachNetworkInterface',
  'ModifyNetworkInterfaceAttribute',
  'UnassignPrivateIpAddresses',
)

/**
 * The well-known policies for what runs containers: clusters, nodes, tasks, and those who fetch images.
 * Patterns of our own, written in November 2026 after what the AWS Managed Policy Reference Guide and the services' guides
 * describe: where in doubt the lower bound has less and the upper bound more.
 */
export const CONTAINER_POLICIES: readonly (readonly [name: string, row: ManagedRow])[] = [
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
      least: INTERFACES,
      most: ['ec2:Describe*', 'ec2:CreateTags', 'ec2:Get*'],
    },
  ],
  [
    'AmazonEKSVPCResourceController',
    {
      least: INTERFACES,
      // On interfaces that a tag names.
      most: ['ec2:CreateNetworkInterfacePermission'],
    },
  ],
  ['AmazonEKSFargatePodExecutionRolePolicy', { least: PULL_IMAGES }],
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
    'service-role/AmazonEFSCSIDriverPolicy',
    {
      least: [
        ...actions('elasticfilesystem', 'DescribeAccessPoints', 'DescribeFileSystems', 'DescribeMountTargets'),
        'ec2:DescribeAvailabilityZones',
      ],
      most: allOf('elasticfilesystem'),
    },
  ],
  [
    'service-role/AmazonECSTaskExecutionRolePolicy',
    { least: [...PULL_IMAGES, ...actions('logs', 'CreateLogStream', 'PutLogEvents')] },
  ],
  [
    'service-role/AmazonEC2ContainerServiceforEC2Role',
    {
      least: [
        ...PULL_IMAGES,
        ...actions('ecs', 'DeregisterContainerInstance', 'DiscoverPollEndpoint', 'Poll', 'RegisterContainerInstance'),
        ...actions('ecs', 'StartTelemetrySession', 'Submit*'),
        ...actions('logs', 'CreateLogStream', 'PutLogEvents'),
      ],
      most: [...READS, ...allOf('ecs', 'logs')],
    },
  ],
  [
    'service-role/AmazonEC2ContainerServiceRole',
    {
      least: [
        ...actions('ec2', 'AuthorizeSecurityGroupIngress', 'Describe*'),
        ...actions(
          'elasticloadbalancing',
          'DeregisterInstancesFromLoadBalancer',
          'DeregisterTargets',
          'Describe*',
          'RegisterInstancesWithLoadBalancer',
          'RegisterTargets',
        ),
      ],
    },
  ],
  [
    'service-role/AmazonEC2ContainerServiceAutoscaleRole',
    {
      least: [
        ...actions('ecs', 'DescribeServices', 'UpdateService'),
        ...actions('cloudwatch', 'DescribeAlarms', 'PutMetricAlarm'),
      ],
    },
  ],
  [
    'service-role/AmazonEC2ContainerServiceEventsRole',
    // Handing over a role, to tasks alone; tags, of new tasks alone.
    { least: ['ecs:RunTask'], most: ['iam:PassRole', 'ecs:TagResource'] },
  ],
  [
    'AmazonEC2ContainerRegistryPullOnly',
    {
      least: actions('ecr', 'GetAuthorizationToken', 'BatchGetImage', 'GetDownloadUrlForLayer'),
      most: actions('ecr', 'BatchCheckLayerAvailability', 'BatchImportUpstreamImage'),
    },
  ],
  ['service-role/AWSAppRunnerServicePolicyForECRAccess', { least: [...PULL_IMAGES, 'ecr:DescribeImages'] }],
]
