import type { KeptPart, KeptRow } from './kept-part.ts'
import { KEPT_SETTINGS } from './kept-settings.ts'

const OWNER = { by: 'owner' } as const
const REGISTRY = { by: 'registry' } as const
/** Whatever its revision. */
const FAMILY = { by: 'family' } as const

const RUNS = 'whose code runs'
const STARTS = 'what it starts, and as whom'
const LOGS_IN = 'who logs in to it'
const CHECKS = 'who is let in'
const GOES = 'where data goes'
const KEY = 'by which key things are encrypted and read again'
const VISITORS = 'where visitors are sent'
const SEEN = 'which findings are seen'
const FILES = 'whose files it reads'
const HELD = 'whose data it holds'
const ANSWERS = 'whether it is in use'
/** That it is off: that goes where it is on, and where nothing is said. */
const WHILE_OFF = { only: { '': ['false'] }, of: '' } as const

/** What runs, with the role and in the network of what runs it. */
const CODE: readonly KeptRow[] = [
  ['aws_autoscaling_group launch_template.id launch_template.name launch_configuration', 'either', STARTS],
  ['aws_instance launch_template.id launch_template.name', 'either', STARTS],
  ['aws_eks_node_group launch_template.id launch_template.name', 'either', STARTS],
  [
    'aws_ec2_fleet launch_template_config.launch_template_specification.launch_template_id launch_template_config.launch_template_specification.launch_template_name',
    'either',
    STARTS,
  ],
  // Without an owner the newest image of that name is anybody's.
  ['data.aws_ami owners', 'limit', 'whose image starts', { isWhole: true }],
  ['data.aws_ami_ids owners', 'limit', 'whose image starts', { isWhole: true }],
  ['aws_ecs_service task_definition', 'means', STARTS, FAMILY],
  ['aws_lambda_function layers', 'means', RUNS, OWNER],
  ['aws_lambda_function s3_bucket', 'means', RUNS, OWNER],
  ['aws_lambda_function image_uri', 'means', RUNS, REGISTRY],
  ['aws_glue_job command.script_location', 'means', RUNS, OWNER],
  ['aws_codebuild_project source.location secondary_sources.location', 'means', RUNS, OWNER],
  ['aws_codebuild_project environment.image', 'means', RUNS, REGISTRY],
  ['aws_codebuild_webhook filter_group', 'either', 'whose changes are built'],
  ['aws_ecr_pull_through_cache_rule upstream_registry_url', 'means', RUNS],
  [
    'aws_codepipeline stage.action.configuration.FullRepositoryId stage.action.configuration.RepositoryName stage.action.configuration.S3Bucket',
    'means',
    RUNS,
  ],
  ['helm_release repository chart', 'means', RUNS, OWNER],
  ['aws_secretsmanager_secret_rotation rotation_lambda_arn', 'means', 'what reads and sets the secret'],
  [
    'AWS::AutoScaling::AutoScalingGroup LaunchTemplate.LaunchTemplateId LaunchTemplate.LaunchTemplateName LaunchConfigurationName',
    'either',
    STARTS,
  ],
  ['AWS::EC2::Instance LaunchTemplate.LaunchTemplateId LaunchTemplate.LaunchTemplateName', 'either', STARTS],
  ['AWS::EKS::Nodegroup LaunchTemplate.Id LaunchTemplate.Name', 'either', STARTS],
  ['AWS::ECS::Service TaskDefinition', 'means', STARTS, FAMILY],
  ['AWS::ECR::PullThroughCacheRule UpstreamRegistryUrl', 'means', RUNS],
  ['AWS::Lambda::Function Layers', 'means', RUNS, OWNER],
  ['AWS::Lambda::Function Code.S3Bucket', 'means', RUNS, OWNER],
  // As the Serverless Application Model has it, too.
  ['AWS::Lambda::Function Code.ImageUri ImageUri', 'means', RUNS, REGISTRY],
  ['AWS::Glue::Job Command.ScriptLocation', 'means', RUNS, OWNER],
  ['AWS::CodeBuild::Project Source.Location SecondarySources.Location', 'means', RUNS, OWNER],
  ['AWS::CodeBuild::Project Environment.Image', 'means', RUNS, REGISTRY],
  [
    'AWS::CodePipeline::Pipeline Stages.Actions.Configuration.FullRepositoryId Stages.Actions.Configuration.RepositoryName Stages.Actions.Configuration.S3Bucket',
    'means',
    RUNS,
  ],
  ['AWS::CodeBuild::Project Triggers.FilterGroups', 'either', 'whose changes are built'],
  ['AWS::SecretsManager::RotationSchedule RotationLambdaARN', 'means', 'what reads and sets the secret'],
]

