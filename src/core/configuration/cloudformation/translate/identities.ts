import type { Translation } from './translation.ts'

const INLINE = { name: 'PolicyName', policy: 'PolicyDocument' }

/**
 * Roles, users and groups with their policies. Source: the resources' pages of AWS::IAM, AWS::SSO and
 * AWS::Organizations, AWS CloudFormation Template Reference.
 */
export const IDENTITY_TRANSLATIONS: readonly Translation[] = [
  {
    from: 'AWS::IAM::Role',
    to: 'aws_iam_role',
    arguments: {
      name: '@Ref',
      assume_role_policy: 'AssumeRolePolicyDocument',
      managed_policy_arns: 'ManagedPolicyArns',
      permissions_boundary: 'PermissionsBoundary',
      max_session_duration: 'MaxSessionDuration',
    },
    blocks: { inline_policy: { property: 'Policies', arguments: INLINE } },
  },
  {
    from: 'AWS::IAM::User',
    to: 'aws_iam_user',
    arguments: { name: '@Ref', permissions_boundary: 'PermissionsBoundary' },
  },
  inline('AWS::IAM::User', 'user'),
  managed('AWS::IAM::User', 'user', 'user_name'),
  {
    from: 'AWS::IAM::User',
    to: 'aws_iam_user_group_membership',
    arguments: { user: '@Ref', groups: 'Groups' },
    where: 'Groups',
  },
  { from: 'AWS::IAM::Group', to: 'aws_iam_group', arguments: { name: '@Ref' } },
  inline('AWS::IAM::Group', 'group'),
  managed('AWS::IAM::Group', 'group', 'group_name'),
  ...attached('AWS::IAM::Policy'),
  {
    from: 'AWS::IAM::ManagedPolicy',
    to: 'aws_iam_policy',
    arguments: { name: '@Ref', arn: '@Ref', policy: 'PolicyDocument' },
  },
  {
    from: 'AWS::IAM::ManagedPolicy',
    to: 'aws_iam_policy_attachment',
    arguments: { policy_arn: '@Ref', roles: 'Roles', users: 'Users', groups: 'Groups' },
  },
  single('AWS::IAM::RolePolicy', 'role', 'RoleName'),
  single('AWS::IAM::UserPolicy', 'user', 'UserName'),
  single('AWS::IAM::GroupPolicy', 'group', 'GroupName'),
  {
    from: 'AWS::IAM::UserToGroupAddition',
    to: 'aws_iam_group_membership',
    arguments: { group: 'GroupName', users: 'Users' },
  },
  {
    from: 'AWS::IAM::InstanceProfile',
    to: 'aws_iam_instance_profile',
    arguments: { name: '@Ref', role: 'Roles' },
  },
  {
    from: 'AWS::SSO::PermissionSet',
    to: 'aws_ssoadmin_permission_set_inline_policy',
    arguments: { permission_set_arn: '@Ref', inline_policy: 'InlinePolicy' },
    where: 'InlinePolicy',
  },
  {
    from: 'AWS::SSO::PermissionSet',
    to: 'aws_ssoadmin_managed_policy_attachment',
    arguments: { permission_set_arn: '@Ref', instance_arn: 'InstanceArn', managed_policy_arn: 'ManagedPolicies' },
    where: 'ManagedPolicies',
  },
  {
    from: 'AWS::SSO::PermissionSet',
    to: 'aws_ssoadmin_customer_managed_policy_attachment',
    arguments: { permission_set_arn: '@Ref', instance_arn: 'InstanceArn' },
    blocks: {
      customer_managed_policy_reference: {
        property: 'CustomerManagedPolicyReferences',
        arguments: { name: 'Name', path: 'Path' },
      },
    },
    where: 'CustomerManagedPolicyReferences',
  },
  {
    from: 'AWS::SSO::PermissionSet',
    to: 'aws_ssoadmin_permissions_boundary_attachment',
    arguments: { permission_set_arn: '@Ref', instance_arn: 'InstanceArn' },
    blocks: {
      permissions_boundary: {
        property: 'PermissionsBoundary',
        arguments: {
          managed_policy_arn: 'ManagedPolicyArn',
          customer_managed_policy_reference: 'CustomerManagedPolicyReference',
        },
      },
    },
    where: 'PermissionsBoundary',
  },
  {
    from: 'AWS::SSO::Assignment',
    to: 'aws_ssoadmin_account_assignment',
    arguments: {
      permission_set_arn: 'PermissionSetArn',
      principal_id: 'PrincipalId',
      principal_type: 'PrincipalType',
      target_id: 'TargetId',
      target_type: 'TargetType',
      instance_arn: 'InstanceArn',
    },
  },
  {
    from: 'AWS::Organizations::Policy',
    to: 'aws_organizations_policy',
    arguments: { name: 'Name', type: 'Type', content: 'Content' },
  },
]

/** Policies that are part of a user or a group. */
function inline(from: string, principal: string): Translation {
  const to = `aws_iam_${principal}_policy`
  return { from, to, arguments: { [principal]: '@Ref' }, each: { property: 'Policies', arguments: INLINE } }
}

/** A user or a group and the managed policies that it lists. */
function managed(from: string, principal: string, holder: string): Translation {
  return {
    from,
    to: `aws_iam_${principal}_policy_attachments_exclusive`,
    arguments: { [holder]: '@Ref', policy_arns: 'ManagedPolicyArns' },
    where: 'ManagedPolicyArns',
  }
}

/** One document that becomes an inline policy of everyone whom it lists. */
function attached(from: string): readonly Translation[] {
  return ['Role', 'User', 'Group'].map((kind) => {
    const principal = kind.toLowerCase()
    return {
      from,
      to: `aws_iam_${principal}_policy`,
      arguments: { name: 'PolicyName', policy: 'PolicyDocument' },
      each: { property: `${kind}s`, arguments: { [principal]: '' } },
    }
  })
}

function single(from: string, principal: string, holder: string): Translation {
  return {
    from,
    to: `aws_iam_${principal}_policy`,
    arguments: { [principal]: holder, name: 'PolicyName', policy: 'PolicyDocument' },
  }
}
