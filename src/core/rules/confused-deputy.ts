import type { GrantedRegion } from '../difference/difference.ts'
import { asksForKey, readShownCondition } from './shown-condition.ts'

/**
 * Services that assume roles for their customers and say for whom, by `aws:SourceArn` or `aws:SourceAccount`. Those that
 * take only roles of the caller's own account without saying so (EC2, Lambda) are not among them.
 * Source: the sections on confused deputies in the services' own guides, as of June 2025.
 */
const ASSUMING: ReadonlySet<string> = new Set([
  'apprunner',
  'appflow',
  'appstream',
  'bedrock',
  'chatbot',
  'cloudtrail',
  'codebuild',
  'comprehend',
  'config',
  'databrew',
  'datasync',
  'delivery.logs',
  'dms',
  'ecs-tasks',
  'elasticmapreduce',
  'events',
  'evidently',
  'export.rds',
  'firehose',
  'forecast',
  'frauddetector',
  'glue',
  'imagebuilder',
  'iot',
  'kendra',
  'lakeformation',
  'lexv2',
  'location',
  'lookoutmetrics',
  'macie',
  'monitoring.rds',
  'personalize',
  'pipes',
  'pods.eks',
  'polly',
  'quicksight',
  'rds',
  'redshift',
  'rekognition',
  'sagemaker',
  'scheduler',
  'ssm',
  'states',
  'textract',
  'transcribe',
  'transfer',
  'translate',
  'vpc-flow-logs',
])

/** Services that reach into resources for their customers and say for whom. */
const REACHING: ReadonlySet<string> = new Set([
  'apigateway',
  'appstream',
  'backup',
  'cloudfront',
  'cloudtrail',
  'cloudwatch',
  'cloudwatch.alarms',
  'cognito-idp',
  'config',
  'delivery.logs',
  'events',
  'firehose',
  'iot',
  'lex',
  'lexv2',
  'logging.s3',
  'logs',
  'redshift',
  's3',
  'scheduler',
  'secretsmanager',
  'ses',
  'sns',
  'sqs',
  'ssm',
  'states',
  'vpce',
])

const SOURCES: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'kms:calleraccount',
  'kms:viaservice',
  'lambda:functionurlauthtype',
])

/** Whether a service is let in that says for whom it acts, and nothing asks for whom. */
export function isOpenDeputy({ principals, conditions }: GrantedRegion, kind: 'trust' | 'resource'): boolean {
  const services = kind === 'trust' ? ASSUMING : REACHING
  return principals.some((principal) => services.has(serviceOf(principal))) && !conditions.some(asksForSource)
}

/** Names of services are short: longer texts are none. */
const MAX_NAME_LENGTH = 200

function serviceOf(principal: string): string {
  if (principal.length > MAX_NAME_LENGTH) return ''
  return /^([a-z0-9.-]+?)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(principal)?.[1] ?? ''
}

function asksForSource(text: string): boolean {
  const condition = readShownCondition(text)
  if (condition === undefined || !asksForKey(condition)) return false
  return SOURCES.has(condition.key) && condition.values.every((value) => !/^[*?]*$/.test(value))
}
