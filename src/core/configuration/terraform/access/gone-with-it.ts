/**
 * Types whose resources are what is reached, or what acts, and limit nothing beside themselves: once one is gone, so is
 * whatever its arguments gave. Filters, policies, associations and settings of an account are none of them: without one
 * of those there may be more access. Each name was judged by the resource's page in the AWS provider's documentation.
 */
const GONE_WITH_IT: ReadonlySet<string> = new Set(
  [
    // What runs.
    'instance launch_template launch_configuration autoscaling_group spot_instance_request spot_fleet_request',
    'ecs_cluster ecs_service ecs_task_definition ecs_task_set eks_cluster eks_node_group eks_fargate_profile eks_addon',
    'lambda_function lambda_alias lambda_function_url lambda_layer_version lambda_event_source_mapping',
    'batch_job_definition batch_compute_environment codebuild_project codepipeline sfn_state_machine amplify_app',
    'glue_job glue_crawler glue_connection glue_dev_endpoint glue_trigger emr_cluster emrserverless_application',
    'sagemaker_domain sagemaker_notebook_instance sagemaker_model sagemaker_endpoint sagemaker_user_profile',
    'apprunner_service mwaa_environment scheduler_schedule pipes_pipe datasync_task elastic_beanstalk_environment',
    // What holds data.
    'db_instance rds_cluster rds_cluster_instance db_proxy docdb_cluster docdb_cluster_instance neptune_cluster',
    'neptune_cluster_instance redshift_cluster redshiftserverless_namespace redshiftserverless_workgroup',
    'elasticache_cluster elasticache_replication_group elasticache_serverless_cache memorydb_cluster dax_cluster',
    'dynamodb_table s3_bucket s3_object s3_bucket_object s3_access_point efs_file_system efs_mount_target',
    'efs_access_point fsx_lustre_file_system fsx_ontap_file_system fsx_openzfs_file_system fsx_windows_file_system',
    'kinesis_stream kinesis_firehose_delivery_stream kinesis_analytics_application kinesisanalyticsv2_application',
    'msk_cluster msk_serverless_cluster mq_broker sqs_queue sns_topic sns_topic_subscription secretsmanager_secret',
    'secretsmanager_secret_version ssm_parameter ecr_repository opensearch_domain elasticsearch_domain',
    'opensearchserverless_collection qldb_ledger timestreamwrite_table dms_replication_instance dms_endpoint',
    'dms_replication_task transfer_server transfer_user cloudwatch_metric_stream',
    // What is reached from outside, or leads there.
    'lb alb elb lb_listener alb_listener lb_target_group eip eip_association internet_gateway vpn_connection',
    'ec2_client_vpn_endpoint vpc_peering_connection ec2_transit_gateway ec2_transit_gateway_vpc_attachment',
    'vpc_endpoint_service globalaccelerator_accelerator api_gateway_rest_api apigatewayv2_api appsync_graphql_api',
    'cloudfront_distribution cognito_user_pool cognito_user_pool_client cognito_identity_pool lightsail_instance',
    'lightsail_database',
    // Who acts, and with what.
    'iam_role iam_user iam_instance_profile iam_access_key iam_user_login_profile iam_openid_connect_provider',
    'iam_saml_provider key_pair',
  ].flatMap((names) => names.split(' ').map((name) => `aws_${name}`)),
)

/** Whether the removal of a resource of the type, as Terraform names it, can only take access away. */
export function isGoneWithIt(type: string): boolean {
  return GONE_WITH_IT.has(type)
}
