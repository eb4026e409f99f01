import type { OpaqueAccess } from '../authorization/access.ts'
import { NOWHERE, type Span } from '../text/span.ts'
import { digestOf, fingerprintOf } from '../value/fingerprint.ts'
import { displayText, type MapValue, type Value } from '../value/value.ts'

/** Something of a cluster by which more may come to be let in, or that keeps something out. */
interface Row {
  /** Through maps, and through the items of lists. */
  readonly at: string
  /** Each item of it that comes counts, or each that goes. */
  readonly counts: 'means' | 'limit'
  /** What it is where it is not written; absent: nothing. */
  readonly absent?: string
  /** It counts only where this is not turned off. */
  readonly unlessOff?: string
  readonly says: string
}

const GROUPS = ['nodeGroups', 'managedNodeGroups'] as const

type Short = readonly [at: string, counts: Row['counts'], says: string, absent?: string]

const ENTERS = 'who may enter the cluster'
const ACTS = 'what acts with which permissions'
const REACHES = 'who reaches it'
const WATCHES = 'what is recorded of it'

/** Policies that are attached by their ARN, or written out, are read as such. */
const SHORT: readonly Short[] = [
  ['vpc.securityGroup', 'means', REACHES],
  ['vpc.sharedNodeSecurityGroup', 'means', REACHES],
  ['vpc.controlPlaneSecurityGroupIDs', 'means', REACHES],
  ['privateCluster.enabled', 'limit', REACHES],
  ['accessConfig.accessEntries', 'means', ENTERS],
  ['accessConfig.bootstrapClusterCreatorAdminPermissions', 'means', ENTERS, 'true'],
  ['accessConfig.authenticationMode', 'means', ENTERS],
  ['iamIdentityMappings', 'means', ENTERS],
  ['identityProviders', 'means', ENTERS],
  ['iam.serviceRoleARN', 'means', ACTS],
  ['iam.fargatePodExecutionRoleARN', 'means', ACTS],
  ['iam.serviceAccounts.wellKnownPolicies', 'means', ACTS],
  ['iam.serviceAccounts.attachRoleARN', 'means', ACTS],
  ['iam.serviceAccounts.permissionsBoundary', 'limit', ACTS],
  ['iam.podIdentityAssociations.wellKnownPolicies', 'means', ACTS],
  ['iam.podIdentityAssociations.roleARN', 'means', ACTS],
  ['addons.wellKnownPolicies', 'means', ACTS],
  ['addons.serviceAccountRoleARN', 'means', ACTS],
  ['addons.podIdentityAssociations', 'means', ACTS],
  ['fargateProfiles.podExecutionRoleARN', 'means', ACTS],
  ['secretsEncryption.keyARN', 'limit', 'whether its secrets are encrypted'],
  ['cloudWatch.clusterLogging.enableTypes', 'limit', WATCHES],
  ...GROUPS.flatMap((group): readonly Short[] => [
    [`${group}.iam.instanceRoleARN`, 'means', ACTS],
    [`${group}.iam.instanceProfileARN`, 'means', ACTS],
    [`${group}.iam.withAddonPolicies`, 'means', ACTS],
    [`${group}.ssh.allow`, 'means', REACHES],
    [`${group}.ssh.enableSsm`, 'means', REACHES],
    [`${group}.ssh.sourceSecurityGroupIds`, 'limit', REACHES],
    [`${group}.securityGroups.attachIDs`, 'means', REACHES],
    [`${group}.privateNetworking`, 'limit', REACHES],
    [`${group}.disableIMDSv1`, 'limit', ACTS],
    [`${group}.disablePodIMDS`, 'limit', ACTS],
  ]),
]

const ROWS: readonly Row[] = [
  {
    at: 'vpc.publicAccessCIDRs',
    counts: 'means',
    absent: '0.0.0.0/0',
    unlessOff: 'vpc.clusterEndpoints.publicAccess',
    says: REACHES,
  },
  ...SHORT.map(
    ([at, counts, says, absent]): Row => ({ at, counts, says, ...(absent === undefined ? {} : { absent }) }),
  ),
]

/**
 * What a cluster of eksctl lets in, and what keeps something out: on one side alone it says what it lets in. Source:
 * "Config file schema", eksctl documentation.
 */
export function clusterAccess(path: string, cluster: MapValue, names: readonly string[]): readonly OpaqueAccess[] {
  return ROWS.map((row) => {
    const switched = row.unlessOff === undefined ? [] : itemsAt(cluster, row.unlessOff.split('.'), '')
    const isOff = switched.some(({ says }) => says === undefined)
    const found = isOff ? [] : itemsAt(cluster, row.at.split('.'), '')
    const absent = found.length === 0 && row.absent !== undefined && !isOff ? [row.absent] : []
    const said = [...found.flatMap(({ says }) => says ?? []), ...absent]
    const kept = row.counts === 'means' ? { limits: [], means: said } : { limits: said, means: [] }
    const name = names.join(' ')
    const [span = spanOf(cluster)] = [...found, ...switched].map((each) => each.span)
    const reason = `${row.at} decides ${row.says}, and what eksctl makes of it is not analysed`
    return { key: `${path}\n${name}\n${row.at}`, address: `${path}#${name}`, fingerprint: row.at, reason, span, kept }
  })
}

interface Item {
  /** Absent where it is turned off. */
  readonly says?: string
  readonly span: Span
}

/** What stands at a path, item by item, with the names of the lists' items that it is in. */
function itemsAt(value: Value, [first, ...rest]: readonly string[], within: string): readonly Item[] {
  if (value.kind === 'null') return []
  if (value.kind === 'list') {
    return value.items.flatMap((item) =>
      first === undefined ? itemOf(item, within) : itemsAt(item, [first, ...rest], `${within} ${nameOf(item)}`),
    )
  }
  if (first === undefined && value.kind === 'map') {
    return [...value.entries].flatMap(([key, entry]) => itemOf(entry.value, `${within} ${key}`))
  }
  if (first === undefined) return itemOf(value, within)
  const inner = value.kind === 'map' ? value.entries.get(first)?.value : undefined
  return inner === undefined ? [] : itemsAt(inner, rest, within)
}

function itemOf(value: Value, within: string): readonly Item[] {
  const span = spanOf(value)
  if (value.kind === 'null') return []
  if (value.kind === 'boolean') return [value.value ? { says: `${within} true`.trim(), span } : { span }]
  const text = value.kind === 'text' ? displayText(value) : digestOf('item', fingerprintOf(value))
  return [{ says: `${within} ${text}`.trim(), span }]
}

/** What tells items of a list apart: their own name, or that of their object. */
function nameOf(item: Value): string {
  if (item.kind !== 'map') return ''
  const metadata = item.entries.get('metadata')?.value
  const named = metadata?.kind === 'map' ? metadata : item
  return ['namespace', 'serviceAccountName', 'name']
    .flatMap((key) => {
      const value = named.entries.get(key)?.value
      return value?.kind === 'text' ? [displayText(value)] : []
    })
    .join('/')
}

function spanOf(value: Value): Span {
  return value.spans[0] ?? NOWHERE
}
