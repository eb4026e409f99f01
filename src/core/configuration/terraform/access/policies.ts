import type { ConfiguredPolicy } from '../../../authorization/access.ts'
import type { Expression } from '../../../syntax/hcl/ast.ts'
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
import { accountFingerprint, configuredIn, defaultProvider, providerFingerprint, providerOf } from '../provider.ts'
import type { Scope } from '../scope.ts'
import { plainText } from '../text.ts'
import { policyRowOf } from './policy-table.ts'
import type { ConfiguredResource } from './resource.ts'
import { holderOfPolicies, resourcePolicies } from './resource-policies.ts'

/** A declaration that may hold policies, before it is evaluated. */
export interface PolicyDeclaration {
  /** Absolute, without instance keys. */
  readonly address: string
  /** What the names of its holders begin with, before the colon, where they are names at all. */
  readonly noun: string
  /** The change does not reach it: `ModuleInput.unaffected`. */
  readonly isUnaffected: boolean
  instances(): readonly HeldPolicies[]
}

/** What one instance holds. */
export interface HeldPolicies {
  /** Undefined where there are no policies. */
  readonly holder: string | undefined
  read(): readonly ConfiguredPolicy[]
}

/** Every resource of a supported type that a module itself declares. */
export function policyResources(module: Module): readonly PolicyDeclaration[] {
  return [...module.declarations.resources.values()].flatMap((resource) => {
    const row = resource.mode === 'managed' ? policyRowOf(resource.type) : undefined
    if (row === undefined) return []
    return [
      {
        address: module.tree.path + resource.address,
        noun: row.noun,
        isUnaffected: isLeftAlone(module, resource),
        instances: () => heldBy(module, resource),
      },
    ]
  })
}

function heldBy(module: Module, resource: ResourceDeclaration): readonly HeldPolicies[] {
  const expansion = module.expansion(resource.address)
  return (expansion === undefined ? [] : instancesOf(expansion)).map((instance) => {
    const configured = resourceOf(module, resource, instance)
    return { holder: holderOfPolicies(configured), read: () => resourcePolicies(configured) }
  })
}

/** Whether the change does not reach something that a module declares, nor the file that it stands in. */
export function isLeftAlone({ run, tree }: Module, { address, file }: ResourceDeclaration): boolean {
  const { unaffected } = run.input
  return unaffected?.addresses.has(tree.path + address) === true && !unaffected.changedFiles.has(file)
}

/** The expressions that hold the documents of supported resources: a data document that they refer to acts there. */
export function policyExpressions(declarations: Declarations): readonly Expression[] {
  return [...declarations.resources.values()].flatMap((resource) => {
    const row = resource.mode === 'managed' ? policyRowOf(resource.type) : undefined
    if (row === undefined) return []
    const inline = resource.blocks.flatMap(({ block }) =>
      [...block.body.attributes.values()].map((each) => each.expression),
    )
    const dynamic = resource.blocks.flatMap(({ block }) =>
      block.body.blocks.flatMap((each) => [...each.body.attributes.values()].map((attribute) => attribute.expression)),
    )
    const document = resource.attributes.get(row.document)?.attribute.expression
    return [
      ...(document === undefined ? [] : [document]),
      ...(resource.type === 'aws_iam_role' ? [...inline, ...dynamic] : []),
    ]
  })
}

/** One instance of a resource of a module. */
export function resourceOf(module: Module, resource: ResourceDeclaration, instance: Instance): ConfiguredResource {
  const { before } = module.run.input
  const origin = module.context.origin(instance.address)
  return {
    type: resource.type,
    address: instance.address,
    identity: identityOf(module, origin, instance),
    place: placeOf(module, resource),
    account: accountOf(module, resource),
    presence: instance.presence,
    span: blockSpan(resource),
    header: headerSpan(resource),
    calls: [...countedBy(resource, module), ...callsOf(module)],
    isNew: before !== undefined && !before.has(withoutKeys(origin)),
    written: (name) => writtenIn(resource, name, instance.scope),
    attribute: (name) => module.attribute(resource, instance, name),
    blocks: (type) =>
      expandBlocks(resource.blocks, instance.scope)
        .filter((block) => block.type === type)
        .map((block) => ({ presence: block.presence, written: (name) => writtenIn(block, name, block.scope) })),
    ignored: (argument) => ignoredIn(resource, argument),
    report: (diagnostic) => instance.scope.module.report(diagnostic),
  }
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
  const value = attributeOf(parts, name, scope)
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
