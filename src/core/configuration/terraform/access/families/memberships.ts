import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'

/** What is reached by the rules of security groups, and the argument that lists them. */
const GROUPS: readonly (readonly [type: string, argument: string])[] = [
  ['aws_instance', 'vpc_security_group_ids'],
  ['aws_instance', 'security_groups'],
  ['aws_spot_instance_request', 'vpc_security_group_ids'],
  ['aws_launch_template', 'vpc_security_group_ids'],
  ['aws_launch_template', 'network_interfaces.security_groups'],
  ['aws_launch_configuration', 'security_groups'],
  ['aws_network_interface', 'security_groups'],
  ['aws_lb', 'security_groups'],
  ['aws_alb', 'security_groups'],
  ['aws_elb', 'security_groups'],
  ['aws_db_instance', 'vpc_security_group_ids'],
  ['aws_rds_cluster', 'vpc_security_group_ids'],
  ['aws_db_proxy', 'vpc_security_group_ids'],
  ['aws_docdb_cluster', 'vpc_security_group_ids'],
  ['aws_neptune_cluster', 'vpc_security_group_ids'],
  ['aws_redshift_cluster', 'vpc_security_group_ids'],
  ['aws_redshiftserverless_workgroup', 'security_group_ids'],
  ['aws_elasticache_cluster', 'security_group_ids'],
  ['aws_elasticache_replication_group', 'security_group_ids'],
  ['aws_memorydb_cluster', 'security_group_ids'],
  ['aws_dax_cluster', 'security_group_ids'],
  ['aws_dms_replication_instance', 'vpc_security_group_ids'],
  ['aws_mq_broker', 'security_groups'],
  ['aws_msk_cluster', 'broker_node_group_info.security_groups'],
  ['aws_opensearch_domain', 'vpc_options.security_group_ids'],
  ['aws_elasticsearch_domain', 'vpc_options.security_group_ids'],
  ['aws_efs_mount_target', 'security_groups'],
  ['aws_lambda_function', 'vpc_config.security_group_ids'],
  ['aws_ecs_service', 'network_configuration.security_groups'],
  ['aws_cloudwatch_event_target', 'ecs_target.network_configuration.security_groups'],
  ['aws_scheduler_schedule', 'target.ecs_parameters.network_configuration.security_groups'],
  [
    'aws_pipes_pipe',
    'target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.security_groups',
  ],
  ['aws_eks_cluster', 'vpc_config.security_group_ids'],
  ['aws_vpc_endpoint', 'security_group_ids'],
  ['aws_codebuild_project', 'vpc_config.security_group_ids'],
  ['aws_glue_connection', 'physical_connection_requirements.security_group_id_list'],
  ['aws_sagemaker_notebook_instance', 'security_groups'],
  ['aws_apprunner_vpc_connector', 'security_groups'],
  ['aws_apigatewayv2_vpc_link', 'security_group_ids'],
  ['aws_ecs_task_set', 'network_configuration.security_groups'],
  ['aws_mwaa_environment', 'network_configuration.security_group_ids'],
  ['aws_glue_dev_endpoint', 'security_group_ids'],
  ['aws_ec2_client_vpn_endpoint', 'security_group_ids'],
]

/** What acts with a role, and the argument that names it. */
const ROLES: readonly (readonly [type: string, argument: string])[] = [
  ['aws_lambda_function', 'role'],
  ['aws_ecs_task_definition', 'task_role_arn'],
  ['aws_ecs_task_definition', 'execution_role_arn'],
  ['aws_instance', 'iam_instance_profile'],
  ['aws_spot_instance_request', 'iam_instance_profile'],
  ['aws_launch_configuration', 'iam_instance_profile'],
  ['aws_launch_template', 'iam_instance_profile.arn'],
  ['aws_launch_template', 'iam_instance_profile.name'],
  ['aws_eks_cluster', 'role_arn'],
  ['aws_eks_node_group', 'node_role_arn'],
  ['aws_eks_fargate_profile', 'pod_execution_role_arn'],
  ['aws_codebuild_project', 'service_role'],
  ['aws_codepipeline', 'role_arn'],
  ['aws_sfn_state_machine', 'role_arn'],
  ['aws_glue_job', 'role_arn'],
  ['aws_glue_crawler', 'role'],
  ['aws_cloudformation_stack', 'iam_role_arn'],
  ['aws_sagemaker_notebook_instance', 'role_arn'],
  ['aws_sagemaker_model', 'execution_role_arn'],
  ['aws_emr_cluster', 'service_role'],
  ['aws_emr_cluster', 'autoscaling_role'],
  ['aws_emr_cluster', 'ec2_attributes.instance_profile'],
  ['aws_api_gateway_integration', 'credentials'],
  ['aws_apigatewayv2_integration', 'credentials_arn'],
  ['aws_cloudwatch_event_target', 'role_arn'],
  ['aws_scheduler_schedule', 'target.role_arn'],
  ['aws_pipes_pipe', 'role_arn'],
  ['aws_apprunner_service', 'instance_configuration.instance_role_arn'],
  ['aws_imagebuilder_infrastructure_configuration', 'instance_profile_name'],
  ['aws_redshift_cluster', 'iam_roles'],
  ['aws_rds_cluster', 'iam_roles'],
  ['aws_mwaa_environment', 'execution_role_arn'],
  ['aws_glue_dev_endpoint', 'role_arn'],
  ['aws_s3_bucket_replication_configuration', 'role'],
]

/** Roles that something beside what runs there acts with: to pass one of them on to what runs is more. */
const OTHER_ROLES: ReadonlyMap<string, string> = new Map([
  ['execution_role_arn', 'starting tasks with the role'],
  ['service_role', 'managing machines with the role'],
  ['autoscaling_role', 'adding machines with the role'],
])
const OTHER_ROLES_OF = ['aws_ecs_task_definition', 'aws_emr_cluster']

function actingBy([type, argument]: readonly [type: string, argument: string]): string {
  const other = OTHER_ROLES_OF.includes(type) ? OTHER_ROLES.get(argument) : undefined
  return other ?? 'acting with the role'
}

const own = (noun: string, says: string, [type, argument]: readonly [string, string]): Relation => ({
  type,
  effect: 'exposure',
  noun,
  holder: type === 'aws_network_interface' ? ['id'] : [],
  own: true,
  scope: [argument],
  says,
})

const RULES = 'the rules of the security group'

const TABLE: readonly Relation[] = [
  ...GROUPS.map((row) => own('groups-of', RULES, row)),
  {
    type: 'aws_network_interface_sg_attachment',
    effect: 'exposure',
    noun: 'groups-of',
    holder: ['network_interface_id'],
    scope: ['security_group_id'],
    says: RULES,
  },
  ...ROLES.map((row) => own('role-of', actingBy(row), row)),
]

/**
 * What is in which security groups, and what acts with which role. One more is new access: the group's rules let
 * through what they say, and others may let the group in. Source: the resources' pages in the AWS provider's
 * documentation.
 */
export const MEMBERSHIP_ADAPTERS: readonly ResourceAdapter[] = relationAdapters(TABLE)
