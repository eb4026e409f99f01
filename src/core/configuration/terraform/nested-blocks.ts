/** Names of nested blocks, each with those within it. */
export interface NestedBlocks {
  readonly [name: string]: NestedBlocks
}

/**
 * The nested blocks of a type of resource or data source, as far as they say who may do what: in JSON nothing else
 * tells them from arguments. Any other property of a body stays an argument, whose value is compared as a whole.
 * Blocks that the provider also takes as arguments (`ingress` of a security group) are arguments in JSON.
 */
export function nestedBlocksOf(type: string): NestedBlocks {
  return NESTED_BLOCKS.find(([pattern]) => pattern.test(type))?.[1] ?? {}
}

const IAM_CONDITION: NestedBlocks = { condition: {} }

const REFERENCE: NestedBlocks = { customer_managed_policy_reference: {} }

/** Source: the types' pages in their providers' documentation. */
const NESTED_BLOCKS: readonly (readonly [RegExp, NestedBlocks])[] = [
  [/^aws_iam_policy_document$/, { statement: { principals: {}, not_principals: {}, condition: {} } }],
  [/^aws_iam_role$/, { inline_policy: {} }],
  [/^aws_kms_grant$/, { constraints: {} }],
  [/^aws_s3_access_point$/, { vpc_configuration: {}, public_access_block_configuration: {} }],
  [/^aws_s3control_multi_region_access_point_policy$/, { details: {} }],
  [/^aws_eks_access_policy_association$/, { access_scope: {} }],
  [/^aws_lambda_function_url$/, { cors: {} }],
  [/^aws_ssoadmin_customer_managed_policy_attachment$/, REFERENCE],
  [/^aws_ssoadmin_permissions_boundary_attachment$/, { permissions_boundary: REFERENCE }],
  [
    /^aws_lakeformation_permissions$/,
    {
      data_cells_filter: {},
      data_location: {},
      database: {},
      lf_tag: {},
      lf_tag_policy: { expression: {} },
      table: {},
      table_with_columns: {},
    },
  ],
  [/^aws_lakeformation_lf_tag_expression$/, { expression: {} }],
  [/^aws_lakeformation_resource_lf_tags?$/, { lf_tag: {}, database: {}, table: {}, table_with_columns: {} }],
  [
    /^aws_verifiedpermissions_policy$/,
    { definition: { static: {}, template_linked: { principal: {}, resource: {} } } },
  ],
  [/^aws_verifiedpermissions_schema$/, { definition: {} }],
  [/^aws_verifiedpermissions_policy_store$/, { validation_settings: {} }],
  [
    /^aws_verifiedpermissions_identity_source$/,
    {
      configuration: {
        cognito_user_pool_configuration: { group_configuration: {} },
        open_id_connect_configuration: {
          group_configuration: {},
          token_selection: { access_token_only: {}, identity_token_only: {} },
        },
      },
    },
  ],
  [/^google_iam_policy$/, { binding: IAM_CONDITION, audit_config: { audit_log_configs: {} } }],
  [/^google_\w+_iam_(?:member|binding)$/, IAM_CONDITION],
  [/^google_compute_firewall$/, { allow: {}, deny: {}, log_config: {} }],
  [/^google_bigquery_dataset$/, { access: { condition: {}, dataset: { dataset: {} }, routine: {}, view: {} } }],
  [/^azurerm_role_definition$/, { permissions: {} }],
  [
    /^kubernetes_(?:cluster_)?role(?:_v1)?$/,
    { metadata: {}, rule: {}, aggregation_rule: { cluster_role_selectors: { match_expressions: {} } } },
  ],
  [/^kubernetes_(?:cluster_)?role_binding(?:_v1)?$/, { metadata: {}, role_ref: {}, subject: {} }],
  [/^kubernetes_service_account(?:_v1)?$/, { metadata: {}, image_pull_secret: {}, secret: {} }],
  [/^vault_policy_document$/, { rule: { allowed_parameter: {}, denied_parameter: {} } }],
]

/** The nested blocks of a provider's configuration. */
export const PROVIDER_BLOCKS: ReadonlyMap<string, NestedBlocks> = new Map([
  ['aws', { assume_role: {}, assume_role_with_web_identity: {}, default_tags: {}, endpoints: {}, ignore_tags: {} }],
  ['azurerm', { features: {} }],
  ['google', { batching: {}, external_credentials: {} }],
  ['google-beta', { batching: {}, external_credentials: {} }],
  ['helm', { kubernetes: { exec: {} }, registry: {} }],
  ['kubernetes', { exec: {} }],
  ['vault', { auth_login: {}, headers: {} }],
])
