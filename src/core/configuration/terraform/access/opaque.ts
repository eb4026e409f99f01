import type { OpaqueAccess } from '../../../authorization/access.ts'
import type { Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapValue, Value } from '../../../value/value.ts'
import { bodyValue } from '../body.ts'
import type { ResourceDeclaration } from '../declarations.ts'
import { type Instance, instancesOf } from '../instances.ts'
import type { Module } from '../module.ts'
import { callFingerprint, callInputs } from '../module-call.ts'
import type { Declared } from '../overrides.ts'
import { chosenProvider } from '../provider.ts'
import { META_ARGUMENTS } from '../resource-attribute.ts'
import { syntaxFingerprint } from '../syntax-fingerprint.ts'
import { compareText } from '../text.ts'
import { speaksOfAccess, valueSpeaksOfAccess } from './access-words.ts'
import { rowApplies } from './policies.ts'
import { policyRowOf } from './policy-table.ts'

/** Everything of a module that looks like access and is not analysed, so that a change of it does not pass silently. */
export function opaqueAccess(module: Module): readonly OpaqueAccess[] {
  const { resources, modules, providers, unreadable } = module.declarations
  const found = [
    ...[...resources.values()]
      .filter((each) => each.mode === 'managed')
      .flatMap((each) => opaqueResource(module, each)),
    ...[...modules.keys()].flatMap((name) => opaqueCall(module, name)),
    ...[...providers].flatMap(([name, blocks]) => blocks.flatMap((block) => opaqueProvider(module, name, block))),
    ...unreadable.map((each) => unreadableBlock(module, each)),
  ]
  return withDistinctKeys(found)
}

/** Arguments that say nothing of access, whatever their names. */
const NEUTRAL_ARGUMENTS: ReadonlySet<string> = new Set([
  ...[...META_ARGUMENTS].filter((name) => name !== 'provisioner'),
  'description',
  'tags',
  'tags_all',
  'labels',
  'annotations',
])

function opaqueResource(module: Module, resource: ResourceDeclaration): readonly OpaqueAccess[] {
  const expansion = module.expansion(resource.address)
  if (expansion === undefined) return []
  return instancesOf(expansion).flatMap((instance): OpaqueAccess[] => {
    const telling = tellingArguments(resource, instance)
    if (telling.size === 0) return []
    const names = [...telling.keys()].map((name) => name.replace(' {}', ''))
    const reason = `${resource.type} is not analysed${policyRowOf(resource.type) === undefined ? ' yet' : ' as far as this goes'}; ${listed(names)} may give access`
    return [
      opaque(
        module,
        instance,
        resource,
        digestOf('resource', resource.type, chosenProvider(resource) ?? '', ...texts(telling)),
        reason,
      ),
    ]
  })
}

/** The arguments and blocks of a resource that speak of access and that nothing else reads. */
function tellingArguments(resource: ResourceDeclaration, instance: Instance): ReadonlyMap<string, Value> {
  const row = policyRowOf(resource.type)
  const applies = row !== undefined && rowApplies(row, resource, instance)
  const handled = applies
    ? [row.document, row.holder, ...(resource.type === 'aws_iam_role' ? ['inline_policy', 'inline_policy {}'] : [])]
    : []
  const body = bodyValue(resource, instance.scope, spanOf(resource), NEUTRAL_ARGUMENTS)
  const isAccess = !applies && speaksOfAccess(resource.type)
  return new Map(
    [...body.entries]
      .filter(([name]) => !handled.includes(name))
      .filter(([name, { value }]) => isAccess || holdsAccess(name, value, false))
      .map(([name, { value }]) => [name, value]),
  )
}

/** ARNs count where nobody knows what is done with them: as inputs of a module. */
function holdsAccess(name: string, value: Value, countsArns: boolean): boolean {
  if (speaksOfAccess(name) || valueSpeaksOfAccess(value, countsArns)) return true
  if (value.kind === 'list') return value.items.some((item) => holdsAccess('', item, countsArns))
  if (value.kind !== 'map') return false
  return [...value.entries].some(([key, entry]) => holdsAccess(key, entry.value, countsArns))
}

/**
 * A module call: what it does is not followed, so what counts is its source, its version and the inputs that speak
 * of access.
 */
function opaqueCall(module: Module, name: string): readonly OpaqueAccess[] {
  const expansion = module.expansion(`module.${name}`)
  if (expansion === undefined) return []
  return instancesOf(expansion).map((instance) => {
    const inputs = callInputs(instance)
    const telling = [...inputs.entries].filter(([key, { value }]) => holdsAccess(key, value, true))
    const { source } = callFingerprint(module, instance)
    const entries = telling.map(([key, { value }]) => [key, value] as const)
    const reason = 'what a called module does with its inputs is not analysed yet'
    return opaque(module, instance, instance.declared, digestOf('call', source, ...texts(new Map(entries))), reason)
  })
}

function opaqueProvider(module: Module, name: string, declared: Declared): readonly OpaqueAccess[] {
  const body: MapValue = bodyValue(declared, module.scope(declared.file), spanOf(declared), new Set())
  const telling = [...body.entries]
    .filter(([key]) => speaksOfAccess(key))
    .map(([key, { value }]) => [key, value] as const)
  if (telling.length === 0) return []
  const address = `provider.${name}`
  const reason = `${listed(telling.map(([key]) => key.replace(' {}', '')))} decide whose access Terraform acts with`
  const fingerprint = digestOf('provider', ...texts(new Map(telling)))
  return [{ key: keyOf(module, address), address, fingerprint, reason, span: spanOf(declared) }]
}

function unreadableBlock(module: Module, declared: Declared): OpaqueAccess {
  const address = [declared.block.type, ...declared.block.labels.map((label) => label.text)].join('.')
  const attributes = [...declared.attributes].map(
    ([name, { attribute }]) => `${name} ${syntaxFingerprint(attribute.expression)}`,
  )
  const fingerprint = digestOf('unreadable', module.contentFingerprint(), ...attributes)
  const reason = 'the block is not one that is understood here'
  return { key: keyOf(module, address), address, fingerprint, reason, span: spanOf(declared) }
}

function opaque(module: Module, instance: Instance, declared: Declared, content: string, reason: string): OpaqueAccess {
  const presence = instance.presence.map((symbol) => symbol.fingerprint)
  const fingerprint = digestOf('opaque', content, ...presence)
  const key = keyOf(module, module.context.origin(instance.address))
  return { key, address: instance.address, fingerprint, reason, span: spanOf(declared) }
}

function keyOf(module: Module, address: string): string {
  return `${module.directory}/${address}`
}

/** Names and fingerprints, in the order of names. */
function texts(values: ReadonlyMap<string, Value>): readonly string[] {
  return [...values]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([name, value]) => [name, fingerprintOf(value)])
}

function listed(given: readonly string[]): string {
  const names = given.toSorted(compareText)
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and others`
}

function spanOf({ block, file }: Declared): Span {
  return { file, start: block.start, end: block.end }
}

/** Instances of unknown keys, and duplicates, have one address; each keeps a key of its own. */
function withDistinctKeys(found: readonly OpaqueAccess[]): readonly OpaqueAccess[] {
  const seen = new Map<string, number>()
  return found.map((each) => {
    const count = (seen.get(each.key) ?? 0) + 1
    seen.set(each.key, count)
    return count === 1 ? each : { ...each, key: `${each.key}#${count}` }
  })
}
