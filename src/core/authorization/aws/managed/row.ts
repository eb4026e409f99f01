/**
 * What a policy allows: patterns of actions, on every resource or, as `action @ resource`, on some. A condition of
 * the policy is no part of the lower bound: what it allows only under one is in the upper bound alone.
 */
export interface ManagedRow {
  readonly least: readonly string[]
  /** What it may allow besides; absent where the lower bound is all of it. */
  readonly most?: readonly string[]
  /** Every action but these, at least and at most. */
  readonly other?: readonly string[]
  /** Absent: it allows. */
  readonly effect?: 'Deny'
}

/** Actions that read: what a policy for reading may allow of any service. */
export const READS: readonly string[] = [
  'Batch*Get*',
  'BatchDescribe*',
  'BatchCheck*',
  'BatchRead*',
  'Check*',
  'Compare*',
  'Count*',
  'Describe*',
  'Detect*',
  'Discover*',
  'Download*',
  'Estimate*',
  'Evaluate*',
  'ExecuteQuery*',
  'Export*',
  'Filter*',
  'Forecast*',
  'Generate*Report*',
  'GenerateQuery*',
  'GenerateServiceLastAccessedDetails',
  'GET',
  'Get*',
  'HEAD',
  'Head*',
  'Is*',
  'List*',
  'Lookup*',
  'PartiQLSelect',
  'Preview*',
  'Query*',
  'Read*',
  'Resolve*',
  'Retrieve*',
  'Scan*',
  'Search*',
  'Select*',
  'Simulate*',
  'Start*Query*',
  'StartLiveTail',
  'Stop*Query*',
  'StopLiveTail',
  'Test*',
  'Validate*',
  'Verify*',
  'View*',
].map((action) => `*:${action}`)

/** What a policy for the whole of a service may allow besides: what a console shows beside it, and handing over a role. */
export const BESIDE_A_SERVICE: readonly string[] = [
  ...READS,
  'iam:PassRole',
  'iam:CreateServiceLinkedRole',
  'iam:DeleteServiceLinkedRole',
  'kms:CreateGrant',
  'cloudwatch:*',
  'logs:*',
  'sns:*',
  'tag:*',
]

/** Actions of a service: `s3:*`. */
export function allOf(...services: readonly string[]): readonly string[] {
  return services.map((service) => `${service}:*`)
}

/** `service:action` of each. */
export function actions(service: string, ...names: readonly string[]): readonly string[] {
  return names.map((name) => `${service}:${name}`)
}

/** The same patterns on one resource alone. */
export function on(resource: string, patterns: readonly string[]): readonly string[] {
  return patterns.map((pattern) => `${pattern} @ ${resource}`)
}
