/** Every argument of the type speaks of access. */
const ALL = 'all'

/**
 * Types of which arguments decide about access though no name says so: what they deploy, whose logins they take, and
 * what may be read through them. In either language. Sources: the resources' pages in the AWS provider's documentation
 * and in the AWS CloudFormation Template Reference.
 */
const TELLING: ReadonlyMap<string, typeof ALL | readonly string[]> = new Map<string, typeof ALL | readonly string[]>([
  ['aws_cloudformation_stack', ['template_body', 'template_url', 'parameters']],
  ['aws_cloudformation_stack_instances', ALL],
  ['aws_cloudformation_stack_set', ['template_body', 'template_url', 'parameters']],
  ['aws_cloudformation_stack_set_instance', ALL],
  ['aws_cognito_identity_provider', ALL],
  ['aws_ecr_registry_scanning_configuration', ALL],
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
  ['aws_ssm_service_setting', ALL],
  ['aws_workspaces_directory', ['ip_group_ids']],
  ['AWS::Cognito::UserPoolIdentityProvider', ALL],
  ['AWS::ECR::RegistryScanningConfiguration', ALL],
  ['AWS::EMR::StudioSessionMapping', ALL],
  ['AWS::FSx::FileSystem', ['OpenZFSConfiguration']],
  ['AWS::FSx::Volume', ['OpenZFSConfiguration']],
  ['AWS::IoT::CACertificate', ALL],
  ['AWS::IoT::TopicRule', ['TopicRulePayload']],
  ['AWS::LakeFormation::DataCellsFilter', ALL],
  ['AWS::OpenSearchServerless::SecurityConfig', ALL],
  ['AWS::ServiceCatalog::CloudFormationProduct', ['ProvisioningArtifactParameters']],
])

/** Whether an argument of a type decides about access, whatever it is called. */
export function isTelling(type: string, argument: string): boolean {
  const told = TELLING.get(type)
  return told === ALL || told?.includes(argument) === true
}
