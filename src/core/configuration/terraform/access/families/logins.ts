import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters, type Subject } from './relations.ts'
import { type Switch, switchAdapters } from './switches.ts'

const LOGIN = 'login by'
/** Web pages from elsewhere. */
export const CALLS_BY_PAGES = 'calls by web pages of'

type Row = readonly [
  type: string,
  argument: string,
  effect: Switch['effect'],
  on: readonly string[],
  absent: string,
  says: string,
]

const SWITCHES: readonly Row[] = [
  ['aws_appsync_graphql_api', 'visibility', 'exposure', ['GLOBAL'], 'GLOBAL', 'an address on the internet'],
  [
    'aws_cognito_identity_pool',
    'allow_unauthenticated_identities',
    'exposure',
    ['true'],
    'false',
    'identities without a login',
  ],
  ['aws_cognito_identity_pool', 'allow_classic_flow', 'exposure', ['true'], 'false', 'the classic flow'],
  [
    'aws_cognito_user_pool',
    'admin_create_user_config.allow_admin_create_user_only',
    'guardrail',
    ['true'],
    'false',
    'users are created by administrators only',
  ],
  ['aws_cognito_user_pool', 'mfa_configuration', 'guardrail', ['ON'], 'OFF', 'a second factor for everybody'],
]

/** Whose login a listener asks for, and what it does without one. */
const LISTENER_LOGINS: readonly Relation[] = [
  ['aws_lb_listener', 'default_action'],
  ['aws_alb_listener', 'default_action'],
  ['aws_lb_listener_rule', 'action'],
  ['aws_alb_listener_rule', 'action'],
].flatMap(([type = '', action = '']) =>
  [
    ['authenticate_oidc', 'issuer', 'client_id'],
    ['authenticate_cognito', 'user_pool_arn', 'user_pool_client_id'],
  ].map(([block = '', ...names]): Relation => {
    const within = `${action}.${block}`
    const scope = [...names, 'on_unauthenticated_request']
    const row = { effect: 'guardrail', noun: 'listener-login', holder: [], own: true, says: 'a login by' } as const
    return { ...row, type, within, scope, whole: [within] }
  }),
)

const own = (type: string, says: string, scope: readonly string[], more: Partial<Relation> = {}): Relation => {
  return { type, effect: 'exposure', noun: 'logins', holder: [], own: true, says, scope, ...more }
}

const PROVIDER = [
  'authentication_type',
  'openid_connect_config.issuer',
  'openid_connect_config.client_id',
  'user_pool_config.user_pool_id',
  'user_pool_config.default_action',
  'lambda_authorizer_config.authorizer_uri',
] as const

const TABLE: readonly Relation[] = [
  ...LISTENER_LOGINS,
  own('aws_appsync_graphql_api', LOGIN, PROVIDER, {
    whole: ['openid_connect_config', 'user_pool_config', 'lambda_authorizer_config'],
  }),
  own('aws_appsync_graphql_api', LOGIN, PROVIDER, {
    within: 'additional_authentication_provider',
    whole: ['additional_authentication_provider'],
  }),
  own('aws_lambda_function_url', CALLS_BY_PAGES, ['allow_origins'], { within: 'cors', whole: ['cors'] }),
  own('aws_apigatewayv2_api', CALLS_BY_PAGES, ['allow_origins'], {
    within: 'cors_configuration',
    whole: ['cors_configuration'],
  }),
  own('aws_cognito_identity_pool', LOGIN, ['openid_connect_provider_arns']),
  own('aws_cognito_identity_pool', LOGIN, ['saml_provider_arns']),
  own('aws_cognito_identity_pool', LOGIN, ['developer_provider_name']),
  own('aws_cognito_identity_pool', LOGIN, ['supported_login_providers']),
  own('aws_cognito_identity_pool', LOGIN, ['client_id', 'provider_name'], { within: 'cognito_identity_providers' }),
  ...['authenticated', 'unauthenticated'].map(
    (who): Relation => ({
      type: 'aws_cognito_identity_pool_roles_attachment',
      effect: 'exposure',
      noun: 'pool-roles',
      holder: ['identity_pool_id'],
      within: 'roles',
      scope: [who],
      says: `for ${who} identities the role`,
    }),
  ),
  own('aws_cognito_user_pool_client', 'the OAuth scope', ['allowed_oauth_scopes']),
  own('aws_cognito_user_pool_client', 'the OAuth flow', ['allowed_oauth_flows'], {
    when: { argument: 'allowed_oauth_flows_user_pool_client', is: ['true'], absent: 'false' },
  }),
  own('aws_cognito_user_pool_client', 'logins that lead to', ['callback_urls']),
  own('aws_cognito_user_pool_client', 'the login flow', ['explicit_auth_flows']),
  own('aws_cognito_user_pool_client', LOGIN, ['supported_identity_providers']),
  own('aws_cloudfront_distribution', 'the web ACL', ['web_acl_id'], { effect: 'guardrail' }),
  {
    type: 'aws_wafv2_web_acl_association',
    effect: 'guardrail',
    noun: 'web-acl',
    holder: ['resource_arn'],
    scope: ['web_acl_arn'],
    says: 'the web ACL',
  },
  {
    type: 'aws_wafregional_web_acl_association',
    effect: 'guardrail',
    noun: 'web-acl',
    holder: ['resource_arn'],
    scope: ['web_acl_id'],
    says: 'the web ACL',
  },
]

/** What a web ACL may stand before. */
const SUBJECTS: readonly Subject[] = [
  'aws_lb',
  'aws_alb',
  'aws_api_gateway_stage',
  'aws_appsync_graphql_api',
  'aws_cognito_user_pool',
  'aws_apprunner_service',
].map((type) => ({ type, noun: 'web-acl', holder: 'arn' }))

/** Who is let in without a login, or by whose. Source: the resources' pages in the AWS provider's documentation. */
export const LOGIN_ADAPTERS: readonly ResourceAdapter[] = [
  ...switchAdapters([
    ...SWITCHES.map(([type, argument, effect, on, absent, says]): Switch => {
      return { type, argument, effect, on, absent, says }
    }),
  ]),
  ...relationAdapters(TABLE, SUBJECTS),
]
