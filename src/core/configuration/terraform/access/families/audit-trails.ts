import type { ResourceAdapter } from '../adapter.ts'
import { type Switch, switchAdapters } from './switches.ts'

type Row = readonly [type: string, argument: string, absent: string, says: string]

/** What records and watches: turned off, nobody sees what was done. Source: the AWS provider's documentation. */
const TRAILS: readonly Row[] = [
  ['aws_cloudtrail', 'enable_logging', 'true', 'logging of the trail'],
  ['aws_cloudtrail', 'enable_log_file_validation', 'false', 'validation of log files'],
  ['aws_cloudtrail', 'is_multi_region_trail', 'false', 'logging of all regions'],
  ['aws_cloudtrail', 'include_global_service_events', 'true', 'logging of global services'],
  ['aws_cloudtrail', 'is_organization_trail', 'false', 'logging of the whole organization'],
  ['aws_config_configuration_recorder_status', 'is_enabled', 'false', 'recording of configuration'],
  ['aws_guardduty_detector', 'enable', 'true', 'detection of threats'],
]

const TABLE: readonly Switch[] = TRAILS.map(([type, argument, absent, says]) => {
  return { type, argument, effect: 'guardrail', on: ['true'], absent, says }
})

/** A trail that is deleted records nothing either: it is itself what protects. */
export const AUDIT_TRAIL_ADAPTERS: readonly ResourceAdapter[] = switchAdapters(TABLE, { isProtection: true })
