import type { ResourceAdapter } from '../adapter.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'

type Row = readonly [type: string, holder: string, says: string, when?: Relation['when']]

const ACTIVE = { argument: 'status', is: ['Active'], absent: 'Active' } as const

/** What somebody logs in with from then on, and whose it is: each is one of its own. */
const CREDENTIALS: readonly Row[] = [
  ['aws_iam_access_key', 'user', 'an access key', ACTIVE],
  ['aws_iam_user_login_profile', 'user', 'a password for the console'],
  ['aws_iam_user_ssh_key', 'username', 'an SSH key', ACTIVE],
  ['aws_iam_service_specific_credential', 'user_name', 'a credential for a service', ACTIVE],
  ['aws_iam_signing_certificate', 'user_name', 'a signing certificate', ACTIVE],
]

/** The account that administers a service for all accounts of the organization, and the argument that names it. */
const DELEGATED: readonly (readonly [type: string, account: string, service: string])[] = [
  ['aws_auditmanager_organization_admin_account_registration', 'admin_account_id', 'Audit Manager'],
  ['aws_cloudtrail_organization_delegated_admin_account', 'account_id', 'CloudTrail'],
  ['aws_detective_organization_admin_account', 'account_id', 'Detective'],
  ['aws_fms_admin_account', 'account_id', 'Firewall Manager'],
  ['aws_guardduty_organization_admin_account', 'admin_account_id', 'GuardDuty'],
  ['aws_inspector2_delegated_admin_account', 'account_id', 'Inspector'],
  ['aws_macie2_organization_admin_account', 'admin_account_id', 'Macie'],
  ['aws_securityhub_organization_admin_account', 'admin_account_id', 'Security Hub'],
  ['aws_vpc_ipam_organization_admin_account', 'delegated_admin_account_id', 'IPAM'],
]

/** Where a user of Transfer Family is at home. */
const HOME = ['home_directory', 'home_directory_mappings.entry', 'home_directory_mappings.target'] as const

const TABLE: readonly Relation[] = [
  ...CREDENTIALS.map(([type, holder, says, when]): Relation => {
    const row = { effect: 'exposure', noun: 'credentials', scopeOwn: 'id', isGlobal: true } as const
    const whole = when === undefined ? {} : { when }
    return { ...row, ...whole, type, holder: [holder], says }
  }),
  {
    type: 'aws_key_pair',
    effect: 'exposure',
    noun: 'key-pair',
    holder: [],
    own: true,
    scope: ['public_key'],
    says: 'login to instances with the key',
  },
  ...['public_key', 'public_keys'].map((argument): Relation => {
    const row = { effect: 'exposure', noun: 'key-pair', holder: [], own: true } as const
    return { ...row, type: 'aws_glue_dev_endpoint', scope: [argument], says: 'login with the key' }
  }),
  {
    type: 'aws_eks_node_group',
    effect: 'exposure',
    noun: 'key-pair',
    holder: [],
    own: true,
    within: 'remote_access',
    scope: ['ec2_ssh_key'],
    bounds: ['source_security_group_ids'],
    boundsSay: 'from the security group',
    says: 'login to nodes with the key',
  },
  {
    type: 'aws_transfer_user',
    effect: 'exposure',
    noun: 'transfer',
    holder: ['server_id'],
    scope: ['user_name', 'role', ...HOME],
    says: 'a user',
  },
  {
    type: 'aws_transfer_ssh_key',
    effect: 'exposure',
    noun: 'transfer',
    holder: ['server_id'],
    scope: ['user_name', 'body'],
    says: 'login with a key by',
  },
  {
    type: 'aws_transfer_access',
    effect: 'exposure',
    noun: 'transfer',
    holder: ['server_id'],
    scope: ['external_id', 'role', ...HOME],
    says: 'a group of the directory',
  },
  {
    type: 'aws_iam_openid_connect_provider',
    effect: 'exposure',
    noun: 'oidc-provider',
    holder: ['url'],
    own: true,
    scope: ['client_id_list'],
    says: 'logins for the client',
    isGlobal: true,
  },
  {
    type: 'aws_iam_openid_connect_provider',
    effect: 'exposure',
    noun: 'oidc-provider',
    holder: ['url'],
    own: true,
    scope: ['thumbprint_list'],
    says: 'logins signed with',
    isGlobal: true,
  },
  {
    type: 'aws_iam_saml_provider',
    effect: 'exposure',
    noun: 'saml-provider',
    holder: ['name'],
    own: true,
    scope: ['saml_metadata_document'],
    says: 'logins by',
    isGlobal: true,
  },
  {
    type: 'aws_iam_service_linked_role',
    effect: 'exposure',
    noun: 'service-linked-roles',
    holder: [],
    scope: ['aws_service_name', 'custom_suffix'],
    says: 'a role of the service',
    isGlobal: true,
  },
  {
    type: 'aws_rolesanywhere_profile',
    effect: 'exposure',
    noun: 'anywhere-profile',
    holder: ['name'],
    own: true,
    scope: ['role_arns'],
    says: 'for certificates the role',
  },
  {
    type: 'aws_iot_policy_attachment',
    effect: 'exposure',
    noun: 'iot-target',
    holder: ['target'],
    scope: ['policy'],
    says: 'the IoT policy',
  },
  {
    type: 'aws_iot_thing_principal_attachment',
    effect: 'exposure',
    noun: 'iot-thing',
    holder: ['thing'],
    scope: ['principal'],
    says: 'acting as the thing',
  },
  {
    type: 'aws_iot_certificate',
    effect: 'exposure',
    noun: 'iot-certificate',
    holder: [],
    own: true,
    when: { argument: 'active', is: ['true'], absent: 'false' },
    says: 'login with the certificate',
  },
  {
    type: 'aws_organizations_delegated_administrator',
    effect: 'exposure',
    noun: 'delegated',
    holder: [],
    scope: ['account_id', 'service_principal'],
    says: 'administration of a service of the organization',
    isGlobal: true,
  },
  ...DELEGATED.map(([type, account, service]): Relation => {
    const says = `administration of ${service} for the organization`
    return { type, effect: 'exposure', noun: 'delegated', holder: [], scope: [account], says }
  }),
  {
    type: 'aws_organizations_organization',
    effect: 'exposure',
    noun: 'organization',
    holder: [],
    own: true,
    scope: ['aws_service_access_principals'],
    says: 'access of the service to every account',
    isGlobal: true,
  },
  {
    type: 'aws_organizations_organization',
    effect: 'guardrail',
    noun: 'organization',
    holder: [],
    own: true,
    scope: ['enabled_policy_types'],
    says: 'policies of the organization of the type',
    isGlobal: true,
  },
]

/** New credentials, and whose logins count. Source: the resources' pages in the AWS provider's documentation. */
export const CREDENTIAL_ADAPTERS: readonly ResourceAdapter[] = relationAdapters(TABLE)
