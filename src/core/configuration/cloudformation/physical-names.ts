/**
 * How resources are known: what `Ref` gives, as the name of an attribute, and the property that names the resource
 * where it names it once in an account (and its region). What is not here is told apart by its logical id.
 * Source: "Return values" of the resources' pages, AWS CloudFormation Template Reference.
 */
interface PhysicalName {
  readonly ref: string
  readonly property?: string
}

/** How a type is known. */
export function physicalNameOf(type: string): PhysicalName {
  const row = NAMED.get(type)
  if (row === undefined) return { ref: 'Ref' }
  const [ref, property] = row
  return property === undefined ? { ref } : { ref, property }
}

/** An attribute that says which resource it is, whatever else is said of it. */
export function isIdentifying(attribute: string): boolean {
  return /(?:Arn|ARN|Id|ID|Name|Url|URL|Ref)$/.test(attribute)
}

const NAMED: ReadonlyMap<string, readonly [ref: string, property?: string]> = new Map([
  ['AWS::IAM::Role', ['RoleName', 'RoleName']],
  ['AWS::IAM::User', ['UserName', 'UserName']],
  ['AWS::IAM::Group', ['GroupName', 'GroupName']],
  ['AWS::IAM::InstanceProfile', ['InstanceProfileName', 'InstanceProfileName']],
  ['AWS::IAM::ManagedPolicy', ['PolicyArn', 'ManagedPolicyName']],
  ['AWS::S3::Bucket', ['BucketName', 'BucketName']],
  ['AWS::SQS::Queue', ['QueueUrl', 'QueueName']],
  ['AWS::SNS::Topic', ['TopicArn', 'TopicName']],
  ['AWS::Lambda::Function', ['FunctionName', 'FunctionName']],
  ['AWS::Serverless::Function', ['FunctionName', 'FunctionName']],
  ['AWS::Serverless::SimpleTable', ['TableName', 'TableName']],
  ['AWS::DynamoDB::Table', ['TableName', 'TableName']],
  ['AWS::KMS::Key', ['KeyId']],
  ['AWS::KMS::Alias', ['AliasName', 'AliasName']],
  ['AWS::SecretsManager::Secret', ['Id', 'Name']],
  ['AWS::ECR::Repository', ['RepositoryName', 'RepositoryName']],
  ['AWS::Events::EventBus', ['Name', 'Name']],
  ['AWS::Logs::LogGroup', ['LogGroupName', 'LogGroupName']],
  ['AWS::Logs::Destination', ['DestinationName', 'DestinationName']],
  ['AWS::Kinesis::Stream', ['Name', 'Name']],
  ['AWS::StepFunctions::StateMachine', ['Arn', 'StateMachineName']],
  ['AWS::ECS::Cluster', ['ClusterName', 'ClusterName']],
  ['AWS::EKS::Cluster', ['Name', 'Name']],
  ['AWS::EFS::FileSystem', ['FileSystemId']],
  ['AWS::EC2::SecurityGroup', ['GroupId']],
  ['AWS::EC2::VPC', ['VpcId']],
  ['AWS::EC2::Subnet', ['SubnetId']],
  ['AWS::EC2::PrefixList', ['PrefixListId']],
  ['AWS::Backup::BackupVault', ['BackupVaultName', 'BackupVaultName']],
  ['AWS::OpenSearchService::Domain', ['DomainName', 'DomainName']],
  ['AWS::Elasticsearch::Domain', ['DomainName', 'DomainName']],
  ['AWS::CloudTrail::Trail', ['TrailName', 'TrailName']],
  ['AWS::CodeBuild::Project', ['ProjectName', 'Name']],
  ['AWS::CodeArtifact::Domain', ['Arn', 'DomainName']],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', ['LoadBalancerArn', 'Name']],
  ['AWS::EC2::TransitGateway', ['Id']],
  ['AWS::EC2::Instance', ['InstanceId']],
  ['AWS::EC2::NetworkAcl', ['Id']],
  ['AWS::EC2::RouteTable', ['RouteTableId']],
  ['AWS::EC2::InternetGateway', ['InternetGatewayId']],
  ['AWS::EC2::VPCEndpoint', ['Id']],
  ['AWS::ApiGateway::RestApi', ['RestApiId']],
  ['AWS::Cognito::IdentityPool', ['Id']],
  ['AWS::Cognito::UserPool', ['UserPoolId']],
  ['AWS::S3::AccessPoint', ['Name', 'Name']],
  ['AWS::SSO::PermissionSet', ['PermissionSetArn', 'Name']],
  ['AWS::Organizations::Policy', ['Id', 'Name']],
  ['AWS::VerifiedPermissions::PolicyStore', ['PolicyStoreId']],
  ['AWS::VerifiedPermissions::PolicyTemplate', ['PolicyTemplateId']],
])
