import type { OpaqueAccess } from '../../../authorization/access.ts'
import type { HclFile } from '../../../syntax/hcl/ast.ts'
import { NOWHERE, type Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapValue, Value } from '../../../value/value.ts'
import { speaksOfAccess } from '../access/access-words.ts'
import { holdsAccess } from '../access/opaque.ts'
import { compareText } from '../text.ts'
import type { TerragruntStack, TerragruntUnit, Unreadable } from './terragrunt-unit.ts'
import { unreadableFingerprint } from './unit-fingerprint.ts'

type FileAt = (path: string) => HclFile | undefined

/**
 * What a unit says beside its module and its variables that decides about access: with whose access Terraform runs,
 * what else is run with it, and who may read the state. A key of the state, a region or a lock table is none of it,
 * and neither is where the state of a new unit is: nothing of it is anywhere before.
 */
export function unitOpaqueAccess(unit: TerragruntUnit, fileAt: FileAt, isNew: boolean): readonly OpaqueAccess[] {
  const { identity, hooks, remoteState, directory, unreadable } = unit
  return [
    ...identityAccess(directory, identity),
    ...[...hooks].map(([name, value]) =>
      opaqueValue(directory, name, value, 'runs a command with the access of whoever deploys'),
    ),
    ...(isNew ? [] : stateAccess(directory, remoteState)),
    ...unreadable.map((each) => opaquePart(directory, each, fileAt)),
  ]
}

/** What a stack makes, of which nothing is known before Terragrunt generates it. */
export function stackOpaqueAccess(stack: TerragruntStack, fileAt: FileAt): readonly OpaqueAccess[] {
  const components = stack.components.map(({ kind, name, fingerprint, span, source, values }): OpaqueAccess => {
    const address = `${kind}.${name}`
    const reason = `what the ${kind} of this stack deploys is not analysed yet`
    const calls = [source, values].flatMap((value) => placesIn(value))
    return { key: `${stack.path}/${address}`, address, fingerprint, reason, span, calls }
  })
  return [...components, ...stack.unreadable.map((each) => opaquePart(stack.path, each, fileAt))]
}

/** A module that cannot be read is a function of its source and of what is passed to it. `reason`: a predicate. */
export function unreadUnit(unit: TerragruntUnit, reason: string): OpaqueAccess {
  const { directory, source, inputs, environment, openInputs, commandLine } = unit
  const telling = [...tellingEntries(inputs), ...tellingEntries(environment)]
  const passed = commandLine.map((each) => (each.kind === 'file' ? each.path : each.value))
  const open = [...openInputs, ...passed]
  const fingerprint = digestOf(
    'terragrunt-module',
    source === undefined ? '' : fingerprintOf(source),
    ...telling.flatMap(([name, value]) => [name, fingerprintOf(value)]),
    'open',
    ...open.map(fingerprintOf),
  )
  const calls = [source, ...telling.map(([, value]) => value), ...open].flatMap((value) => placesIn(value))
  const span = source?.spans[0] ?? { file: unit.path, start: 0, end: 0 }
  return {
    key: `${directory}/module`,
    address: 'module',
    fingerprint,
    reason: `what the module of this unit does is not known: it ${reason}`,
    span,
    calls,
  }
}

function identityAccess(directory: string, identity: ReadonlyMap<string, Value>): readonly OpaqueAccess[] {
  const set = [...identity].filter(([, value]) => !isUnset(value))
  const [first] = set
  if (first === undefined) return []
  const names = set.map(([name]) => name)
  const decide = names.length === 1 ? 'decides' : 'decide'
  return [
    {
      key: `${directory}/identity`,
      address: first[0],
      fingerprint: digestOf('terragrunt-identity', ...set.flatMap(([name, value]) => [name, fingerprintOf(value)])),
      reason: `${names.join(', ')} ${decide} whose access Terraform acts with`,
      span: first[1].spans[0] ?? NOWHERE,
      calls: set.flatMap(([, value]) => placesIn(value)),
    },
  ]
}

function tellingEntries({ entries }: MapValue): readonly (readonly [string, Value])[] {
  return [...entries]
    .flatMap(([name, { value }]) => (holdsAccess(name, value, true) ? [[name, value] as const] : []))
    .sort(([left], [right]) => compareText(left, right))
}

/** Settings of a backend that say in whose hands the state is: it holds every secret that Terraform knows. */
const PLACE_OF_STATE: ReadonlySet<string> = new Set([
  'address',
  'bucket',
  'credentials',
  'endpoint',
  'endpoints',
  'hostname',
  'organization',
  'profile',
  'project',
  'storage_account_name',
  'subscription_id',
  'tenant_id',
])

function stateAccess(directory: string, remoteState: Value | undefined): readonly OpaqueAccess[] {
  if (remoteState === undefined || isUnset(remoteState)) return []
  const backend = memberOf(remoteState, 'backend')
  const config = memberOf(remoteState, 'config')
  const settings = config?.kind === 'map' ? [...config.entries] : []
  const telling = settings
    .flatMap(([name, { value }]) => (PLACE_OF_STATE.has(name) || speaksOfAccess(name) ? [[name, value] as const] : []))
    .sort(([left], [right]) => compareText(left, right))
  const whole = config === undefined || config.kind === 'map' ? [] : [config]
  const values = [
    ...(backend === undefined ? [remoteState] : [backend]),
    ...whole,
    ...telling.map(([, value]) => value),
  ]
  const names = telling.map(([name]) => name)
  return [
    {
      key: `${directory}/remote_state`,
      address: 'remote_state',
      fingerprint: digestOf('terragrunt-state', ...names, '', ...values.map(fingerprintOf)),
      reason: 'the backend decides who can read the state, with every secret in it',
      span: remoteState.spans[0] ?? NOWHERE,
      calls: values.flatMap((value) => placesIn(value)),
    },
  ]
}

function memberOf(value: Value, name: string): Value | undefined {
  return value.kind === 'map' ? value.entries.get(name)?.value : undefined
}

function isUnset(value: Value): boolean {
  return value.kind === 'null' || (value.kind === 'text' && value.parts.length === 0)
}

function opaqueValue(directory: string, address: string, value: Value, reason: string): OpaqueAccess {
  return {
    key: `${directory}/${address}`,
    address,
    fingerprint: digestOf('terragrunt-value', fingerprintOf(value)),
    reason: `${address} ${reason}`,
    span: value.spans[0] ?? NOWHERE,
    calls: placesIn(value),
  }
}

function opaquePart(directory: string, unreadable: Unreadable, fileAt: FileAt): OpaqueAccess {
  const { name, reason, span } = unreadable
  return {
    key: `${directory}/${span.file}/${name}`,
    address: name,
    fingerprint: unreadableFingerprint(unreadable, fileAt),
    reason: `${name} ${reason}`,
    span,
  }
}

/** Where a value and everything in it was written: the change is in one of these places. */
function placesIn(value: Value | undefined): readonly Span[] {
  if (value === undefined) return []
  switch (value.kind) {
    case 'list':
      return [...value.items.flatMap((item) => placesIn(item)), ...value.spans]
    case 'map':
      return [...[...value.entries.values()].flatMap((entry) => placesIn(entry.value)), ...value.spans]
    default:
      return value.spans
  }
}
