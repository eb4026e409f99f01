import type { ResourceAdapter } from '../adapter.ts'
import { type NamedSet, namedSetAdapters } from './named-sets.ts'

const ATTACHED = 'the attached policy'
const BOUNDARY = 'the permissions boundary'

type Attachment = readonly [type: string, principal: 'role' | 'user' | 'group', holder: string, given: string]

/** Who gets a managed policy, whatever says so. */
const ATTACHMENTS: readonly Attachment[] = [
  ['aws_iam_role_policy_attachment', 'role', 'role', 'policy_arn'],
  ['aws_iam_user_policy_attachment', 'user', 'user', 'policy_arn'],
  ['aws_iam_group_policy_attachment', 'group', 'group', 'policy_arn'],
  ['aws_iam_policy_attachment', 'role', 'roles', 'policy_arn'],
  ['aws_iam_policy_attachment', 'user', 'users', 'policy_arn'],
  ['aws_iam_policy_attachment', 'group', 'groups', 'policy_arn'],
  ['aws_iam_role_policy_attachments_exclusive', 'role', 'role_name', 'policy_arns'],
  ['aws_iam_user_policy_attachments_exclusive', 'user', 'user_name', 'policy_arns'],
  ['aws_iam_group_policy_attachments_exclusive', 'group', 'group_name', 'policy_arns'],
]

/**
 * What principals get beside policies of their own. A policy that comes to be attached is a broadening of whatever it
 * says; what it says is compared where it is declared. Source: the AWS provider's documentation.
 */
const TABLE: readonly NamedSet[] = [
  ...ATTACHMENTS.map(([type, principal, holder, given]): NamedSet => {
    return { type, effect: 'exposure', noun: `${principal}-attachments`, holder, given, says: ATTACHED, isGlobal: true }
  }),
  own('aws_iam_role', 'exposure', 'role-attachments', 'managed_policy_arns', ATTACHED),
  own('aws_iam_role', 'guardrail', 'role-boundary', 'permissions_boundary', BOUNDARY),
  own('aws_iam_user', 'guardrail', 'user-boundary', 'permissions_boundary', BOUNDARY),
  member('aws_iam_user_group_membership', 'groups', 'user'),
  member('aws_iam_group_membership', 'group', 'users'),
  {
    type: 'aws_iam_instance_profile',
    effect: 'exposure',
    noun: 'instance-profile',
    holder: 'name',
    own: true,
    given: 'role',
    says: 'the role of the instances',
    isGlobal: true,
  },
  {
    type: 'aws_ssoadmin_account_assignment',
    effect: 'exposure',
    noun: 'assignments',
    holder: 'permission_set_arn',
    given: 'principal_id',
    with: ['principal_type', 'target_id', 'target_type', 'instance_arn'],
    says: 'the permission set, assigned',
    isGlobal: true,
  },
  {
    type: 'aws_ssoadmin_managed_policy_attachment',
    effect: 'exposure',
    noun: 'permission-set-attachments',
    holder: 'permission_set_arn',
    given: 'managed_policy_arn',
    with: ['instance_arn'],
    says: ATTACHED,
    isGlobal: true,
  },
]

export const IDENTITY_ADAPTERS: readonly ResourceAdapter[] = namedSetAdapters(TABLE)

function own(type: string, effect: NamedSet['effect'], noun: string, given: string, says: string): NamedSet {
  return { type, effect, noun, holder: 'name', own: true, given, says, isGlobal: true }
}

function member(type: string, holder: string, given: string): NamedSet {
  return { type, effect: 'exposure', noun: 'group-members', holder, given, says: 'membership', isGlobal: true }
}