/** Who gets in. */
const DOORS: readonly KeptRow[] = [
  ['aws_instance key_name', 'means', LOGS_IN],
  ['aws_launch_template key_name', 'means', LOGS_IN],
  ['aws_launch_configuration key_name', 'means', LOGS_IN],
  ['aws_cloudfront_public_key encoded_key', 'means', CHECKS],
  ['aws_cloudfront_distribution origin.domain_name', 'means', 'what everybody may read through it'],
  [
    'aws_cloudfront_distribution default_cache_behavior.lambda_function_association.event_type default_cache_behavior.function_association.event_type',
    'limit',
    CHECKS,
  ],
  ['aws_cloudfront_distribution restrictions.geo_restriction', 'either', CHECKS],
  ['aws_cloudfront_distribution enabled', 'limit', ANSWERS, WHILE_OFF],
  ['aws_cognito_user_pool lambda_config', 'either', CHECKS],
  ['aws_cognito_user_group precedence', 'either', 'which role a login gets'],
  ['aws_ecs_task_definition volume.host_path', 'means', 'which files of its host it reads and writes'],
  ['aws_kms_key is_enabled', 'limit', ANSWERS, WHILE_OFF],
  ...['aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'].map(
    (type): KeptRow => [`${type} enabled`, 'limit', ANSWERS, WHILE_OFF],
  ),
  ['aws_mq_configuration data', 'either', 'who may do what at the broker'],
  ['aws_msk_configuration server_properties', 'either', 'who may do what at the brokers'],
  ['aws_lb_listener_rule condition.source_ip condition.http_header', 'limit', CHECKS],
  ['aws_alb_listener_rule condition.source_ip condition.http_header', 'limit', CHECKS],
  ['aws_transfer_server function url', 'means', CHECKS],
  ['aws_transfer_user posix_profile', 'either', FILES],
  ['aws_efs_access_point posix_user.secondary_gids', 'means', FILES],
  ['aws_efs_access_point file_system_id', 'means', FILES],
  ['aws_emr_cluster security_configuration kerberos_attributes.realm', 'limit', CHECKS],
  ['aws_codecommit_approval_rule_template content', 'either', 'how many approve what is merged'],
  ['AWS::EC2::Instance KeyName', 'means', LOGS_IN],
  ['AWS::EC2::LaunchTemplate LaunchTemplateData.KeyName', 'means', LOGS_IN],
  ['AWS::AutoScaling::LaunchConfiguration KeyName', 'means', LOGS_IN],
  ['AWS::CloudFront::PublicKey PublicKeyConfig.EncodedKey', 'means', CHECKS],
  [
    'AWS::CloudFront::Distribution DistributionConfig.Origins.DomainName',
    'means',
    'what everybody may read through it',
  ],
  ['AWS::CloudFront::Distribution DistributionConfig.Restrictions.GeoRestriction', 'either', CHECKS],
  ['AWS::CloudFront::Distribution DistributionConfig.Enabled', 'limit', ANSWERS, WHILE_OFF],
  ['AWS::Cognito::UserPool LambdaConfig', 'either', CHECKS],
  ['AWS::Cognito::UserPoolGroup Precedence', 'either', 'which role a login gets'],
  ['AWS::ECS::TaskDefinition Volumes.Host.SourcePath', 'means', 'which files of its host it reads and writes'],
  ['AWS::KMS::Key Enabled', 'limit', ANSWERS, WHILE_OFF],
  ['AWS::KMS::ReplicaKey Enabled', 'limit', ANSWERS, WHILE_OFF],
  ['AWS::AmazonMQ::Configuration Data', 'either', 'who may do what at the broker'],
  ['AWS::MSK::Configuration ServerProperties', 'either', 'who may do what at the brokers'],
  ['AWS::Transfer::Server IdentityProviderDetails.Function IdentityProviderDetails.Url', 'means', CHECKS],
  ['AWS::EFS::AccessPoint PosixUser.SecondaryGids', 'means', FILES],
  ['AWS::EFS::AccessPoint FileSystemId', 'means', FILES],
  ['AWS::EMR::Cluster SecurityConfiguration KerberosAttributes.Realm', 'limit', CHECKS],
  [
    'AWS::ElasticLoadBalancingV2::ListenerRule Conditions',
    'limit',
    CHECKS,
    { only: { Field: ['source-ip', 'http-header'] } },
  ],
]

