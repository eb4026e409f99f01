import type { OpaqueAccess } from '../../../authorization/access.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapValue, Value } from '../../../value/value.ts'
import { bodyValue } from '../body.ts'
import type { ResourceDeclaration } from '../declarations.ts'
import { type Instance, instancesOf } from '../instances.ts'
import type { Module } from '../module.ts'
import { callFingerprint, callInputs } from '../module-call.ts'
import { blockSpan, type Declared } from '../overrides.ts'
import { chosenProvider } from '../provider.ts'
import { META_ARGUMENTS } from '../resource-attribute.ts'
import { syntaxFingerprint } from '../syntax-fingerprint.ts'
import { compareText } from '../text.ts'
import {
  inputSpeaksOfAccess,
  isFilter,
  isOtherPolicy,
  isWebAcl,
  speaksOfAccess,
  valueSpeaksOfAccess,
} from './access-words.ts'
import { adaptersOf, readArguments } from './adapters.ts'
import { isGoneWithIt } from './gone-with-it.ts'
import { keptAccess } from './kept-access.ts'
import { keptPartsOf } from './kept-parts.ts'
import { isListenerRule, LISTENERS, PASSES_LOGIN, passesLogin } from './listener-logins.ts'
import { callsTo, ownRegion, resourceOf } from './policies.ts'
import type { ConfiguredResource } from './resource.ts'
import { tellingOfChart } from './telling-charts.ts'
import { tellingInTexts } from './telling-texts.ts'
import { isQuiet, isTelling, quietPaths } from './telling-types.ts'
import { BLOCK, pathsWithin, unreadPart } from './unread-part.ts'

/** Everything of modules that looks like access and is not analysed, so that a change of it does not pass silently. */
export function opaqueAccess(modules: readonly Module[]): readonly OpaqueAccess[] {
  return withDistinctKeys(modules.flatMap(opaqueWithin))
}

function opaqueWithin(module: Module): readonly OpaqueAccess[] {
  const { resources, modules, providers, unreadable } = module.declarations
  const isWanted = ({ address, mode, type }: ResourceDeclaration) =>
    (mode === 'managed' || keptPartsOf(`data.${type}`).length > 0) && isAffected(module, address)
  return [
    ...[...resources.values()].filter(isWanted).flatMap((each) => opaqueResource(module, each)),
    ...[...modules.keys()]
      .filter((name) => isAffected(module, `module.${name}`))
      .flatMap((name) => opaqueCall(module, name)),
    ...[...providers].flatMap(([name, blocks]) => blocks.flatMap((block) => opaqueProvider(module, name, block))),
    ...unreadable.map((each) => unreadableBlock(module, each)),
  ]
}

function isAffected({ run, tree }: Module, address: string): boolean {
  return run.input.unaffected?.addresses.has(tree.path + address) !== true
}

