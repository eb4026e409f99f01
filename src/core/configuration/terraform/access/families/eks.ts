import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'
import { switchAdapters } from './switches.ts'

const ENTRIES = 'cluster-entries'

/** Types of access entries that are no people and no programs. */
const NODE_TYPES = ['EC2', 'EC2_LINUX', 'EC2_WINDOWS', 'FARGATE_LINUX', 'HYBRID_LINUX', 'HYPERPOD_LINUX'] as const

/** Who reaches a cluster's API, and who may do what in it: in the namespaces that bound it, or in all. */
const TABLE: readonly Relation[] = [
  {
    type: 'aws_eks_cluster',
    effect: 'exposure',
    noun: 'cluster-endpoint',
    holder: [],
    own: true,
    within: 'vpc_config',
    when: { argument: 'endpoint_public_access', is: ['true'], absent: 'true' },
    scope: ['public_access_cidrs'],
    scopeAbsent: '0.0.0.0/0',
    isAddress: true,
    says: 'an endpoint on the internet',
  },
  {
    type: 'aws_eks_access_entry',
    effect: 'exposure',
    noun: ENTRIES,
    holder: ['cluster_name'],
    scope: ['principal_arn'],
    says: 'login to the cluster',
  },
  {
    type: 'aws_eks_access_entry',
    effect: 'exposure',
    noun: ENTRIES,
    holder: ['cluster_name'],
    when: { argument: 'type', is: NODE_TYPES, absent: 'STANDARD' },
    scope: ['principal_arn'],
    says: 'joining the cluster as a node',
  },
  {
    type: 'aws_eks_access_entry',
    effect: 'exposure',
    noun: ENTRIES,
    holder: ['cluster_name'],
    aspects: 'kubernetes_groups',
    scope: ['principal_arn'],
    says: 'the group',
  },
  {
    type: 'aws_eks_access_policy_association',
    effect: 'exposure',
    noun: 'cluster-policies',
    holder: ['cluster_name'],
    aspects: 'policy_arn',
    scope: ['principal_arn'],
    bounds: ['access_scope.namespaces'],
    boundsSay: 'in the namespace',
    whole: ['access_scope'],
    says: 'the access policy',
  },
  {
    type: 'aws_eks_pod_identity_association',
    effect: 'exposure',
    noun: 'pod-roles',
    holder: ['cluster_name'],
    aspects: 'role_arn',
    scope: ['service_account', 'namespace'],
    says: 'acting with the role',
  },
]

/** Source: the resources' pages in the AWS provider's documentation. */
export const EKS_ADAPTERS: readonly ResourceAdapter[] = [
  ...relationAdapters(TABLE),
  ...switchAdapters([
    {
      type: 'aws_eks_cluster',
      argument: 'access_config.bootstrap_cluster_creator_admin_permissions',
      effect: 'exposure',
      on: ['true'],
      absent: 'true',
      says: 'administration by whoever creates the cluster',
    },
    {
      type: 'aws_eks_cluster',
      argument: 'vpc_config.endpoint_private_access',
      effect: 'exposure',
      on: ['true'],
      absent: 'false',
      says: 'an endpoint within its network',
    },
  ]),
]
