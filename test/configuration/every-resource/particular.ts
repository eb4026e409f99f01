import {
  type Arguments,
  map,
  presenceScenario,
  put,
  type Scenario,
  UNKNOWN,
  valueScenario,
  type Written,
} from './scenario.ts'

const RULE = { protocol: 'tcp', from_port: 443, to_port: 443 }
const WITHIN = '10.0.0.0/8'
const ALL = '0.0.0.0/0'
const ROLE = 'arn:aws:iam::111122223333:role/one'

type Row = readonly [type: string, path: string, less: Written | undefined, more: Written | undefined, fixed: Arguments]

const ACL_RULE = { rule_no: 100, action: 'allow', protocol: 'tcp', from_port: 443, to_port: 443 }

/** Rules for addresses, whose block grows. */
const NETWORKS: readonly Row[] = [
  ...['aws_security_group', 'aws_default_security_group'].flatMap((type): readonly Row[] => [
    [type, 'ingress.cidr_blocks', [WITHIN], [ALL], { ingress: RULE }],
    [type, 'egress.cidr_blocks', [WITHIN], [ALL], { egress: RULE }],
  ]),
  ['aws_security_group_rule', 'cidr_blocks', [WITHIN], [ALL], { ...RULE, type: 'ingress', security_group_id: 'it' }],
  ['aws_vpc_security_group_ingress_rule', 'cidr_ipv4', WITHIN, ALL, groupRule()],
  ['aws_vpc_security_group_egress_rule', 'cidr_ipv4', WITHIN, ALL, groupRule()],
  ['aws_network_acl', 'ingress.cidr_block', WITHIN, ALL, { ingress: ACL_RULE }],
  ['aws_default_network_acl', 'egress.cidr_block', WITHIN, ALL, { egress: ACL_RULE }],
  [
    'aws_network_acl_rule',
    'cidr_block',
    WITHIN,
    ALL,
    {
      network_acl_id: 'it',
      rule_number: 100,
      rule_action: 'allow',
      protocol: '6',
      from_port: 443,
      to_port: 443,
      egress: false,
    },
  ],
  ['aws_lightsail_instance_public_ports', 'port_info.cidrs', [WITHIN], [ALL], { instance_name: 'it', port_info: RULE }],
]

function groupRule(): Arguments {
  return { security_group_id: 'it', ip_protocol: 'tcp', from_port: 443, to_port: 443 }
}

/** What is reached by more addresses. */
const ADDRESSES: readonly Row[] = [
  [
    'aws_eks_cluster',
    'vpc_config.public_access_cidrs',
    [WITHIN],
    [ALL],
    { vpc_config: { endpoint_public_access: true } },
  ],
  ['aws_route', 'destination_cidr_block', WITHIN, ALL, { route_table_id: 'it', gateway_id: 'igw-1' }],
  ['aws_route_table', 'route.cidr_block', WITHIN, ALL, { route: { gateway_id: 'igw-1' } }],
  ['aws_default_route_table', 'route.cidr_block', WITHIN, ALL, { route: { nat_gateway_id: 'nat-1' } }],
  ['aws_ec2_managed_prefix_list', 'entry.cidr', '10.0.0.0/24', '10.0.0.0/16', {}],
  ['aws_ec2_managed_prefix_list_entry', 'cidr', '10.0.0.0/24', '10.0.0.0/16', { prefix_list_id: 'it' }],
  [
    'aws_ec2_transit_gateway_route',
    'destination_cidr_block',
    WITHIN,
    ALL,
    { transit_gateway_route_table_id: 'it', transit_gateway_attachment_id: 'one' },
  ],
  ['aws_workspaces_ip_group', 'rules.source', '10.0.0.0/24', '10.0.0.0/16', {}],
  [
    'aws_ec2_client_vpn_authorization_rule',
    'target_network_cidr',
    '10.0.0.0/16',
    WITHIN,
    { client_vpn_endpoint_id: 'it', authorize_all_groups: true },
  ],
]

