import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import type { UnknownValue, Value } from '../../value/value.ts'
import { blocksAttribute } from './block-attribute.ts'
import { attributeOf, bodyValue } from './body.ts'
import type { ResourceDeclaration } from './declarations.ts'
import {
  isIdentifier,
  isNamedAttribute,
  isNameLike,
  isPlaceArgument,
  NAMING_ARGUMENTS,
  sameAttribute,
} from './identity.ts'
import type { Instance } from './instances.ts'
import { namedFilesFingerprint } from './named-files.ts'
import { headerSpan } from './overrides.ts'
import { platformName } from './platform-name.ts'
import { unknownOf } from './unknown.ts'

/** What the symbols of a resource need of their module. */
export interface ResourceContext {
  /** The address under which base knows the resource: another one where a `moved` block renamed it. */
  readonly origin: (address: string) => string
  /** The fingerprint of the provider configuration that a resource uses. */
  readonly provider: (resource: ResourceDeclaration) => string
  /** The fingerprint of what is imported to an address. */
  readonly imported: (address: string) => string
  /** Where the provider is configured, and what is imported to the address. */
  readonly places: (resource: ResourceDeclaration, address: string) => readonly Span[]
}

/** Arguments that say how Terraform handles a resource, not what it is. */
export const META_ARGUMENTS: ReadonlySet<string> = new Set([
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'timeouts',
])

/**
 * An attribute of a resource or data source: what its configuration says, and otherwise a symbol. What its name
 * determines is a symbol over its naming arguments, anything else a symbol over the whole definition.
 */
export function resourceAttribute(
  resource: ResourceDeclaration,
  instance: Instance,
  name: string,
  context: ResourceContext,
): Value {
  const written = META_ARGUMENTS.has(name) ? undefined : argumentOf(resource, instance, name)
  if (written !== undefined && written.kind !== 'null') return written
  const blocks = META_ARGUMENTS.has(name) ? undefined : nestedBlocks(resource, instance, name, context)
  if (blocks !== undefined) return blocks
  if (resource.mode === 'data') return dataAttribute(resource, instance, name, context)
  const sameAs = sameAttribute(resource.type, name)
  if (sameAs !== undefined) return resourceAttribute(resource, instance, sameAs, context)
  return isNamedAttribute(name)
    ? namedAttribute(resource, instance, name, context)
    : definedAttribute(resource, instance, name, context)
}

/** An argument as it is written: several ask for the same one. Undefined where the resource has none of that name. */
export function argumentOf(resource: ResourceDeclaration, instance: Instance, name: string): Value | undefined {
  const known = writtenArguments.get(instance) ?? new Map<string, Value | undefined>()
  writtenArguments.set(instance, known)
  if (!known.has(name)) known.set(name, attributeOf(resource, name, instance.scope))
  return known.get(name)
}

const writtenArguments = new WeakMap<Instance, Map<string, Value | undefined>>()

function nestedBlocks(
  resource: ResourceDeclaration,
  instance: Instance,
  name: string,
  context: ResourceContext,
): Value | undefined {
  return blocksAttribute(resource, name, instance.scope, {
    address: `${instance.address}.${name}`,
    reason: reasonFor(resource),
    fingerprint: () => definitionFingerprint(resource, instance, context),
  })
}

/** The resource as a whole, whose members are its attributes. The fingerprint is worked out when it is asked for. */
export function resourceValue(
  resource: ResourceDeclaration,
  instance: Instance,
  span: Span,
  context: ResourceContext,
  member: (name: string) => Value,
): UnknownValue {
  let fingerprint: string | undefined
  const symbol = {
    address: instance.address,
    reason: reasonFor(resource),
    span,
    get fingerprint(): string {
      fingerprint ??= digestOf('resource', definitionFingerprint(resource, instance, context))
      return fingerprint
    },
  }
  return { kind: 'unknown', symbol, spans: [span], partial: { kind: 'object', member } }
}

/** A data source is a function of its arguments and its provider, whatever it is called. */
function dataAttribute(
  resource: ResourceDeclaration,
  instance: Instance,
  name: string,
  context: ResourceContext,
): Value {
  const args = bodyValue(resource, instance.scope, headerSpan(resource), META_ARGUMENTS)
  const files = namedFilesFingerprint(resource.type, args, instance.scope.module)
  const fingerprint = dataFingerprint({ type: resource.type, provider: context.provider(resource), args, files, name })
  const places = [...args.entries.values()].flatMap((entry) => entry.value.spans)
  return symbolValue(resource, instance, name, fingerprint, joinSpans([headerSpan(resource)], places), context)
}

