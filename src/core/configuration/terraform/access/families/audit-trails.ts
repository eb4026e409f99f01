import { plainText } from '../../text.ts'
import type { ResourceAdapter } from '../adapter.ts'
import type { ConfiguredResource } from '../resource.ts'
import type { Relation } from './relation.ts'
import { relationAdapters, type Subject } from './relations.ts'
import { type Switch, switchAdapters } from './switches.ts'
import { WATCHED_ACCOUNT_SWITCHES, WATCHED_ACCOUNTS } from './watched-accounts.ts'

type Row = readonly [type: string, argument: string, absent: string, says: string, on?: readonly string[]]

const TRAIL = 'aws_cloudtrail'
const STORE = 'aws_cloudtrail_event_data_store'
const DETECTION = 'aws_guardduty_organization_configuration'
const DETECTOR = 'aws_guardduty_detector'
const EVERY_REGION = 'records of every region'
const RECORDER = 'aws_config_configuration_recorder'

/** What records and watches: turned off, nobody sees what was done. Source: the AWS provider's documentation. */
const TRAILS: readonly Row[] = [
  [TRAIL, 'enable_logging', 'true', 'logging of the trail'],
  [TRAIL, 'enable_log_file_validation', 'false', 'validation of log files'],
  [TRAIL, 'is_multi_region_trail', 'false', 'logging of all regions'],
  [TRAIL, 'include_global_service_events', 'true', 'logging of global services'],
  [TRAIL, 'is_organization_trail', 'false', 'logging of the whole organization'],
  [TRAIL, 'event_selector.include_management_events', 'true', 'logging of management events'],
  [TRAIL, 'event_selector.read_write_type', 'All', 'logging of reads', ['All', 'ReadOnly']],
  [TRAIL, 'event_selector.read_write_type', 'All', 'logging of writes', ['All', 'WriteOnly']],
  [STORE, 'termination_protection_enabled', 'true', 'protection from deletion'],
  [STORE, 'suspend', 'false', 'recording of events', ['false']],
  [STORE, 'multi_region_enabled', 'true', 'logging of all regions'],
  [STORE, 'organization_enabled', 'false', 'logging of the whole organization'],
  ['aws_config_configuration_recorder_status', 'is_enabled', 'false', 'recording of configuration'],
  [RECORDER, 'recording_group.all_supported', 'true', 'recording of every type'],
  [RECORDER, 'recording_group.include_global_resource_types', 'false', 'recording of global types'],
  [DETECTOR, 'enable', 'true', 'detection of threats'],
  [DETECTOR, 'datasources.s3_logs.enable', 'true', 'detection in logs of S3'],
  [DETECTOR, 'datasources.kubernetes.audit_logs.enable', 'true', 'detection in logs of clusters'],
  [DETECTION, 'auto_enable', 'false', 'detection of threats in new accounts'],
  [DETECTION, 'auto_enable_organization_members', 'NONE', 'detection of threats in new accounts', ['ALL', 'NEW']],
  [DETECTION, 'auto_enable_organization_members', 'NONE', 'detection of threats in every account', ['ALL']],
  ['aws_config_configuration_aggregator', 'account_aggregation_source.all_regions', 'false', EVERY_REGION],
  ['aws_config_configuration_aggregator', 'organization_aggregation_source.all_regions', 'false', EVERY_REGION],
  ['aws_macie2_account', 'status', 'ENABLED', 'discovery of sensitive data', ['ENABLED']],
  ...WATCHED_ACCOUNT_SWITCHES,
]

/** What writes down what is done within something, and goes with it. */
const LOGS: readonly Row[] = [
  [
    'aws_ecs_cluster',
    'configuration.execute_command_configuration.logging',
    'DEFAULT',
    'logs of what is done in shells',
    ['DEFAULT', 'OVERRIDE'],
  ],
  ['aws_mq_broker', 'logs.audit', 'false', 'logs of who did what'],
  ['aws_globalaccelerator_accelerator', 'attributes.flow_logs_enabled', 'false', 'logs of traffic'],
]

const switches = (rows: readonly Row[]): readonly Switch[] =>
  rows.map(([type, argument, absent, says, on = ['true']]) => ({
    type,
    argument,
    effect: 'guardrail',
    on,
    absent,
    says,
  }))

const CHECK = 'the check of configuration'
const CHECKS = 'the checks of configuration'

