import { type Arguments, map, type Scenario, valueScenario, type Written } from './scenario.ts'

type Row = readonly [type: string, path: string, less: Written | undefined, more: Written | undefined, fixed: Arguments]

const ROLE = 'arn:aws:iam::111122223333:role/one'
const WITHIN = '10.0.0.0/8'
const ALL = '0.0.0.0/0'
const CALL = { action: 'lambda:InvokeFunction', function_name: 'it' }
const BY_BUCKET = { ...CALL, principal: 's3.amazonaws.com' }
const GRANTED = { key_id: 'it', grantee_principal: ROLE, operations: ['Decrypt'], name: 'it' }
const CONTEXT = map({ tenant: 'one' })
const ORACLE = { api_id: 'it', route_key: 'GET /it', authorization_type: 'JWT', authorizer_id: 'one' }
const METHOD = { authorization: 'COGNITO_USER_POOLS', authorizer_id: 'one' }
const GROUP_RULE = { security_group_id: 'it', type: 'ingress', protocol: 'tcp', from_port: 443, to_port: 443 }
const SINGLE_RULE = { security_group_id: 'it', ip_protocol: 'tcp', from_port: 443, to_port: 443 }
const ACL_RULE = { network_acl_id: 'it', rule_number: 100, rule_action: 'allow', egress: false }
const ONE_PORT = { protocol: '6', from_port: 443, to_port: 443 }
const IN_ACL = { rule_no: 100, action: 'allow', protocol: 'tcp', from_port: 443, to_port: 443 }
const ON_TABLE = { principal: ROLE, table: { database_name: 'it', name: 'it' } }
const ON_COLUMNS = { principal: ROLE, permissions: ['SELECT'] }
const COLUMNS = { table_with_columns: { database_name: 'it', name: 'it' } }
const SHARE = { data_share_arn: 'it', consumer_identifier: '444455556666' }
const BUCKET = { bucket: 'it' }
const EVERYBODY = 'http://acs.amazonaws.com/groups/global/AllUsers'

/** Arguments that decide how far something reaches, one after the other. */
const EXPOSURES: readonly Row[] = [
  ['aws_kms_grant', 'constraints.encryption_context_equals', CONTEXT, undefined, GRANTED],
  ['aws_kms_grant', 'constraints.encryption_context_subset', CONTEXT, undefined, GRANTED],
  ['aws_kms_grant', 'retiring_principal', undefined, 'arn:aws:iam::444455556666:root', GRANTED],
  [
    'aws_acmpca_permission',
    'source_account',
    '111122223333',
    undefined,
    { certificate_authority_arn: 'it', principal: 'acm.amazonaws.com', actions: ['IssueCertificate'] },
  ],
  ['aws_redshift_data_share_authorization', 'allow_writes', false, true, SHARE],
  [
    'aws_lakeformation_permissions',
    'permissions_with_grant_option',
    undefined,
    ['SELECT'],
    { ...ON_TABLE, permissions: ['SELECT'] },
  ],
  [
    'aws_lakeformation_permissions',
    'table_with_columns.column_names',
    ['one'],
    ['one', 'other'],
    { ...ON_COLUMNS, ...COLUMNS },
  ],
  [
    'aws_sns_topic_subscription',
    'filter_policy',
    '{"kind": ["one"]}',
    undefined,
    { topic_arn: 'it', protocol: 'https', endpoint: 'https://example.com' },
  ],
  [
    'aws_cognito_user_pool_client',
    'allowed_oauth_flows_user_pool_client',
    false,
    true,
    { allowed_oauth_flows: ['implicit'] },
  ],
  [
    'aws_cognito_identity_pool',
    'supported_login_providers',
    undefined,
    map({ 'graph.facebook.com': '1' }),
    { identity_pool_name: 'it' },
  ],
  ['aws_eks_access_entry', 'type', 'STANDARD', 'EC2_LINUX', { cluster_name: 'it', principal_arn: ROLE }],
  [
    'aws_ec2_client_vpn_authorization_rule',
    'authorize_all_groups',
    undefined,
    true,
    { client_vpn_endpoint_id: 'it', target_network_cidr: WITHIN, access_group_id: 'one' },
  ],
  ['aws_route', 'destination_ipv6_cidr_block', '2001:db8::/32', '::/0', { route_table_id: 'it', gateway_id: 'igw-1' }],
  ...['aws_route_table', 'aws_default_route_table'].map(
    (type): Row => [type, 'route.ipv6_cidr_block', '2001:db8::/32', '::/0', { route: { gateway_id: 'igw-1' } }],
  ),
  ['aws_s3_bucket', 'grant', undefined, { type: 'Group', permissions: ['READ'], uri: EVERYBODY }, BUCKET],
]

/** Of policies and their conditions that are arguments. */
const RESOURCES: readonly Row[] = [
  ['aws_lambda_permission', 'source_arn', 'arn:aws:s3:::it', undefined, BY_BUCKET],
  ['aws_lambda_permission', 'source_account', '111122223333', undefined, BY_BUCKET],
  ['aws_lambda_permission', 'principal_org_id', 'o-one', undefined, { ...CALL, principal: '*' }],
  ['aws_lambda_permission', 'event_source_token', 'one', undefined, { ...CALL, principal: 'alexa-appkit.amazon.com' }],
]