const SSH = { remote_access: { ec2_ssh_key: 'one' } }
const CONFIG_MAP = { metadata: { name: 'aws-auth', namespace: 'kube-system' } }
const MAPPED = '- rolearn: arn:aws:iam::111122223333:role/one\n  groups: [readers]\n'
const CATALOG = { principal: ROLE }

/** Grants in Lake Formation: on what, and one permission more. */
const LAKE: readonly Arguments[] = [
  { catalog_resource: true },
  { database: { name: 'it' } },
  { table: { database_name: 'it', name: 'it' } },
  { table_with_columns: { database_name: 'it', name: 'it', column_names: ['one'] } },
  { data_location: { arn: 'arn:aws:s3:::it' } },
  { lf_tag: { key: 'it', values: ['one'] } },
  { data_cells_filter: { database_name: 'it', table_name: 'it', name: 'it', table_catalog_id: '111122223333' } },
  { lf_tag_policy: { resource_type: 'TABLE', expression: { key: 'it', values: ['one'] } } },
]

const OPEN_ID = { open_id_connect_configuration: { issuer: 'https://login.example.com' } }

/** Other values that give more than others. */
const VALUES: readonly Row[] = [
  ...['kubernetes_config_map', 'kubernetes_config_map_v1', 'kubernetes_config_map_v1_data'].map(
    (type): Row => [
      type,
      'data',
      map({ mapRoles: MAPPED }),
      map({ mapRoles: `${MAPPED}${MAPPED.replace('readers', 'system:masters')}` }),
      CONFIG_MAP,
    ],
  ),
  [
    'aws_lakeformation_lf_tag_expression',
    'expression.tag_values',
    ['one'],
    ['one', 'other'],
    { name: 'it', expression: { tag_key: 'it' } },
  ],
  [
    'aws_ssm_document',
    'permissions',
    map({ type: 'Share', account_ids: '111122223333' }),
    map({ type: 'Share', account_ids: '444455556666, 111122223333' }),
    { name: 'it' },
  ],
  ['aws_eks_node_group', 'remote_access.source_security_group_ids', ['sg-1'], undefined, SSH],
  [
    'aws_cognito_identity_pool_roles_attachment',
    'roles',
    map({ authenticated: ROLE }),
    map({ authenticated: ROLE, unauthenticated: ROLE }),
    { identity_pool_id: 'it' },
  ],
  [
    'aws_lambda_layer_version_permission',
    'organization_id',
    'o-one',
    undefined,
    { layer_name: 'it', version_number: 1, principal: '*' },
  ],
  [
    'aws_verifiedpermissions_identity_source',
    'configuration.cognito_user_pool_configuration.client_ids',
    ['one'],
    ['one', 'other'],
    {
      policy_store_id: 'it',
      configuration: {
        cognito_user_pool_configuration: { user_pool_arn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/one' },
      },
    },
  ],
  [
    'aws_appsync_graphql_api',
    'additional_authentication_provider',
    undefined,
    { authentication_type: 'API_KEY' },
    { visibility: 'PRIVATE', authentication_type: 'AWS_IAM' },
  ],
  [
    'aws_verifiedpermissions_identity_source',
    'configuration.open_id_connect_configuration.token_selection.access_token_only.audiences',
    ['one'],
    ['one', 'other'],
    { policy_store_id: 'it', configuration: OPEN_ID },
  ],
]

const SCHEMA = 'definition.value'
const PERMIT = 'permit(principal, action == Action::"read", resource);'
const FORBID = 'forbid(principal, action == Action::"delete", resource);'

function cedarScenarios(): readonly Scenario[] {
  const policy = { policy_store_id: 'it' }
  const statement = 'definition.static.statement'
  const known = { known: put(policy, statement, PERMIT) }
  return [
    {
      ...valueScenario('aws_verifiedpermissions_policy', statement, 'undecided', [undefined, PERMIT], policy),
      less: 'nothing',
      ...known,
    },
    {
      ...valueScenario('aws_verifiedpermissions_policy', statement, 'guardrail', [FORBID, undefined], policy),
      more: 'nothing',
    },
    {
      ...valueScenario('aws_verifiedpermissions_schema', SCHEMA, 'undecided', [undefined, '{"Shop": {}}'], policy),
      less: 'nothing',
      known: put(policy, SCHEMA, '{"Shop": {}}'),
      isUndecidedEitherWay: true,
    },
    valueScenario(
      'aws_verifiedpermissions_policy_template',
      'statement',
      'guardrail',
      [`${FORBID}${PERMIT}`, PERMIT],
      policy,
    ),
  ]
}

/** What filters requests: whether more addresses in a set let in or keep out is said by what names the set. */
const FILTERS: readonly (readonly [type: string, path: string, less: Written, more: Written])[] = [
  ['aws_wafv2_ip_set', 'addresses', ['10.0.0.0/24'], ['10.0.0.0/16']],
  ['aws_waf_ipset', 'ip_set_descriptors.value', '10.0.0.0/24', '10.0.0.0/16'],
  ['aws_wafregional_rate_based_rule', 'rate_limit', 100, 2000],
  ['aws_wafv2_rule_group', 'rule.priority', 1, 2],
  ['aws_wafv2_web_acl', 'rule.statement.rate_based_statement.limit', 100, 2000],
  ['aws_networkfirewall_rule_group', 'rule_group.rules_source.rules_string', 'drop tcp any any', 'pass tcp any any'],
]

function filterScenarios(): readonly Scenario[] {
  return FILTERS.map(([type, path, less, more]) => ({
    ...valueScenario(type, path, 'undecided', [less, more]),
    isUndecidedEitherWay: true,
  }))
}

function lakeScenarios(): readonly Scenario[] {
  return LAKE.map((on) => {
    const values = [['DESCRIBE'], ['DESCRIBE', 'ALTER']] as const
    const scenario = valueScenario('aws_lakeformation_permissions', 'permissions', 'exposure', values, {
      ...CATALOG,
      ...on,
    })
    return { ...scenario, paths: Object.keys(on) }
  })
}

/** What a table of values does not say. */
export function particularScenarios(): readonly Scenario[] {
  const kinds = [
    [NETWORKS, 'network'],
    [ADDRESSES, 'exposure'],
    [VALUES, 'exposure'],
  ] as const
  return [
    ...kinds.flatMap(([rows, kind]) =>
      rows.map(([type, path, less, more, fixed]) => valueScenario(type, path, kind, [less, more], fixed)),
    ),
    ...cedarScenarios(),
    ...filterScenarios(),
    presenceScenario(
      'aws_verifiedpermissions_identity_source',
      'exposure',
      { policy_store_id: 'it', configuration: OPEN_ID },
      'configuration.open_id_connect_configuration.issuer',
    ),
    ...lakeScenarios(),
    {
      ...presenceScenario('aws_network_acl', 'guardrail', { subnet_ids: ['it'] }, 'subnet_ids'),
      isLostWhereUnknown: true,
    },
    presenceScenario(
      'aws_lambda_permission',
      'resource',
      { action: 'lambda:InvokeFunction', function_name: 'it', principal: '444455556666' },
      'principal',
    ),
    ...['aws_opensearch_domain', 'aws_elasticsearch_domain'].map((type) => {
      const within = { domain_name: 'it', vpc_options: { subnet_ids: ['subnet-1'] } }
      const scenario = valueScenario(type, 'vpc_options', 'exposure', [within.vpc_options, undefined], {
        domain_name: 'it',
      })
      return { ...scenario, unknown: { domain_name: 'it', vpc_options: UNKNOWN } }
    }),
  ]
}