type Watch = readonly [type: string, scope: string, says: string]

/** What watches an account by being there, and what tells one from another. */
const WATCHES: readonly Watch[] = [
  ['aws_accessanalyzer_analyzer', 'type', 'the analyzer of access'],
  ['aws_securityhub_account', '', 'the security hub'],
  ['aws_securityhub_standards_subscription', 'standards_arn', 'the checks of the standard'],
  ['aws_config_delivery_channel', 's3_bucket_name', 'delivery of recorded configuration'],
  ['aws_detective_graph', '', 'the graph of behaviour'],
  ['aws_config_config_rule', 'source.source_identifier', CHECK],
  ['aws_config_organization_managed_rule', 'rule_identifier', CHECK],
  ['aws_config_organization_custom_rule', 'lambda_function_arn', CHECK],
  ['aws_config_conformance_pack', 'name', CHECKS],
  ['aws_config_organization_conformance_pack', 'name', CHECKS],
  ['aws_config_configuration_aggregator', 'name', 'what is recorded, in one place'],
  ['aws_bedrock_model_invocation_logging_configuration', '', 'records of what models are asked'],
  ['aws_shield_protection', 'resource_arn', 'the shield against floods of requests'],
]

/** What is written down of what happens within something, by what it is about: itself, or what an argument names. */
const RECORDED: readonly (readonly [type: string, holder: string, scope: string, says: string, within?: string])[] = [
  [TRAIL, '', 's3_bucket_name', 'logging of the trail in its bucket'],
  [TRAIL, '', 'insight_type', 'logging of what is unusual', 'insight_selector'],
  [TRAIL, '', 'cloud_watch_logs_group_arn', 'logging of the trail where it is watched'],
  [TRAIL, '', 'values type', 'logging of requests to', 'event_selector.data_resource'],
  ['aws_flow_log', '', 'log_destination', 'logs of traffic where they went'],
  [RECORDER, '', 'recording_group.resource_types', 'recording of a type'],
  ['aws_eks_cluster', '', 'enabled_cluster_log_types', 'logs of the cluster'],
  ['aws_redshift_logging', 'cluster_identifier', 'bucket_name', 'logs of the cluster'],
  ['aws_redshift_logging', 'cluster_identifier', 'log_exports', 'logs of the cluster'],
  ['aws_db_instance', '', 'enabled_cloudwatch_logs_exports', 'logs of the database'],
  ['aws_rds_cluster', '', 'enabled_cloudwatch_logs_exports', 'logs of the database'],
  ['aws_docdb_cluster', '', 'enabled_cloudwatch_logs_exports', 'logs of the database'],
  ['aws_neptune_cluster', '', 'enable_cloudwatch_logs_exports', 'logs of the database'],
  ['aws_cloudfront_distribution', '', 'logging_config.bucket', 'a log of requests'],
  ['aws_wafv2_web_acl_logging_configuration', 'resource_arn', 'log_destination_configs', 'a log of requests'],
]

const FLOWS = ['vpc_id', 'subnet_id', 'eni_id', 'transit_gateway_id', 'transit_gateway_attachment_id'] as const

/** Rules that keep findings from being seen: more of them is less that is watched. */
const SILENCED: readonly (readonly [type: string, holder: string, when?: Relation['when']])[] = [
  ['aws_guardduty_filter', 'detector_id', { argument: 'action', is: ['ARCHIVE'], absent: 'NOOP' }],
  ['aws_guardduty_ipset', 'detector_id', { argument: 'activate', is: ['true'], absent: 'false' }],
  ['aws_accessanalyzer_archive_rule', 'analyzer_name'],
  ['aws_macie2_findings_filter', '', { argument: 'action', is: ['ARCHIVE'], absent: 'NOOP' }],
  ['aws_inspector2_filter', '', { argument: 'action', is: ['SUPPRESS'], absent: 'NONE' }],
  ['aws_securityhub_automation_rule', '', { argument: 'rule_status', is: ['ENABLED'], absent: 'ENABLED' }],
]

const LOGGED = { effect: 'guardrail', noun: 'recorded', holder: [], own: true, says: 'a log of requests' } as const

