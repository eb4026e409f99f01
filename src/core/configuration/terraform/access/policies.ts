import type { ConfiguredPolicy } from '../../../authorization/access.ts'
import type { Block, Body, Expression } from '../../../syntax/hcl/ast.ts'
import type { Span } from '../../../text/span.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { attributeOf, type BodyParts, expandBlocks } from '../body.ts'
import type { Declarations, ResourceDeclaration } from '../declarations.ts'
import { type Instance, instancesOf } from '../instances.ts'
import { literalText } from '../literal-text.ts'
import type { Module } from '../module.ts'
import { withoutKeys } from '../moved.ts'
import { blockSpan, type Declared, headerSpan } from '../overrides.ts'
import {
  accountFingerprint,
  configuredIn,
  defaultProvider,
  providerFingerprint,
  providerOf,
  providerRegion,
} from '../provider.ts'
import { argumentOf } from '../resource-attribute.ts'
import type { Scope } from '../scope.ts'
import { plainText } from '../text.ts'
import type { HeldAccess } from './adapter.ts'
import { adaptersOf, heldAccess } from './adapters.ts'
import { isDeployedTo } from './deployed-to.ts'
import type { ConfiguredBlock, ConfiguredResource } from './resource.ts'
import { isSecretAddress } from './shown/secret-attributes.ts'

/** A declaration that may hold policies, before it is evaluated. */
export interface PolicyDeclaration {
  /** Absolute, without instance keys. */
  readonly address: string
  /** What the names of its holders begin with, before the colon. */
  readonly nouns: readonly string[]
  /** The change does not reach it: `ModuleInput.unaffected`. */
  readonly isUnaffected: boolean
  /** What its instances hold. */
  held(): readonly HeldAccess[]
}

/** Every resource of a supported type that a module itself declares. */
export function policyResources(module: Module): readonly PolicyDeclaration[] {
  return [...module.declarations.resources.values()].flatMap((resource) => {
    const adapters = resource.mode === 'managed' ? adaptersOf(resource.type) : []
    if (adapters.length === 0) return []
    return [
      {
        address: module.tree.path + resource.address,
        nouns: adapters.flatMap((adapter) => adapter.nouns),
        isUnaffected: isLeftAlone(module, resource),
        held: () => heldBy(module, resource),
      },
    ]
  })
}

function heldBy(module: Module, resource: ResourceDeclaration): readonly HeldAccess[] {
  const expansion = module.expansion(resource.address)
  const instances = expansion === undefined ? [] : instancesOf(expansion)
  return instances.flatMap((instance) => heldAccess(resourceOf(module, resource, instance)))
}

/** Whether the change does not reach something that a module declares, nor the file that it stands in. */
export function isLeftAlone({ run, tree }: Module, { address, file }: ResourceDeclaration): boolean {
  const { unaffected } = run.input
  return unaffected?.addresses.has(tree.path + address) === true && !unaffected.changedFiles.has(file)
}

/** The expressions that hold the documents of supported resources: a data document that they refer to acts there. */
export function policyExpressions(declarations: Declarations): readonly Expression[] {
  return [...declarations.resources.values()].flatMap((resource) => {
    const adapters = resource.mode === 'managed' ? adaptersOf(resource.type) : []
    const documents = adapters.flatMap((adapter) => adapter.documents)
    const attributes = documents.flatMap((name) => resource.attributes.get(name)?.attribute.expression ?? [])
    const blocks = resource.blocks.filter(({ block }) => documents.includes(typeOf(block)))
    return [...attributes, ...blocks.flatMap(({ block }) => expressionsIn(block.body))]
  })
}

/** Of a dynamic block, the type of those that it makes. */
function typeOf({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0]?.text ?? '') : type
}

function expressionsIn({ attributes, blocks }: Body): readonly Expression[] {
  return [
    ...[...attributes.values()].map(({ expression }) => expression),
    ...blocks.flatMap(({ body }) => expressionsIn(body)),
  ]
}

/** One instance of a resource of a module. */
export function resourceOf(module: Module, resource: ResourceDeclaration, instance: Instance): ConfiguredResource {
  const { before } = module.run.input
  const origin = module.context.origin(instance.address)
  return {
    type: resource.type,
    address: instance.address,
    identity: identityOf(module, origin, instance) + ownRegion(module, resource, instance),
    // Most resources are asked for one of these at most.
    get place() {
      return placeOf(module, resource) + ownRegion(module, resource, instance)
    },
    get account() {
      return accountOf(module, resource)
    },
    presence: instance.presence,
    span: blockSpan(resource),
    header: headerSpan(resource),
    calls: [...countedBy(resource, module), ...callsOf(module)],
    isNew: before !== undefined && !before.has(withoutKeys(origin)),
    isAdopted: module.context.imported(instance.address) !== '',
    written: (name) => setValue(argumentOf(resource, instance, name)),
    attribute: (name) => module.attribute(resource, instance, name),
    blocks: (type) => blocksWithin(resource, type, instance.scope),
    ignored: (argument) => ignoredIn(resource, argument),
    isDeployedTo: (part, symbol) => isDeployedTo(module, resource, part, symbol),
    beside: (type) => declaredBeside(module, type),
    isSecret: ({ address, fingerprint }) => isSecretAddress(address) || module.run.secrets.symbols.has(fingerprint),
    report: (diagnostic) => instance.scope.module.report(diagnostic),
  }
}