/** What determines what a data source says: the fingerprints of its provider and of the files that it reads, too. */
interface DataQuestion {
  readonly type: string
  readonly provider: string
  readonly args: Value
  readonly files: string
  readonly name: string
}

export function dataFingerprint({ type, provider, args, files, name }: DataQuestion): string {
  return digestOf('data', type, provider, fingerprintOf(args), files, name)
}

function namedAttribute(
  resource: ResourceDeclaration,
  instance: Instance,
  name: string,
  context: ResourceContext,
): Value {
  const naming = NAMING_ARGUMENTS.get(resource.type)
  const names = (naming ?? []).map((argument) => argumentOf(resource, instance, argument))
  const isNamed = naming !== undefined && names.every((value) => value !== undefined && value.kind !== 'null')
  const relevant = [...resource.attributes.keys()]
    .filter((argument) => (isNamed ? naming.includes(argument) || isPlaceArgument(argument) : isNameLike(argument)))
    .sort()
  const values = relevant.map((argument) => argumentOf(resource, instance, argument))
  const texts = relevant.flatMap((argument, at) => {
    const value = values[at]
    return value === undefined || value.kind === 'null' ? [] : [argument, fingerprintOf(value)]
  })
  const address = isNamed ? [] : [originOf(instance, context), context.imported(instance.address)]
  const fingerprint = digestOf('named', resource.type, context.provider(resource), name, ...address, ...texts)
  const places = values.flatMap((value) => value?.spans ?? [])
  return symbolValue(resource, instance, name, fingerprint, joinSpans([headerSpan(resource)], places), context)
}

function definedAttribute(
  resource: ResourceDeclaration,
  instance: Instance,
  name: string,
  context: ResourceContext,
): Value {
  const fingerprint = digestOf('defined', definitionFingerprint(resource, instance, context), name)
  const { start, end } = resource.block
  const whole: Span = { file: resource.file, start, end }
  return symbolValue(resource, instance, name, fingerprint, [headerSpan(resource), whole], context)
}

/** An instance that is defined by itself, which Terraform refuses, is the same only where the whole module is. */
function definitionFingerprint(resource: ResourceDeclaration, instance: Instance, context: ResourceContext): string {
  if (definitions.has(instance)) {
    return definitions.get(instance) ?? digestOf('cycle', instance.address, instance.scope.module.contentFingerprint())
  }
  definitions.set(instance, undefined)
  const definition = digestOfDefinition(resource, instance, context)
  definitions.set(instance, definition)
  return definition
}

/** An instance belongs to one evaluation, which asks for its definition again and again. Undefined: it is under way. */
const definitions = new WeakMap<Instance, string | undefined>()

function digestOfDefinition(resource: ResourceDeclaration, instance: Instance, context: ResourceContext): string {
  const definition = bodyValue(resource, instance.scope, headerSpan(resource), META_ARGUMENTS)
  const address = resource.mode === 'data' ? '' : originOf(instance, context)
  const imported = context.imported(instance.address)
  return digestOf(resource.type, context.provider(resource), address, imported, fingerprintOf(definition))
}

/** Base's address for the instance, with what determines an unknown key. */
function originOf(instance: Instance, context: ResourceContext): string {
  const origin = context.origin(instance.address)
  return instance.key === undefined ? origin : digestOf(origin, fingerprintOf(instance.key))
}

function symbolValue(
  resource: ResourceDeclaration,
  instance: Instance,
  name: string,
  fingerprint: string,
  spans: readonly Span[],
  context: ResourceContext,
): Value {
  const address = `${instance.address}.${name}`
  const [span = headerSpan(resource), ...rest] = joinSpans(spans, context.places(resource, instance.address))
  const called = platformName(resource, name, (argument) => argumentOf(resource, instance, argument))
  const symbol = {
    address,
    fingerprint,
    reason: reasonFor(resource),
    ...(isIdentifier(name) ? { form: 'identifier' as const } : {}),
    ...(called === undefined ? {} : { called }),
  }
  return unknownOf(symbol, [span, ...rest])
}

function reasonFor(resource: ResourceDeclaration): string {
  return resource.mode === 'data' ? 'is read by Terraform when it plans' : 'is only known after apply'
}