const RELATIONS: readonly Relation[] = [
  ...WATCHED_ACCOUNTS,
  ...WATCHES.map(([type, scope, says]): Relation => {
    const given = scope === '' ? {} : { scope: [scope], scopeAbsent: scope === 'type' ? 'ACCOUNT' : 'it' }
    return {
      type,
      effect: 'guardrail',
      noun: 'watches',
      holder: [],
      says,
      ...given,
      whole: [scope === '' ? 'id' : scope],
    }
  }),
  ...FLOWS.flatMap((holder) =>
    ['ACCEPT', 'REJECT'].map((traffic): Relation => {
      const when = { argument: 'traffic_type', is: ['ALL', traffic], absent: 'ALL' }
      const row = { effect: 'guardrail', noun: 'flow-logs', says: `logs of ${traffic} traffic` } as const
      return { ...row, type: 'aws_flow_log', holder: [holder], when }
    }),
  ),
  ...RECORDED.map(([type, holder, scope, says, within]): Relation => {
    const about = holder === '' ? ({ holder: [], own: true, apart: true } as const) : { holder: [holder] }
    const inside = within === undefined ? {} : { within }
    return { type, effect: 'guardrail', noun: 'recorded', ...about, ...inside, scope: scope.split(' '), says }
  }),
  ...['aws_api_gateway_stage', 'aws_apigatewayv2_stage'].map(
    (type): Relation => ({
      ...LOGGED,
      type,
      scope: ['access_log_settings.destination_arn'],
      whole: ['access_log_settings'],
    }),
  ),
  ...[['aws_lb', 'false'] as const, ['aws_alb', 'false'] as const, ['aws_elb', 'true'] as const].map(
    ([type, absent]): Relation => ({
      ...LOGGED,
      type,
      within: 'access_logs',
      scope: ['bucket'],
      when: { argument: 'enabled', is: ['true'], absent },
    }),
  ),
  {
    type: RECORDER,
    effect: 'exposure',
    noun: 'unrecorded',
    holder: [],
    own: true,
    within: 'recording_group.exclusion_by_resource_types',
    scope: ['resource_types'],
    says: 'no recording of',
  },
  {
    type: 'aws_controltower_control',
    effect: 'guardrail',
    noun: 'watches',
    holder: ['target_identifier'],
    scope: ['control_identifier'],
    says: 'the control',
  },
  ...SILENCED.map(([type, holder, when]): Relation => {
    const row = { effect: 'exposure', noun: 'silenced', says: 'findings that nobody sees', scopeOwn: 'id' } as const
    const holders = holder === '' ? [] : [holder]
    return { ...row, type, holder: holders, ...(when === undefined ? {} : { when }) }
  }),
]

/** Which addresses a network has says nothing of who reaches them. */
const ADDRESSES = ['cidr_block', 'ipv6_cidr_block', 'assign_generated_ipv6_cidr_block'] as const

/** What flow logs are of. */
const SUBJECTS: readonly Subject[] = [
  'aws_vpc',
  'aws_default_vpc',
  'aws_subnet',
  'aws_network_interface',
  'aws_ec2_transit_gateway',
  'aws_ec2_transit_gateway_vpc_attachment',
].map((type) => ({
  type,
  noun: 'flow-logs',
  holder: 'id',
  ...(['aws_vpc', 'aws_subnet'].includes(type) ? { whole: ADDRESSES } : {}),
}))

/** What counts in the log of a trail, by the names that records of requests have; others count what a program says. */
const COUNTED: Relation = {
  type: 'aws_cloudwatch_log_metric_filter',
  effect: 'guardrail',
  noun: 'counted',
  holder: ['log_group_name'],
  scope: ['pattern'],
  says: 'a count of requests by',
}
const OF_REQUESTS = /\$\.(?:event(?:Name|Source|Type)|errorCode|userIdentity|additionalEventData)\b/

function isOfRequests({ written }: Pick<ConfiguredResource, 'written'>): boolean {
  const pattern = written('pattern')
  const text = pattern === undefined ? '' : plainText(pattern)
  return text === undefined || OF_REQUESTS.test(text)
}

/** A trail that is deleted records nothing either: it is itself what protects. */
export const AUDIT_TRAIL_ADAPTERS: readonly ResourceAdapter[] = [
  ...switchAdapters(switches(TRAILS), { isProtection: true }),
  ...switchAdapters(switches(LOGS)),
  ...relationAdapters(RELATIONS, SUBJECTS),
  ...relationAdapters([COUNTED]).map((adapter) => ({ ...adapter, applies: isOfRequests })),
]
