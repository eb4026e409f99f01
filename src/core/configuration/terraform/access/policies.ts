import type { ConfiguredPolicy, PolicyKind } from '../../../authorization/access.ts'
import type { PolicyDocument } from '../../../authorization/aws/policy.ts'
import type { Expression } from '../../../syntax/hcl/ast.ts'
import type { Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { attributeOf, type BodyParts, expandBlocks } from '../body.ts'
import type { ResourceDeclaration } from '../declarations.ts'
import { type Instance, instancesOf } from '../instances.ts'
import type { Module } from '../module.ts'
import { chosenProvider } from '../provider.ts'
import { plainText } from '../text.ts'
import { type PolicyRow, policyRowOf } from './policy-table.ts'
import { readPolicies } from './read-policy.ts'

/** The policies of every resource of a supported type. */
export function configuredPolicies(module: Module): readonly ConfiguredPolicy[] {
  return [...module.declarations.resources.values()].flatMap((resource) => {
    const row = resource.mode === 'managed' ? policyRowOf(resource.type) : undefined
    const expansion = row === undefined ? undefined : module.expansion(resource.address)
    if (row === undefined || expansion === undefined) return []
    return instancesOf(expansion).flatMap((instance) => instancePolicies(module, resource, instance, row))
  })
}

/** The expressions that hold the documents of supported resources: a data document that they refer to acts there. */
export function policyExpressions(module: Module): readonly Expression[] {
  return [...module.declarations.resources.values()].flatMap((resource) => {
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

/** Whether a row speaks of a resource: some types carry documents of several kinds. */
export function rowApplies(row: PolicyRow, parts: BodyParts, instance: Instance): boolean {
  if (row.when === undefined) return true
  const value = attributeOf(parts, row.when.argument, instance.scope)
  return value === undefined || value.kind === 'null' || plainText(value) === row.when.value
}

function instancePolicies(
  module: Module,
  resource: ResourceDeclaration,
  instance: Instance,
  row: PolicyRow,
): readonly ConfiguredPolicy[] {
  if (!rowApplies(row, resource, instance)) return []
  const holder = holderOf(module, resource, instance, row)
  const span: Span = { file: resource.file, start: resource.block.start, end: resource.block.end }
  const policy = (kind: PolicyKind, document: PolicyDocument): ConfiguredPolicy => ({
    holder,
    kind,
    address: instance.address,
    document,
    span,
  })
  const value = attributeOf(resource, row.document, instance.scope)
  const isAbsent = value === undefined || value.kind === 'null'
  const own = isAbsent
    ? defaultPolicy(module, row, resource, instance)
    : readPolicies(value, row.kind, instance.presence, instance.scope)
  const documents = own.map((document) => policy(row.kind, withIgnored(document, resource, row.document, instance)))
  return resource.type === 'aws_iam_role' ? [...documents, ...inlinePolicies(resource, instance, policy)] : documents
}

/**
 * What the platform puts in force where nothing is written: the same for every resource of the type. It matters where
 * something else was in force before, so not for a resource that is new.
 */
function defaultPolicy(
  module: Module,
  row: PolicyRow,
  resource: ResourceDeclaration,
  instance: Instance,
): readonly PolicyDocument[] {
  const { before } = module.run.input
  const isNew = before !== undefined && !before.has(module.context.origin(resource.address))
  if (row.fallback === undefined || isNew) return []
  const { start, end } = resource.block.headerRange
  const span: Span = { file: resource.file, start, end }
  const presence = instance.presence.map((symbol) => symbol.fingerprint)
  const fingerprint = digestOf('default-policy', row.type, ...presence)
  const symbol = { address: `${instance.address}.${row.document}`, fingerprint, reason: row.fallback, span }
  return [{ version: '2012-10-17', statements: [{ kind: 'opaque', symbol, span }], span }]
}

function inlinePolicies(
  resource: ResourceDeclaration,
  instance: Instance,
  policy: (kind: PolicyKind, document: PolicyDocument) => ConfiguredPolicy,
): readonly ConfiguredPolicy[] {
  const blocks = expandBlocks(resource.blocks, instance.scope).filter((block) => block.type === 'inline_policy')
  return blocks.flatMap((block) => {
    const value = attributeOf(block, 'policy', block.scope)
    if (value === undefined) return []
    const presence = [...instance.presence, ...block.presence]
    const documents = readPolicies(value, 'identity', presence, block.scope)
    return documents.map((document) => policy('identity', withIgnored(document, resource, 'inline_policy', instance)))
  })
}

/**
 * With `ignore_changes`, Terraform leaves the document alone once it is there: beside what is written, anything may
 * be in force. Source: "The lifecycle Meta-Argument", Terraform language documentation.
 */
function withIgnored(
  document: PolicyDocument,
  resource: ResourceDeclaration,
  argument: string,
  instance: Instance,
): PolicyDocument {
  const ignored = resource.blocks
    .find(({ block }) => block.type === 'lifecycle')
    ?.block.body.attributes.get('ignore_changes')
  if (ignored === undefined || !mentions(ignored.expression, argument)) return document
  const span: Span = { file: resource.file, start: ignored.start, end: ignored.end }
  const symbol = {
    address: `${instance.address}.${argument}`,
    fingerprint: digestOf('ignored', instance.address, argument),
    reason: 'is left as it is by ignore_changes',
    span,
  }
  return { ...document, statements: [...document.statements, { kind: 'opaque', symbol, span }] }
}

function mentions(expression: Expression, argument: string): boolean {
  if (expression.kind === 'variable') return expression.name === argument || expression.name === 'all'
  if (expression.kind === 'template') {
    const part = expression.parts[0]
    return part?.kind === 'literal' && (part.text === argument || part.text === 'all')
  }
  if (expression.kind === 'index' || expression.kind === 'attribute') return mentions(expression.object, argument)
  return expression.kind === 'tuple' && expression.items.some((item) => mentions(item, argument))
}

/**
 * Whom a policy belongs to: by the name that AWS knows, so that a renamed Terraform address or a policy written
 * elsewhere in the module belongs to the same; where there is no name, by the Terraform address.
 */
function holderOf(module: Module, resource: ResourceDeclaration, instance: Instance, row: PolicyRow): string {
  const place = placeOf(module, resource)
  if (row.own === true && !isNamed(resource, instance, row)) return addressHolder(module, instance)
  const value =
    row.own === true
      ? module.attribute(resource, instance, row.holder)
      : attributeOf(resource, row.holder, instance.scope)
  return value === undefined || value.kind === 'null'
    ? addressHolder(module, instance)
    : `${row.noun}:${place}${nameOf(value)}`
}

/** An attribute that the platform makes names a resource that is always there, such as a key's id. */
function isNamed(resource: ResourceDeclaration, instance: Instance, row: PolicyRow): boolean {
  if (!['name', 'bucket'].includes(row.holder)) return true
  const value = attributeOf(resource, row.holder, instance.scope)
  return value !== undefined && value.kind !== 'null'
}

function nameOf(value: Value): string {
  return plainText(value) ?? `#${fingerprintOf(value)}`
}

/** Modules and providers are accounts of their own, as far as anyone can tell. */
function placeOf(module: Module, resource: ResourceDeclaration): string {
  const provider = chosenProvider(resource)
  return `${module.directory}/${provider === undefined ? '' : `${provider}/`}`
}

function addressHolder(module: Module, instance: Instance): string {
  const origin = module.context.origin(instance.address)
  const key =
    instance.key === undefined || plainText(instance.key) !== undefined ? '' : `#${fingerprintOf(instance.key)}`
  return `address:${module.directory}/${origin}${key}`
}
