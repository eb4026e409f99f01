import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'

type Row = readonly [
  type: string,
  noun: string,
  holder: readonly string[],
  scope: readonly string[],
  says: string,
  more?: Partial<Relation>,
]

const OWN = { own: true } as const
const USER = 'the user'

/** Who may log in to what a service runs, each by being there: users, keys, and providers of logins. */
const ROWS: readonly Row[] = [
  [
    'aws_eks_identity_provider_config',
    'cluster-logins',
    ['cluster_name'],
    ['oidc.issuer_url', 'oidc.client_id'],
    'a login by',
  ],
  ['aws_msk_scram_secret_association', 'broker-logins', ['cluster_arn'], ['secret_arn_list'], 'a login by the secret'],
  [
    'aws_msk_single_scram_secret_association',
    'broker-logins',
    ['cluster_arn'],
    ['secret_arn'],
    'a login by the secret',
  ],
  ['aws_mq_broker', 'broker-logins', [], ['username'], USER, { ...OWN, within: 'user' }],
  ['aws_elasticache_user_group', 'cache-logins', ['user_group_id'], ['user_ids'], USER, OWN],
  ['aws_elasticache_user_group_association', 'cache-logins', ['user_group_id'], ['user_id'], USER],
  ['aws_cognito_user_in_group', 'pool-group', ['user_pool_id', 'group_name'], ['username'], 'membership for'],
  ['aws_connect_user', 'contact-center', [], ['security_profile_ids'], 'the security profile', OWN],
  ['aws_api_gateway_usage_plan_key', 'usage-plan', ['usage_plan_id'], ['key_id'], 'calls with the key'],
  ['aws_cloudfront_key_group', 'signers', [], ['items'], 'what is signed with the key', OWN],
]

/**
 * Users, keys and providers of logins of single services. Source: the resources' pages in the AWS provider's
 * documentation.
 */
export const SERVICE_LOGIN_ADAPTERS: readonly ResourceAdapter[] = relationAdapters([
  ...ROWS.map(([type, noun, holder, scope, says, more = {}]): Relation => {
    return { type, effect: 'exposure', noun, holder, scope, says, ...more }
  }),
  {
    type: 'aws_appsync_api_key',
    effect: 'exposure',
    noun: 'graphql-keys',
    holder: ['api_id'],
    scopeOwn: 'id',
    says: 'a key',
  },
])
