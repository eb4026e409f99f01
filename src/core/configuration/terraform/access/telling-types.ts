/** Every argument of the type speaks of access. */
const ALL = 'all'

type Told = typeof ALL | readonly string[]
type Telling = readonly [type: string, told: Told]

/**
 * Types of which arguments decide about access though no name says so: what they deploy, whose logins they take, and
 * what may be read through them. In either language. Sources: the resources' pages in the AWS provider's documentation
 * and in the AWS CloudFormation Template Reference.
 */
const OF_AWS: readonly Telling[] = [
  ['aws_chatbot_slack_channel_configuration', ['slack_channel_id', 'slack_team_id']],
  ['aws_chatbot_teams_channel_configuration', ['channel_id', 'team_id', 'tenant_id']],
  ['aws_cloudformation_stack', ['template_body', 'template_url', 'parameters']],
  ['aws_cloudformation_stack_instances', ALL],
  ['aws_cloudformation_stack_set', ['template_body', 'template_url', 'parameters']],
  ['aws_cloudformation_stack_set_instance', ALL],
  ['aws_cognito_identity_provider', ALL],
  ['aws_ecr_registry_scanning_configuration', ALL],
  ['aws_emr_cluster', ['visible_to_all_users']],
  ['aws_emr_studio_session_mapping', ALL],
  ['aws_fsx_openzfs_file_system', ['root_volume_configuration']],
  ['aws_fsx_openzfs_volume', ['nfs_exports']],
  ['aws_iot_ca_certificate', ALL],
  ['aws_iot_topic_rule', ['sql']],
  ['aws_lakeformation_data_cells_filter', ALL],
  ['aws_opensearchserverless_security_config', ALL],
  ['aws_quicksight_ip_restriction', ALL],
  ['aws_servicecatalog_product', ['provisioning_artifact_parameters']],
  ['aws_servicecatalog_provisioning_artifact', ALL],
  ['aws_ssm_association', ['name', 'parameters', 'targets', 'instance_id']],
  ['aws_ssm_maintenance_window_task', ['task_arn', 'task_invocation_parameters', 'targets', 'window_id']],
  ['aws_ssm_service_setting', ALL],
  ['aws_workspaces_directory', ['ip_group_ids']],
  ['AWS::AccessAnalyzer::Analyzer', ['ArchiveRules']],
  ['AWS::AppSync::GraphQLApi', ['Visibility']],
  ['AWS::Chatbot::MicrosoftTeamsChannelConfiguration', ['TeamId', 'TeamsChannelId', 'TeamsTenantId']],
  ['AWS::Chatbot::SlackChannelConfiguration', ['SlackChannelId', 'SlackWorkspaceId']],
  ['AWS::CloudTrail::EventDataStore', ['IngestionEnabled']],
  ['AWS::Cognito::UserPoolIdentityProvider', ALL],
  ['AWS::ECR::RegistryScanningConfiguration', ALL],
  ['AWS::EMR::Cluster', ['VisibleToAllUsers']],
  ['AWS::EMR::StudioSessionMapping', ALL],
  ['AWS::FSx::FileSystem', ['OpenZFSConfiguration']],
  ['AWS::FSx::Volume', ['OpenZFSConfiguration']],
  ['AWS::IoT::CACertificate', ALL],
  ['AWS::IoT::TopicRule', ['TopicRulePayload']],
  ['AWS::LakeFormation::DataCellsFilter', ALL],
  ['AWS::OpenSearchServerless::SecurityConfig', ALL],
  ['AWS::ServiceCatalog::CloudFormationProduct', ['ProvisioningArtifactParameters']],
  ['AWS::SSM::Association', ['Name', 'Parameters', 'Targets', 'InstanceId']],
  ['AWS::SSM::MaintenanceWindowTask', ['TaskArn', 'TaskInvocationParameters', 'TaskParameters', 'Targets', 'WindowId']],
]

/** Of a secret all but its value, since another value gives it to nobody. */
const WHOSE_SECRET = ['repository', 'secret_name', 'environment', 'visibility', 'selected_repository_ids']

/**
 * Who may read and write repositories, what a change of them needs, and what their pipelines may do and know. Most
 * arguments of them speak of access by their names; these do not. Source: the resources' pages in the documentation of
 * the GitHub provider.
 */
