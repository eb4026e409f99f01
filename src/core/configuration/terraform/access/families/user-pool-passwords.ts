import type { ResourceAdapter } from '../adapter.ts'
import { type Level, levelAdapters } from './levels.ts'
import { type Switch, switchAdapters } from './switches.ts'

const TYPE = 'aws_cognito_user_pool'

/** What is in force without it hangs on whether there is a policy at all, and on who made the pool. */
const required = (characters: string): Switch => ({
  type: TYPE,
  argument: `password_policy.require_${characters}`,
  effect: 'guardrail',
  on: ['true'],
  absent: undefined,
  otherInBlock: true,
  says: `${characters} in passwords`,
})

const LEVELS: readonly Level[] = [
  {
    type: TYPE,
    argument: 'password_policy.minimum_length',
    protects: 'more',
    absent: undefined,
    otherInBlock: true,
    says: 'least length of a password',
  },
  {
    type: TYPE,
    argument: 'password_policy.password_history_size',
    protects: 'more',
    absent: 0,
    says: 'passwords that may not be taken again',
  },
  {
    type: TYPE,
    argument: 'password_policy.temporary_password_validity_days',
    protects: 'less',
    absent: undefined,
    otherInBlock: true,
    none: 0,
    says: 'days that a temporary password is good for',
  },
]

/**
 * What passwords of a user pool have to be. Source: `aws_cognito_user_pool` in the AWS provider's documentation, and
 * "PasswordPolicyType", Amazon Cognito user pools API Reference.
 */
export const USER_POOL_PASSWORD_ADAPTERS: readonly ResourceAdapter[] = [
  ...switchAdapters(['lowercase', 'uppercase', 'numbers', 'symbols'].map(required)),
  ...levelAdapters(LEVELS),
]
