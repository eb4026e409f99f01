import type { Translation } from './translation.ts'

/** Who is given a share, a credential or a membership by a list. Source: AWS CloudFormation Template Reference. */
export const SHARE_TRANSLATIONS: readonly Translation[] = [
  {
    from: 'AWS::RAM::ResourceShare',
    to: 'aws_ram_principal_association',
    arguments: { resource_share_arn: '@Arn' },
    each: { property: 'Principals', arguments: { principal: '' } },
  },
  {
    from: 'AWS::RAM::ResourceShare',
    to: 'aws_ram_resource_association',
    arguments: { resource_share_arn: '@Arn' },
    each: { property: 'ResourceArns', arguments: { resource_arn: '' } },
  },
  {
    from: 'AWS::Organizations::Policy',
    to: 'aws_organizations_policy_attachment',
    arguments: { policy_id: '@Ref' },
    each: { property: 'TargetIds', arguments: { target_id: '' } },
  },
  { from: 'AWS::IAM::AccessKey', to: 'aws_iam_access_key', shared: true, arguments: { user: 'UserName' } },
  { from: 'AWS::IAM::User', to: 'aws_iam_user_login_profile', arguments: { user: '@Ref' }, where: 'LoginProfile' },
  {
    from: 'AWS::Transfer::User',
    to: 'aws_transfer_ssh_key',
    arguments: { server_id: 'ServerId', user_name: 'UserName' },
    each: { property: 'SshPublicKeys', arguments: { body: '' } },
  },
  {
    from: 'AWS::IoT::PolicyPrincipalAttachment',
    to: 'aws_iot_policy_attachment',
    arguments: { target: 'Principal', policy: 'PolicyName' },
  },
  {
    from: 'AWS::IoT::ThingPrincipalAttachment',
    to: 'aws_iot_thing_principal_attachment',
    shared: true,
    arguments: { thing: 'ThingName' },
  },
]
