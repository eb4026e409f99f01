import type { Link } from '../../../../authorization/reach.ts'
import type { Value } from '../../../../value/value.ts'
import type { ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { policyName } from '../link-names.ts'
import type { ConfiguredResource } from '../resource.ts'
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
    const link = givesPolicy('policies', principal)
    return {
      type,
      effect: 'exposure',
      noun: `${principal}-attachments`,
      holder,
      given,
      says: ATTACHED,
      isGlobal: true,
      link,
    }
  }),
  own('aws_iam_role', 'exposure', 'role', 'managed_policy_arns', ATTACHED),
  own('aws_iam_role', 'guardrail', 'role', 'permissions_boundary', BOUNDARY),
  own('aws_iam_user', 'guardrail', 'user', 'permissions_boundary', BOUNDARY),
  member('aws_iam_user_group_membership', 'groups', 'user', joins),
  member('aws_iam_group_membership', 'group', 'users', joins),
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
    type: 'aws_identitystore_group_membership',
    effect: 'exposure',
    noun: 'directory-group-members',
    holder: 'group_id',
    given: 'member_id',
    with: ['identity_store_id'],
    says: 'membership',
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
    link: (resource, set, policy) => {
      return {
        gives: 'policies',
        holder: `permission-set:${resource.place}${holderName(set)}`,
        to: policyName(policy),
      }
    },
  },
  {
    type: 'aws_organizations_policy_attachment',
    effect: 'guardrail',
    noun: 'controlled',
    holder: 'target_id',
    given: 'policy_id',
    says: 'the control policy of the organisation',
    isGlobal: true,
    link: givesPolicy('control', 'controlled'),
  },
]

export const IDENTITY_ADAPTERS: readonly ResourceAdapter[] = [
  ...namedSetAdapters(TABLE),
  subject('aws_iam_user', 'user'),
  subject('aws_iam_group', 'group'),
]

/** That a principal is there, whose policies are written elsewhere. */
function subject(type: string, noun: string): ResourceAdapter {
  return {
    type,
    nouns: [noun],
    reads: ['name'],
    documents: [],
    held: (resource) => {
      const holder = `${noun}:${resource.account}${holderName(resource.attribute('name'))}`
      return [heldReach(resource, holder, 'guardrail', () => [], true)]
    },
  }
}

type Linked = NonNullable<NamedSet['link']>

function givesPolicy(gives: Link['gives'], noun: string): Linked {
  return (resource, holder, policy) => {
    return { gives, holder: `${noun}:${resource.account}${holderName(holder)}`, to: policyName(policy) }
  }
}

function own(type: string, effect: NamedSet['effect'], principal: string, given: string, says: string): NamedSet {
  const [suffix, gives] =
    effect === 'guardrail' ? (['boundary', 'boundary'] as const) : (['attachments', 'policies'] as const)
  const link = givesPolicy(gives, principal)
  return { type, effect, noun: `${principal}-${suffix}`, holder: 'name', own: true, given, says, isGlobal: true, link }
}

function member(type: string, holder: string, given: string, link: Linked): NamedSet {
  return { type, effect: 'exposure', noun: 'group-members', holder, given, says: 'membership', isGlobal: true, link }
}

function joins({ account }: ConfiguredResource, group: Value, user: Value): Link {
  return { gives: 'policies', holder: `user:${account}${holderName(user)}`, to: `group:${account}${holderName(group)}` }
}