const GUARDRAILS: readonly Row[] = [
  ['aws_apigatewayv2_route', 'authorization_scopes', ['one'], undefined, ORACLE],
  ['aws_api_gateway_method', 'authorization_scopes', ['one'], undefined, METHOD],
]

const NETWORKS: readonly Row[] = [
  ['aws_security_group_rule', 'ipv6_cidr_blocks', ['2001:db8::/32'], ['::/0'], GROUP_RULE],
  ['aws_security_group_rule', 'self', undefined, true, { ...GROUP_RULE, cidr_blocks: [WITHIN] }],
  ['aws_security_group_rule', 'source_security_group_id', undefined, 'sg-2', { ...GROUP_RULE, cidr_blocks: [WITHIN] }],
  ['aws_security_group_rule', 'prefix_list_ids', undefined, ['pl-1'], { ...GROUP_RULE, cidr_blocks: [WITHIN] }],
  ['aws_security_group_rule', 'to_port', 443, 444, { ...GROUP_RULE, cidr_blocks: [WITHIN] }],
  ['aws_security_group_rule', 'from_port', 443, 442, { ...GROUP_RULE, cidr_blocks: [WITHIN] }],
  [
    'aws_security_group_rule',
    'protocol',
    'tcp',
    '-1',
    { ...GROUP_RULE, from_port: 0, to_port: 65_535, cidr_blocks: [WITHIN] },
  ],
  ...['ingress', 'egress'].flatMap((way): readonly Row[] => {
    const type = `aws_vpc_security_group_${way}_rule`
    return [
      [type, 'cidr_ipv6', '2001:db8::/32', '::/0', SINGLE_RULE],
      [type, 'to_port', 443, 444, { ...SINGLE_RULE, cidr_ipv4: WITHIN }],
      [type, 'from_port', 443, 442, { ...SINGLE_RULE, cidr_ipv4: WITHIN }],
      [type, 'ip_protocol', 'tcp', '-1', { ...SINGLE_RULE, from_port: 0, to_port: 65_535, cidr_ipv4: WITHIN }],
    ]
  }),
  ...['ingress', 'egress'].flatMap((way): readonly Row[] => {
    const rule = { protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: [WITHIN] }
    const type = 'aws_security_group'
    return [
      [type, `${way}.ipv6_cidr_blocks`, undefined, ['2001:db8::/32'], { [way]: rule }],
      [type, `${way}.prefix_list_ids`, undefined, ['pl-1'], { [way]: rule }],
      [type, `${way}.security_groups`, undefined, ['sg-2'], { [way]: rule }],
      [type, `${way}.to_port`, 443, 444, { [way]: rule }],
      [type, `${way}.from_port`, 443, 442, { [way]: rule }],
      [type, `${way}.protocol`, 'tcp', '-1', { [way]: { ...rule, from_port: 0, to_port: 65_535 } }],
    ]
  }),
  ['aws_network_acl', 'egress.cidr_block', WITHIN, ALL, { egress: IN_ACL }],
  ['aws_default_network_acl', 'ingress.cidr_block', WITHIN, ALL, { ingress: IN_ACL }],
  ['aws_network_acl_rule', 'ipv6_cidr_block', '2001:db8::/32', '::/0', { ...ACL_RULE, ...ONE_PORT }],
  ['aws_network_acl_rule', 'protocol', '6', '-1', { ...ACL_RULE, from_port: 443, to_port: 443, cidr_block: WITHIN }],
  ['aws_network_acl_rule', 'to_port', 443, 444, { ...ACL_RULE, ...ONE_PORT, cidr_block: WITHIN }],
  ['aws_network_acl_rule', 'from_port', 443, 442, { ...ACL_RULE, ...ONE_PORT, cidr_block: WITHIN }],
  ['aws_network_acl_rule', 'rule_action', 'deny', 'allow', { ...ACL_RULE, ...ONE_PORT, cidr_block: WITHIN }],
  ['aws_network_acl_rule', 'icmp_type', 8, -1, { ...ACL_RULE, protocol: '1', icmp_code: -1, cidr_block: WITHIN }],
  ['aws_network_acl_rule', 'icmp_code', 0, -1, { ...ACL_RULE, protocol: '1', icmp_type: 8, cidr_block: WITHIN }],
]

/** A scenario for each argument that tables of types do not tell by themselves. */
export function argumentScenarios(): readonly Scenario[] {
  const kinds = [
    [EXPOSURES, 'exposure'],
    [RESOURCES, 'resource'],
    [GUARDRAILS, 'guardrail'],
    [NETWORKS, 'network'],
  ] as const
  return kinds.flatMap(([rows, kind]) =>
    rows.map(([type, path, less, more, fixed]) => valueScenario(type, path, kind, [less, more], fixed)),
  )
}
