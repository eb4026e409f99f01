import { type Arguments, map, put, type State, type Written } from './scenario.ts'

type Row = readonly [
  type: string,
  path: string,
  one: Written | undefined,
  other: Written | undefined,
  fixed?: Arguments,
]

/** One value, and another one that gives something else: neither is less than the other. */
export interface Other {
  readonly type: string
  readonly path: string
  readonly one: State
  readonly other: State
}

const ROLE = 'arn:aws:iam::111122223333:role/one'
const PLACE = { route_table_id: 'it', destination_cidr_block: '10.0.0.0/8' }
const CATALOGS = ['111122223333', '444455556666'] as const
const ON_TABLE = { principal: ROLE, permissions: ['SELECT'] }
const TABLE = { database_name: 'it', name: 'it' }
const POOL = { user_pool_arn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/one' }
const LOGIN = { issuer: 'https://login.example.com' }
const STORE = { policy_store_id: 'it' }
const API = { visibility: 'PRIVATE' }
const CALL = { action: 'lambda:InvokeFunctionUrl', function_name: 'it', principal: '444455556666' }
const CONFIG_MAP = { metadata: { name: 'aws-auth', namespace: 'kube-system' } }
const LF_TAG = { lf_tag: { key: 'it', value: 'one' } }
const ACCOUNT = '- "444455556666"\n'
const USER = '- userarn: arn:aws:iam::111122223333:user/one\n  groups: [readers]\n'

/** What a route leads to. */
const TARGETS =
  'nat_gateway egress_only_gateway carrier_gateway vpc_peering_connection transit_gateway network_interface vpc_endpoint local_gateway'
    .split(' ')
    .map((name) => `${name}_id`)
    .concat('core_network_arn')

const ROUTES: readonly Row[] = [
  ...TARGETS.map((name): Row => ['aws_route', name, undefined, 'one', PLACE]),
  ['aws_route', 'destination_prefix_list_id', 'pl-1', 'pl-2', { route_table_id: 'it', gateway_id: 'igw-1' }],
  ...['aws_route_table', 'aws_default_route_table'].flatMap((type): readonly Row[] => [
    ...TARGETS.map((name): Row => [type, `route.${name}`, undefined, 'one', { route: { cidr_block: '10.0.0.0/8' } }]),
    [type, 'route.destination_prefix_list_id', 'pl-1', 'pl-2', { route: { gateway_id: 'igw-1' } }],
  ]),
]

const EXPRESSION = { name: 'it', expression: { tag_key: 'it', tag_values: ['one'] } }

/** What permissions are on, but for its catalog. */
const WITHIN: Readonly<Record<string, Arguments>> = {
  database: { name: 'it' },
  table: TABLE,
  table_with_columns: { ...TABLE, column_names: ['one'] },
  data_location: { arn: 'arn:aws:s3:::it' },
  lf_tag: { key: 'it', values: ['one'] },
}

const LAKE: readonly Row[] = [
  ['aws_lakeformation_permissions', 'catalog_id', ...CATALOGS, { ...ON_TABLE, catalog_resource: true }],
  ['aws_lakeformation_permissions', 'catalog_resource', undefined, true, ON_TABLE],
  ...['database', 'table', 'table_with_columns', 'data_location', 'lf_tag'].map(
    (block): Row => [
      'aws_lakeformation_permissions',
      `${block}.catalog_id`,
      ...CATALOGS,
      { ...ON_TABLE, [block]: WITHIN[block] ?? {} },
    ],
  ),
  ['aws_lakeformation_permissions', 'table.wildcard', undefined, true, { ...ON_TABLE, table: { database_name: 'it' } }],
  ...[
    ['wildcard', undefined, true],
    ['excluded_column_names', ['one'], ['other']],
  ].map(
    ([name, one, other]): Row => [
      'aws_lakeformation_permissions',
      `table_with_columns.${name}`,
      one,
      other,
      { ...ON_TABLE, table_with_columns: { ...TABLE, ...(name === 'wildcard' ? {} : { wildcard: true }) } },
    ],
  ),
  [
    'aws_lakeformation_permissions',
    'lf_tag_policy.catalog_id',
    ...CATALOGS,
    { ...ON_TABLE, lf_tag_policy: { resource_type: 'TABLE', expression: { key: 'it', values: ['one'] } } },
  ],
  ['aws_lakeformation_permissions', 'lf_tag.values', ['one'], ['other'], { ...ON_TABLE, lf_tag: { key: 'it' } }],
  ['aws_lakeformation_lf_tag_expression', 'catalog_id', ...CATALOGS, EXPRESSION],
  ...['aws_lakeformation_resource_lf_tag', 'aws_lakeformation_resource_lf_tags'].flatMap((type): readonly Row[] => [
    [type, 'catalog_id', ...CATALOGS, { ...LF_TAG, database: { name: 'it' } }],
    [type, 'database.catalog_id', ...CATALOGS, { ...LF_TAG, database: { name: 'it' } }],
    [type, 'lf_tag.catalog_id', ...CATALOGS, { ...LF_TAG, database: { name: 'it' } }],
    [type, 'table', TABLE, { ...TABLE, name: 'other' }, LF_TAG],
    [
      type,
      'table_with_columns',
      { ...TABLE, column_names: ['one'] },
      { ...TABLE, column_names: ['one', 'other'] },
      LF_TAG,
    ],
  ]),
]

const OPEN_METHOD = { rest_api_id: 'one', resource_id: 'one', http_method: 'GET', authorization: 'NONE' }
const SET = { permission_set_arn: 'it', instance_arn: 'one' }

const LOGINS: readonly Row[] = [
  [
    'aws_ssoadmin_permissions_boundary_attachment',
    'permissions_boundary.customer_managed_policy_reference',
    { name: 'one' },
    { name: 'other' },
    SET,
  ],
  [
    'aws_ssoadmin_customer_managed_policy_attachment',
    'customer_managed_policy_reference.path',
    '/one/',
    '/other/',
    { ...SET, customer_managed_policy_reference: { name: 'one' } },
  ],
  [
    'aws_appsync_graphql_api',
    'openid_connect_config.issuer',
    'https://login.example.com',
    'https://other.example.com',
    { ...API, authentication_type: 'OPENID_CONNECT' },
  ],
  [
    'aws_appsync_graphql_api',
    'user_pool_config.user_pool_id',
    'one',
    'other',
    { ...API, authentication_type: 'AMAZON_COGNITO_USER_POOLS' },
  ],
  [
    'aws_appsync_graphql_api',
    'lambda_authorizer_config.authorizer_uri',
    'one',
    'other',
    { ...API, authentication_type: 'AWS_LAMBDA' },
  ],
  ['aws_api_gateway_method', 'authorization', 'AWS_IAM', 'CUSTOM', {}],
  ['aws_api_gateway_method', 'http_method', 'GET', 'POST', OPEN_METHOD],
  ['aws_apigatewayv2_route', 'authorization_type', 'AWS_IAM', 'CUSTOM', { api_id: 'it', route_key: 'GET /it' }],
  [
    'aws_cognito_identity_pool_roles_attachment',
    'roles',
    map({ authenticated: 'one' }),
    map({ authenticated: 'other' }),
    { identity_pool_id: 'it' },
  ],
  [
    'aws_verifiedpermissions_identity_source',
    'principal_entity_type',
    'Shop::User',
    'Shop::Admin',
    { ...STORE, configuration: { open_id_connect_configuration: LOGIN } },
  ],
  [
    'aws_verifiedpermissions_identity_source',
    'configuration.cognito_user_pool_configuration.group_configuration.group_entity_type',
    'Shop::Group',
    'Shop::Team',
    { ...STORE, configuration: { cognito_user_pool_configuration: POOL } },
  ],
  [
    'aws_verifiedpermissions_identity_source',
    'configuration.open_id_connect_configuration.entity_id_prefix',
    'one',
    'other',
    { ...STORE, configuration: { open_id_connect_configuration: LOGIN } },
  ],
  ...['group_claim', 'group_entity_type'].map(
    (name): Row => [
      'aws_verifiedpermissions_identity_source',
      `configuration.open_id_connect_configuration.group_configuration.${name}`,
      'one',
      'other',
      {
        ...STORE,
        configuration: {
          open_id_connect_configuration: {
            ...LOGIN,
            group_configuration: { group_claim: 'one', group_entity_type: 'one' },
          },
        },
      },
    ],
  ),
]

const REST: readonly Row[] = [
  ['aws_network_acl', 'subnet_ids', ['one'], ['other']],
  [
    'aws_s3_bucket_cors_configuration',
    'cors_rule.allowed_methods',
    ['GET'],
    ['GET', 'PUT'],
    { bucket: 'it', cors_rule: { allowed_origins: ['https://one.example.com'] } },
  ],
  ['aws_verifiedpermissions_schema', 'definition.text', 'one', 'other', STORE],
  ['aws_apigatewayv2_api', 'route_key', 'GET /one', 'GET /other', { target: 'https://example.com' }],
  ['aws_iam_service_linked_role', 'custom_suffix', 'one', 'other', { aws_service_name: 'autoscaling.amazonaws.com' }],
  ['aws_lambda_permission', 'qualifier', 'one', 'other', CALL],
  ['aws_lambda_permission', 'function_url_auth_type', 'AWS_IAM', 'NONE', CALL],
  [
    'aws_network_acl_rule',
    'egress',
    false,
    true,
    { network_acl_id: 'it', rule_number: 100, rule_action: 'allow', protocol: '-1', cidr_block: '10.0.0.0/8' },
  ],
  ['aws_s3_access_point', 'bucket_account_id', ...CATALOGS, { name: 'it', bucket: 'it' }],
  ['aws_s3_bucket_acl', 'access_control_policy', owned('one'), owned('other'), { bucket: 'it' }],
  ...['aws_transfer_access', 'aws_transfer_user'].flatMap((type): readonly Row[] => {
    const user = {
      server_id: 'it',
      role: ROLE,
      ...(type === 'aws_transfer_user' ? { user_name: 'one' } : { external_id: 'S-1-1' }),
    }
    return [
      [type, 'home_directory', '/it/one', '/it', user],
      [type, 'home_directory_mappings.entry', '/one', '/', { ...user, home_directory_mappings: { target: '/it/one' } }],
      [type, 'home_directory_mappings.target', '/it/one', '/it', { ...user, home_directory_mappings: { entry: '/' } }],
    ]
  }),
  [
    'aws_vpc_peering_connection',
    'peer_region',
    'eu-west-1',
    'eu-north-1',
    { vpc_id: 'it', peer_vpc_id: 'one', peer_owner_id: CATALOGS[1] },
  ],
  ...['ingress', 'egress'].flatMap((way) =>
    ['prefix_list_id', 'referenced_security_group_id'].map(
      (name): Row => [
        `aws_vpc_security_group_${way}_rule`,
        name,
        'one',
        'other',
        { security_group_id: 'it', ip_protocol: 'tcp', from_port: 443, to_port: 443 },
      ],
    ),
  ),
  ...['kubernetes_config_map', 'kubernetes_config_map_v1', 'kubernetes_config_map_v1_data'].flatMap(
    (type): readonly Row[] => [
      [type, 'data', map({ mapUsers: USER }), map({ mapUsers: USER.replace('readers', 'system:masters') }), CONFIG_MAP],
      [type, 'data', map({ mapAccounts: ACCOUNT }), map({ mapAccounts: ACCOUNT.replace('4444', '7777') }), CONFIG_MAP],
    ],
  ),
]

/** What tables of types do not tell in scenarios, and is other access whichever way it changes. */
export function otherValues(): readonly Other[] {
  return [...ROUTES, ...LAKE, ...LOGINS, ...REST].map(([type, path, one, other, fixed = {}]) => {
    return { type, path, one: put(fixed, path, one), other: put(fixed, path, other) }
  })
}

function owned(id: string): Arguments {
  return {
    grant: { permission: 'READ', grantee: { type: 'CanonicalUser', id } },
    owner: { id: 'it' },
  }
}