/** Where data goes, and who sees what was found. */
const FLOWS: readonly KeptRow[] = [
  ['aws_athena_data_catalog parameters', 'either', 'what answers queries'],
  ['aws_glue_catalog_database target_database', 'either', 'whose tables are read'],
  ['aws_cloudwatch_event_target arn', 'means', GOES, OWNER],
  ['aws_cloudwatch_event_api_destination invocation_endpoint', 'means', GOES, OWNER],
  ['aws_cloudwatch_metric_stream firehose_arn', 'means', GOES, OWNER],
  ['aws_datasync_location_s3 s3_bucket_arn', 'means', GOES],
  ['aws_datasync_task source_location_arn', 'means', 'what is copied'],
  ['aws_oam_link resource_types', 'means', 'what is observed'],
  ['aws_db_instance snapshot_identifier', 'means', HELD],
  ['aws_rds_cluster snapshot_identifier', 'means', HELD],
  ['aws_ebs_volume snapshot_id', 'means', HELD],
  ['aws_volume_attachment volume_id instance_id', 'means', HELD],
  ['aws_scheduler_schedule target.arn', 'means', 'what is called'],
  [
    'aws_ses_receipt_rule s3_action.bucket_name lambda_action.function_arn sns_action.topic_arn',
    'means',
    'who reads mail',
  ],
  ['aws_guardduty_filter finding_criteria', 'either', SEEN],
  ['aws_guardduty_ipset location', 'either', SEEN],
  ['aws_inspector2_filter filter_criteria', 'either', SEEN],
  ['aws_macie2_findings_filter finding_criteria', 'either', SEEN],
  ['aws_securityhub_automation_rule criteria actions', 'either', SEEN],
  ['aws_securityhub_finding_aggregator specified_regions', 'limit', SEEN],
  ['aws_kms_alias target_key_id', 'means', KEY],
  [
    'aws_s3_bucket_website_configuration redirect_all_requests_to.host_name routing_rule.redirect.host_name routing_rules',
    'means',
    VISITORS,
  ],
  ['aws_s3_bucket website.redirect_all_requests_to website.routing_rules', 'means', VISITORS],
  ['AWS::KMS::Alias TargetKeyId', 'means', KEY],
  [
    'AWS::S3::Bucket WebsiteConfiguration.RedirectAllRequestsTo.HostName WebsiteConfiguration.RoutingRules.RedirectRule.HostName',
    'means',
    VISITORS,
  ],
  ['AWS::Athena::DataCatalog Parameters', 'either', 'what answers queries'],
  ['AWS::Events::Rule Targets.Arn', 'means', GOES, OWNER],
  ['AWS::Events::ApiDestination InvocationEndpoint', 'means', GOES, OWNER],
  ['AWS::CloudWatch::MetricStream FirehoseArn', 'means', GOES, OWNER],
  ['AWS::DataSync::LocationS3 S3BucketArn', 'means', GOES],
  ['AWS::DataSync::Task SourceLocationArn', 'means', 'what is copied'],
  ['AWS::Oam::Link ResourceTypes', 'means', 'what is observed'],
  ['AWS::RDS::DBInstance DBSnapshotIdentifier', 'means', HELD],
  ['AWS::RDS::DBCluster SnapshotIdentifier', 'means', HELD],
  ['AWS::EC2::Volume SnapshotId', 'means', HELD],
  ['AWS::EC2::VolumeAttachment VolumeId InstanceId', 'means', HELD],
  ['AWS::Scheduler::Schedule Target.Arn', 'means', 'what is called'],
  ['AWS::SES::ReceiptRule Rule.Actions.S3Action.BucketName', 'means', 'who reads mail'],
  ['AWS::GuardDuty::Filter FindingCriteria', 'either', SEEN],
  ['AWS::GuardDuty::IPSet Location', 'either', SEEN],
  ['AWS::InspectorV2::Filter FilterCriteria', 'either', SEEN],
  ['AWS::Macie::FindingsFilter FindingCriteria', 'either', SEEN],
  ['AWS::SecurityHub::AutomationRule Criteria Actions', 'either', SEEN],
  ['AWS::SecurityHub::FindingAggregator Regions', 'limit', SEEN],
]

/** Sources: the resources' pages in the AWS provider's documentation and in the AWS CloudFormation Template Reference. */
const TABLE: ReadonlyMap<string, readonly KeptPart[]> = Map.groupBy(
  [...CODE, ...DOORS, ...FLOWS, ...KEPT_SETTINGS].map(([where, counts, says, more = {}]): KeptPart => {
    const [type = '', ...at] = where.split(' ')
    return { type, at, counts, says, ...more }
  }),
  ({ type }) => type,
)

/** What counts of a type where a resource is on both sides. */
export function keptPartsOf(type: string): readonly KeptPart[] {
  return TABLE.get(type) ?? []
}
