import type { Relation } from './relation.ts'

type Row = readonly [type: string, holder: string, scope: string, says: string, when?: Relation['when']]

const MEMBER = 'detection of threats in the account'
const RESULTS = 'delivery of findings to'
const ENABLED: Relation['when'] = { argument: 'status', is: ['ENABLED'], absent: 'DISABLED' }

/** What watches the members of an organization, and where it writes what it finds. */
const ROWS: readonly Row[] = [
  ['aws_guardduty_member', 'detector_id', 'account_id', MEMBER],
  ['aws_guardduty_detector_feature', 'detector_id', 'name', 'the feature of detection', ENABLED],
  ['aws_guardduty_publishing_destination', 'detector_id', 'destination_arn', RESULTS],
  [
    'aws_guardduty_threatintelset',
    'detector_id',
    'location',
    'detection of known addresses of',
    { argument: 'activate', is: ['true'], absent: 'false' },
  ],
  [
    'aws_macie2_member',
    '',
    'account_id',
    'discovery of sensitive data in the account',
    { argument: 'status', is: ['ENABLED'], absent: 'ENABLED' },
  ],
  ['aws_macie2_classification_export_configuration', '', 's3_destination.bucket_name', RESULTS],
  ['aws_securityhub_member', '', 'account_id', 'the security hub of the account'],
  ['aws_securityhub_product_subscription', '', 'product_arn', 'findings of the product'],
  ['aws_detective_member', 'graph_arn', 'account_id', 'behaviour of the account'],
  ['aws_inspector2_member_association', '', 'account_id', 'the search for vulnerabilities in the account'],
]

/** Accounts that an account gives its findings and settings to, by accepting an invitation. */
const ACCEPTED: readonly (readonly [type: string, account: string, service: string])[] = [
  ['aws_detective_invitation_accepter', 'graph_arn', 'Detective'],
  ['aws_guardduty_invite_accepter', 'master_account_id', 'GuardDuty'],
  ['aws_macie2_invitation_accepter', 'administrator_account_id', 'Macie'],
  ['aws_securityhub_invite_accepter', 'master_id', 'Security Hub'],
]

const FEATURE = 'aws_guardduty_member_detector_feature'

/** Source: the resources' pages in the AWS provider's documentation. */
export const WATCHED_ACCOUNTS: readonly Relation[] = [
  ...ROWS.map(([type, holder, scope, says, when]): Relation => {
    const row = { effect: 'guardrail', noun: 'watched', holder: holder === '' ? [] : [holder] } as const
    return { ...row, type, scope: [scope], says, ...(when === undefined ? {} : { when }) }
  }),
  {
    type: 'aws_inspector2_enabler',
    effect: 'guardrail',
    noun: 'watched',
    holder: [],
    aspects: 'resource_types',
    scope: ['account_ids'],
    scopeAbsent: 'it',
    says: 'the search for vulnerabilities in',
  },
  {
    type: FEATURE,
    effect: 'guardrail',
    noun: 'watched',
    holder: ['detector_id'],
    aspects: 'name',
    scope: ['account_id'],
    when: ENABLED,
    says: 'the feature of detection',
  },
  ...ACCEPTED.map(([type, account, service]): Relation => {
    const says = `administration of ${service} for the account`
    return { type, effect: 'exposure', noun: 'administered', holder: [], scope: [account], says }
  }),
  // Controls are checked unless something turns them off: the resource only says so of one that is there already.
  ...[
    ['aws_securityhub_standards_control', 'standards_control_arn', 'control_status'] as const,
    ['aws_securityhub_standards_control_association', 'security_control_id', 'association_status'] as const,
  ].map(([type, scope, argument]): Relation => {
    const when = { argument, is: ['DISABLED'], absent: 'ENABLED' }
    const further = type.endsWith('_association') ? ['standards_arn'] : []
    const row = { effect: 'exposure', noun: 'unchecked', holder: [], says: 'no check of the control' } as const
    return { ...row, type, scope: [scope, ...further], when }
  }),
]

type Watching = readonly [type: string, argument: string, absent: string, says: string, on?: readonly string[]]

const FEATURES = 'aws_guardduty_organization_configuration_feature'
const HUB = 'aws_securityhub_organization_configuration'
const INSPECTOR = 'aws_inspector2_organization_configuration'

/** What watches accounts that join an organization. Source: as above. */
export const WATCHED_ACCOUNT_SWITCHES: readonly Watching[] = [
  [FEATURES, 'auto_enable', 'NONE', 'the feature of detection in new accounts', ['ALL', 'NEW']],
  [FEATURES, 'auto_enable', 'NONE', 'the feature of detection in every account', ['ALL']],
  ['aws_macie2_organization_configuration', 'auto_enable', 'false', 'discovery of sensitive data in new accounts'],
  ['aws_macie2_classification_job', 'job_status', 'RUNNING', 'the job that discovers sensitive data', ['RUNNING']],
  [HUB, 'auto_enable', 'false', 'the security hub in new accounts'],
  [HUB, 'auto_enable_standards', 'DEFAULT', 'checks of standards in new accounts', ['DEFAULT']],
  ['aws_securityhub_finding_aggregator', 'linking_mode', 'ALL_REGIONS', 'findings of every region', ['ALL_REGIONS']],
  ['aws_securityhub_configuration_policy', 'configuration_policy.service_enabled', 'false', 'the security hub'],
  ['aws_detective_organization_configuration', 'auto_enable', 'false', 'behaviour of new accounts'],
  ...['ec2', 'ecr', 'lambda', 'lambda_code'].map((part): Watching => {
    return [INSPECTOR, `auto_enable.${part}`, 'false', `the search for vulnerabilities in new accounts: ${part}`]
  }),
]
