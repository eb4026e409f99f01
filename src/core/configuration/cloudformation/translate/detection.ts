import type { Translation } from './translation.ts'

/** Types that say the same in both languages, in the same words. */
const SAME: readonly (readonly [from: string, to: string, given?: Translation['arguments']])[] = [
  ['AWS::Detective::Graph', 'aws_detective_graph'],
  ['AWS::Detective::MemberInvitation', 'aws_detective_member', { account_id: 'MemberId' }],
  ['AWS::Detective::OrganizationAdmin', 'aws_detective_organization_admin_account'],
  ['AWS::GuardDuty::Detector', 'aws_guardduty_detector', { id: '@Ref', datasources: 'DataSources' }],
  ['AWS::GuardDuty::Filter', 'aws_guardduty_filter'],
  ['AWS::GuardDuty::IPSet', 'aws_guardduty_ipset'],
  ['AWS::GuardDuty::Master', 'aws_guardduty_invite_accepter', { master_account_id: 'MasterId' }],
  ['AWS::GuardDuty::Member', 'aws_guardduty_member', { account_id: 'MemberId' }],
  [
    'AWS::GuardDuty::PublishingDestination',
    'aws_guardduty_publishing_destination',
    { destination_arn: 'DestinationProperties.DestinationArn' },
  ],
  ['AWS::GuardDuty::ThreatIntelSet', 'aws_guardduty_threatintelset'],
  ['AWS::InspectorV2::Filter', 'aws_inspector2_filter', { action: 'FilterAction' }],
  ['AWS::Macie::FindingsFilter', 'aws_macie2_findings_filter'],
  ['AWS::Macie::Session', 'aws_macie2_account'],
  ['AWS::SecurityHub::AutomationRule', 'aws_securityhub_automation_rule'],
  ['AWS::SecurityHub::DelegatedAdmin', 'aws_securityhub_organization_admin_account'],
  ['AWS::SecurityHub::FindingAggregator', 'aws_securityhub_finding_aggregator', { linking_mode: 'RegionLinkingMode' }],
  ['AWS::SecurityHub::Hub', 'aws_securityhub_account'],
  ['AWS::SecurityHub::ProductSubscription', 'aws_securityhub_product_subscription'],
  ['AWS::SecurityHub::Standard', 'aws_securityhub_standards_subscription'],
]

const IMAGES = 'ami_distribution_configuration'

/** What watches accounts, and who gets what is built. Source: the resources' pages, AWS CloudFormation Template Reference. */
export const DETECTION_TRANSLATIONS: readonly Translation[] = [
  ...SAME.map(([from, to, given = {}]): Translation => ({ from, to, shared: true, arguments: given })),
  {
    from: 'AWS::GuardDuty::Detector',
    to: 'aws_guardduty_detector_feature',
    arguments: { detector_id: '@Ref' },
    each: { property: 'Features', arguments: { name: 'Name', status: 'Status' } },
  },
  {
    from: 'AWS::SecurityHub::Standard',
    to: 'aws_securityhub_standards_control',
    arguments: { control_status: '=DISABLED' },
    each: { property: 'DisabledStandardsControls', arguments: { standards_control_arn: 'StandardsControlArn' } },
  },
  {
    from: 'AWS::SecurityHub::ConfigurationPolicy',
    to: 'aws_securityhub_configuration_policy',
    arguments: { 'configuration_policy.service_enabled': 'ConfigurationPolicy.SecurityHub.ServiceEnabled' },
  },
  {
    from: 'AWS::ImageBuilder::DistributionConfiguration',
    to: 'aws_imagebuilder_distribution_configuration',
    arguments: {},
    blocks: { distribution: { property: 'Distributions', arguments: distributed() } },
  },
]

function distributed(): Translation['arguments'] {
  const permissions = [
    ['user_ids', 'UserIds'],
    ['user_groups', 'UserGroups'],
    ['organization_arns', 'OrganizationArns'],
    ['organizational_unit_arns', 'OrganizationalUnitArns'],
  ] as const
  const launching = permissions.map(([name, property]) => [
    `${IMAGES}.launch_permission.${name}`,
    `AmiDistributionConfiguration.LaunchPermissionConfiguration.${property}`,
  ])
  return {
    ...Object.fromEntries(launching),
    [`${IMAGES}.target_account_ids`]: 'AmiDistributionConfiguration.TargetAccountIds',
  }
}