const OF_GITHUB: readonly Telling[] = [
  ['github_actions_environment_secret', WHOSE_SECRET],
  ['github_actions_organization_oidc_subject_claim_customization_template', ALL],
  ['github_actions_organization_secret', WHOSE_SECRET],
  ['github_actions_organization_secret_repositories', ALL],
  ['github_actions_repository_oidc_subject_claim_customization_template', ALL],
  ['github_actions_runner_group', ALL],
  ['github_actions_secret', WHOSE_SECRET],
  ['github_app_installation_repositories', ALL],
  ['github_app_installation_repository', ALL],
  ['github_branch_default', ALL],
  ['github_branch_protection', ALL],
  ['github_branch_protection_v3', ALL],
  ['github_codespaces_organization_secret', WHOSE_SECRET],
  ['github_codespaces_secret', WHOSE_SECRET],
  ['github_dependabot_organization_secret', WHOSE_SECRET],
  ['github_dependabot_secret', WHOSE_SECRET],
  ['github_emu_group_mapping', ALL],
  ['github_organization_ruleset', ALL],
  ['github_organization_security_manager', ALL],
  ['github_organization_webhook', ['configuration', 'events']],
  ['github_repository', ['visibility', 'private', 'pages', 'security_and_analysis', 'vulnerability_alerts']],
  ['github_repository_deploy_key', ALL],
  ['github_repository_environment', ALL],
  ['github_repository_environment_deployment_policy', ALL],
  ['github_repository_ruleset', ALL],
  ['github_repository_webhook', ['configuration', 'events', 'repository']],
  ['github_team', ['parent_team_id', 'parent_team_read_id', 'parent_team_read_slug']],
  ['github_team_sync_group_mapping', ALL],
  ['github_user_gpg_key', ALL],
  ['github_user_ssh_key', ALL],
]

const TELLING: ReadonlyMap<string, Told> = new Map([...OF_AWS, ...OF_GITHUB])

/** How long CloudFront keeps answers of which their origin says nothing, and whether it compresses them. */
const KEPT_ANSWERS = ['compress', 'default_ttl', 'max_ttl']
const KEPT_ANSWERS_IN_TEMPLATES = ['Compress', 'DefaultTTL', 'MaxTTL']

const under = (block: string, names: readonly string[]) => names.map((name) => `${block}.${name}`)

/**
 * Arguments, and paths within them, that say nothing of access though their names or what stands beside them do: how a
 * connection is encrypted, how a number of machines is found, where objects that are seldom read are kept, what happens
 * to a role that is deleted.
 */
const QUIET: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_api_gateway_domain_name', ['security_policy']],
  ['aws_appautoscaling_policy', ['policy_type']],
  ['aws_autoscaling_policy', ['policy_type']],
  [
    'aws_cloudfront_distribution',
    [...under('default_cache_behavior', KEPT_ANSWERS), ...under('ordered_cache_behavior', KEPT_ANSWERS)],
  ],
  ['aws_iam_role', ['force_detach_policies']],
  ['aws_s3_bucket_intelligent_tiering_configuration', ['tiering']],
  ['aws_transfer_server', ['security_policy_name']],
  ['AWS::ApiGateway::DomainName', ['SecurityPolicy']],
  ['AWS::ApplicationAutoScaling::ScalingPolicy', ['PolicyType']],
  ['AWS::AutoScaling::ScalingPolicy', ['PolicyType']],
  [
    'AWS::CloudFront::Distribution',
    [
      ...under('DistributionConfig.DefaultCacheBehavior', KEPT_ANSWERS_IN_TEMPLATES),
      ...under('DistributionConfig.CacheBehaviors', KEPT_ANSWERS_IN_TEMPLATES),
    ],
  ],
  ['AWS::S3::Bucket', ['IntelligentTieringConfigurations']],
  ['AWS::Transfer::Server', ['SecurityPolicyName']],
])

/** What of a type says nothing of access, whatever it is called: arguments, and paths within them. */
export function quietPaths(type: string): readonly string[] {
  return QUIET.get(type) ?? []
}

/** Whether a whole argument of a type says nothing of access, whatever it is called. */
export function isQuiet(type: string, argument: string): boolean {
  return quietPaths(type).includes(argument)
}

/** Whether an argument of a type decides about access, whatever it is called. */
export function isTelling(type: string, argument: string): boolean {
  const told = TELLING.get(type)
  return told === ALL || told?.includes(argument) === true
}