/** What a module declares of a type: asked for by each of many others, and worked out once. */
function declaredBeside(module: Module, type: string): readonly ConfiguredResource[] {
  const ofModule = beside.get(module) ?? new Map<string, readonly ConfiguredResource[]>()
  const known = ofModule.get(type) ?? resourcesOfType(module, type)
  beside.set(module, ofModule.set(type, known))
  return known
}

const beside = new WeakMap<Module, Map<string, readonly ConfiguredResource[]>>()

function resourcesOfType(module: Module, type: string): readonly ConfiguredResource[] {
  return [...module.declarations.resources.values()].flatMap((each) => {
    const expansion = each.mode === 'managed' && each.type === type ? module.expansion(each.address) : undefined
    return expansion === undefined ? [] : instancesOf(expansion).map((found) => resourceOf(module, each, found))
  })
}

function blocksWithin({ blocks }: BodyParts, type: string, scope: Scope): readonly ConfiguredBlock[] {
  return expandBlocks(blocks, scope)
    .filter((block) => block.type === type)
    .map((block) => ({
      presence: block.presence,
      ...(block.unread === undefined ? {} : { unread: block.unread }),
      written: (name) => writtenIn(block, name, block.scope),
      blocks: (inner) => blocksWithin(block, inner, block.scope),
    }))
}

function rootOf(module: Module): Module {
  return module.caller === undefined ? module : rootOf(module.caller.module)
}

/** The calls that lead to a module, where there are any. */
export function callsTo(module: Module): Pick<ConfiguredPolicy, 'calls'> {
  return module.caller === undefined ? {} : { calls: callsOf(module) }
}

/** The blocks of the calls that lead to a module, the nearest first. */
function callsOf({ caller }: Module): readonly Span[] {
  if (caller === undefined) return []
  const { declared } = caller.instance
  const overrides = [...declared.attributes.values()].filter((each) => each.file !== declared.file)
  return [
    blockSpan(declared),
    ...overrides.map((each) => ({ file: each.file, start: each.attribute.start, end: each.attribute.end })),
    ...countedBy(declared, caller.module),
    ...callsOf(caller.module),
  ]
}

/** The places that decide how many instances there are of something: worked out once, whatever their number. */
function countedBy(declared: Declared, module: Module): readonly Span[] {
  const known = counted.get(module)?.get(declared)
  if (known !== undefined) return known
  const scope = module.scope(declared.file)
  const spans = ['count', 'for_each'].flatMap((name) => attributeOf(declared, name, scope)?.spans ?? [])
  const ofModule = counted.get(module) ?? new WeakMap<Declared, readonly Span[]>()
  counted.set(module, ofModule.set(declared, spans))
  return spans
}

const counted = new WeakMap<Module, WeakMap<Declared, readonly Span[]>>()

function writtenIn(parts: BodyParts, name: string, scope: Scope): Value | undefined {
  return setValue(attributeOf(parts, name, scope))
}

/** Terraform takes a null argument for one that is not set. */
function setValue(value: Value | undefined): Value | undefined {
  return value?.kind === 'null' ? undefined : value
}

/** The root module, the origin of the address, and what determines an unknown key. */
export function identityOf(module: Module, origin: string, { key }: Instance): string {
  const unknownKey = key === undefined || plainText(key) !== undefined ? '' : `#${fingerprintOf(key)}`
  return `${module.deployment}/${origin}${unknownKey}`
}

/** The root's own default provider is where everything is; another one is somewhere else, by its configuration. */
function placeOf(module: Module, resource: ResourceDeclaration): string {
  const provider = providerOf(resource, module)
  const name = `${provider.module.prefix}${provider.name}`
  if (name === defaultProvider(resource.type)) return `${module.deployment}/`
  const isConfigured = accountFingerprint(provider) !== undefined
  return `${module.deployment}/${isConfigured ? providerFingerprint(provider) : name}/`
}

/**
 * The region that a resource names itself, where it is another one than its provider's: what has the same name there is
 * something else. Source: "Enhanced Region Support", documentation of the AWS provider.
 */
export function ownRegion(module: Module, resource: ResourceDeclaration, instance: Instance): string {
  if (!resource.type.startsWith('aws_') || !resource.attributes.has('region')) return ''
  const region = setValue(argumentOf(resource, instance, 'region'))
  if (region === undefined) return ''
  const usual = providerRegion(providerOf(resource, module))
  const fingerprint = fingerprintOf(region)
  return usual !== undefined && fingerprintOf(usual) === fingerprint ? '' : `${fingerprint}/`
}

/** As above, for what is the same in all regions of an account. */
function accountOf(module: Module, resource: ResourceDeclaration): string {
  const provider = providerOf(resource, module)
  const account = accountFingerprint(provider)
  const usual = accountFingerprint(configuredIn(rootOf(module), defaultProvider(resource.type)))
  if (account === undefined) return placeOf(module, resource)
  return `${module.deployment}/${account === usual ? '' : `${account}/`}`
}

function ignoredIn(resource: ResourceDeclaration, argument: string): Span | undefined {
  const ignored = resource.blocks
    .find(({ block }) => block.type === 'lifecycle')
    ?.block.body.attributes.get('ignore_changes')
  if (ignored === undefined || !mentions(ignored.expression, argument)) return undefined
  return { file: resource.file, start: ignored.start, end: ignored.end }
}

function mentions(expression: Expression, argument: string): boolean {
  if (expression.kind === 'variable') return expression.name === argument || expression.name === 'all'
  if (expression.kind === 'template') return [argument, 'all'].includes(literalText(expression) ?? '')
  if (expression.kind === 'index' || expression.kind === 'attribute') return mentions(expression.object, argument)
  return expression.kind === 'tuple' && expression.items.some((item) => mentions(item, argument))
}