/** Arguments that say nothing of access, whatever their names. */
export const NEUTRAL_ARGUMENTS: ReadonlySet<string> = new Set([
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
  return instancesOf(expansion).flatMap((instance): readonly OpaqueAccess[] => {
    if (resource.mode === 'data') return keptOf(module, resource, instance)
    if (isWebAcl(resource.type) && isNewHere(resourceOf(module, resource, instance))) return []
    return [
      ...tellingOf(module, resource, instance),
      ...keptOf(module, resource, instance),
      ...passingRule(module, resource, instance),
    ]
  })
}

/** Not what is imported: that is there already. */
function isNewHere({ isNew, isAdopted }: ConfiguredResource): boolean {
  return isNew && isAdopted !== true
}

function tellingOf(module: Module, resource: ResourceDeclaration, instance: Instance): readonly OpaqueAccess[] {
  const telling = tellingArguments(module, resource, instance)
  const isRead = adaptersOf(resource.type).length > 0
  // Some types give access by being there, and have no arguments.
  const isEmpty = telling.size === 0 && (isRead || !speaksOfAccess(resource.type))
  const withResource = isGoneWithIt(resource.type) ? (isEmpty ? 'empty' : 'telling') : undefined
  if (isEmpty && withResource === undefined) return []
  const names = [...telling.keys()].map((name) => name.replace(' {}', ''))
  const subject = names.length === 0 ? 'it' : listed(names)
  const reason = `${resource.type} is not analysed${isRead ? ' as far as this goes' : ' yet'}; ${subject} may give access`
  const chosen = chosenProvider(resource) === undefined ? '' : module.context.provider(resource)
  const provider = chosen + ownRegion(module, resource, instance)
  const content = digestOf('resource', resource.type, provider, ...texts(telling))
  const found = opaque(module, instance, resource, content, reason)
  return [withResource === undefined ? found : { ...found, withResource }]
}

/** What may come to give more where the resource is there already. */
function keptOf(module: Module, resource: ResourceDeclaration, instance: Instance): readonly OpaqueAccess[] {
  const type = resource.mode === 'data' ? `data.${resource.type}` : resource.type
  if (keptPartsOf(type).length === 0) return []
  const body = bodyValue(resource, instance.scope, blockSpan(resource), NEUTRAL_ARGUMENTS)
  return keptAccess(type, body).map(({ at, kept, reason, spans: [span = blockSpan(resource)] }) => {
    const whole = opaque(module, instance, resource, at, reason)
    return { ...whole, key: `${whole.key} ${at}`, span, kept }
  })
}

/** A rule that lets requests pass by the login of its listener. */
function passingRule(module: Module, resource: ResourceDeclaration, instance: Instance): readonly OpaqueAccess[] {
  if (!isListenerRule(resource.type)) return []
  const rule = resourceOf(module, resource, instance)
  const listeners = () => LISTENERS.flatMap((type) => rule.beside?.(type) ?? [])
  const isBase = module.run.input.before === undefined
  const passing = passesLogin(rule, listeners, isBase)
  if (passing === undefined) return []
  const whole = opaque(module, instance, resource, 'passes the login', PASSES_LOGIN)
  return [{ ...whole, ...passing, key: `${whole.key} login` }]
}

/** What filters say of what is counted of them. */
const MEASURING = ['visibility_config', 'rule.visibility_config']

/** The arguments and blocks of a resource that speak of access and that nothing else reads. */
function tellingArguments(
  module: Module,
  resource: ResourceDeclaration,
  instance: Instance,
): ReadonlyMap<string, Value> {
  const handled = readArguments(resourceOf(module, resource, instance))
  const isAccess = handled === undefined && (speaksOfAccess(resource.type) || isFilter(resource.type))
  const measuring = isFilter(resource.type) ? MEASURING : []
  const quiet = [...(handled ?? measuring), ...quietPaths(resource.type)]
  const body = bodyValue(resource, instance.scope, blockSpan(resource), new Set([...NEUTRAL_ARGUMENTS, ...quiet]))
  return new Map(
    [...body.entries].flatMap(([name, { value }]) => {
      const argument = name.replace(BLOCK, '')
      const read = pathsWithin(argument, quiet)
      const part = unreadPart(value, read)
      const told = part && (isAccess ? part : tellingPart(resource.type, argument, part, read))
      return told === undefined ? [] : [[name, told] as const]
    }),
  )
}

/** What of an argument speaks of access: all of it, or what a JSON text in it says but for what is `read` of it. */
export function tellingPart(
  type: string,
  argument: string,
  value: Value,
  read: readonly string[] = [],
): Value | undefined {
  if (isQuiet(type, argument)) return undefined
  const name = argument === 'policy' && isOtherPolicy(type) ? '' : argument
  if (isTelling(type, argument) || holdsAccess(name, value, false)) return value
  return tellingInTexts(value, read) ?? (type === 'helm_release' ? tellingOfChart(argument, value) : undefined)
}

/** More names, and ARNs, count where nobody knows what is done with them: as inputs of a module. */
export function holdsAccess(name: string, value: Value, isInput: boolean): boolean {
  const speaks = isInput ? inputSpeaksOfAccess(name) : speaksOfAccess(name)
  if (speaks || valueSpeaksOfAccess(value, isInput)) return true
  if (value.kind === 'list') return value.items.some((item) => holdsAccess('', item, isInput))
  if (value.kind !== 'map') return false
  return [...value.entries].some(([key, entry]) => holdsAccess(key, entry.value, isInput))
}

/**
 * A call of a module that cannot be read: what counts is its source, its version and the inputs that speak of access.
 */
function opaqueCall(module: Module, name: string): readonly OpaqueAccess[] {
  const expansion = module.expansion(`module.${name}`)
  if (expansion === undefined) return []
  return instancesOf(expansion).flatMap((instance) => {
    const child = module.child(instance)
    if (child.kind === 'child') return []
    const inputs = callInputs(instance)
    const telling = [...inputs.entries].filter(([key, { value }]) => holdsAccess(key, value, true))
    const { source } = callFingerprint(module, instance)
    const entries = telling.map(([key, { value }]) => [key, value] as const)
    const reason = `what the called module does is not known: it ${child.kind === 'unreadable' ? child.reason : 'is not loaded'}`
    return [opaque(module, instance, instance.declared, digestOf('call', source, ...texts(new Map(entries))), reason)]
  })
}

function opaqueProvider(module: Module, name: string, declared: Declared): readonly OpaqueAccess[] {
  const body: MapValue = bodyValue(declared, module.scope(declared.file), blockSpan(declared), new Set())
  const telling = [...body.entries]
    .filter(([key]) => speaksOfAccess(key))
    .map(([key, { value }]) => [key, value] as const)
  if (telling.length === 0) return []
  const address = `${module.prefix}provider.${name}`
  const reason = `${listed(telling.map(([key]) => key.replace(' {}', '')))} decide whose access Terraform acts with`
  const fingerprint = digestOf('provider', ...texts(new Map(telling)))
  return [{ key: keyOf(module, address), address, fingerprint, reason, span: blockSpan(declared), ...callsTo(module) }]
}

function unreadableBlock(module: Module, declared: Declared): OpaqueAccess {
  const labels = declared.block.labels.map((label) => label.text)
  const address = module.prefix + [declared.block.type, ...labels].join('.')
  const attributes = [...declared.attributes].map(
    ([name, { attribute }]) => `${name} ${syntaxFingerprint(attribute.expression)}`,
  )
  const fingerprint = digestOf('unreadable', module.contentFingerprint(), ...attributes)
  const reason = 'the block is not one that is understood here'
  return { key: keyOf(module, address), address, fingerprint, reason, span: blockSpan(declared), ...callsTo(module) }
}

function opaque(module: Module, instance: Instance, declared: Declared, content: string, reason: string): OpaqueAccess {
  const presence = instance.presence.map((symbol) => symbol.fingerprint)
  const fingerprint = digestOf('opaque', content, ...presence)
  const key = keyOf(module, module.context.origin(instance.address))
  return { key, address: instance.address, fingerprint, reason, span: blockSpan(declared), ...callsTo(module) }
}

function keyOf(module: Module, address: string): string {
  return `${module.deployment}/${address}`
}

/** Names and fingerprints, in the order of names. */
export function texts(values: ReadonlyMap<string, Value>): readonly string[] {
  return [...values]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([name, value]) => [name, fingerprintOf(value)])
}

export function listed(given: readonly string[]): string {
  const names = given.toSorted(compareText)
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and others`
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
