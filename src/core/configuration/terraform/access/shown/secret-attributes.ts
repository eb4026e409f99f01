/**
 * Attributes of resources and data sources that are secrets. Sources: the pages of these types in the documentation of
 * the providers, which mark them as sensitive.
 */
const ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_acm_certificate', ['private_key']],
  ['aws_api_gateway_api_key', ['value']],
  ['aws_appsync_api_key', ['key']],
  ['aws_cognito_user_pool_client', ['client_secret']],
  ['aws_db_instance', ['password']],
  ['aws_docdb_cluster', ['master_password']],
  ['aws_ecr_authorization_token', ['authorization_token', 'password']],
  ['aws_eks_cluster_auth', ['token']],
  ['aws_elasticache_replication_group', ['auth_token']],
  ['aws_iam_access_key', ['secret', 'ses_smtp_password_v4']],
  ['aws_iam_user_login_profile', ['password']],
  ['aws_kms_ciphertext', ['plaintext']],
  ['aws_kms_secrets', ['plaintext']],
  ['aws_lightsail_key_pair', ['private_key']],
  ['aws_rds_cluster', ['master_password']],
  ['aws_redshift_cluster', ['master_password']],
  ['aws_secretsmanager_random_password', ['random_password']],
  ['aws_secretsmanager_secret_version', ['secret_binary', 'secret_string']],
  ['aws_ssm_parameter', ['value']],
  ['google_service_account_key', ['private_key']],
  ['random_password', ['result']],
  ['tls_private_key', ['private_key_openssh', 'private_key_pem', 'private_key_pem_pkcs8']],
  ['vault_generic_secret', ['data', 'data_json']],
  ['vault_kv_secret_v2', ['data', 'data_json']],
])

/** Whether names such as `[data, type, name, attribute]` stand for a secret, or for a whole resource that has one. */
export function isSecretAttribute(names: readonly string[]): boolean {
  const { secrets, attribute } = attributeOf(names)
  return secrets !== undefined && (attribute === undefined || secrets.includes(attribute))
}

/** The same of the address of a symbol, with modules and keys in it; of a whole resource it is none. */
export function isSecretAddress(address: string): boolean {
  const names = address.replaceAll(/\[[^\]]*\]/g, '').split('.')
  while (names[0] === 'module') names.splice(0, 2)
  const { secrets, attribute } = attributeOf(names)
  return attribute !== undefined && secrets?.includes(attribute) === true
}

/** Which attribute is named, and which are secrets of its type; what is read (`data`, `ephemeral`) says so first. */
function attributeOf(names: readonly string[]) {
  const isRead = names[0] === 'data' || names[0] === 'ephemeral'
  const [type = '', , attribute] = isRead ? names.slice(1) : names
  return { secrets: ATTRIBUTES.get(type), attribute }
}
