import type { ConfiguredPolicy, PolicyKind } from '../../../authorization/access.ts'
import type { PolicyDocument } from '../../../authorization/aws/policy.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { textOf, type UnknownSymbol, type Value } from '../../../value/value.ts'
import { asText, plainText } from '../text.ts'
import { unknownOf } from '../unknown.ts'
import type { HeldAccess, ResourceAdapter } from './adapter.ts'
import { heldReach, holderName } from './held-reach.ts'
import { asPolicy, LINK_NOUNS, policyName } from './link-names.ts'
import { type OwnApi, withOwnApi } from './own-api.ts'
import { POLICY_TABLE, type PolicyRow } from './policy-table.ts'
import { mayBeEmptyDocument, readPolicies } from './read-policy.ts'
import type { ConfiguredResource } from './resource.ts'

/** The adapter of a type that carries policy documents. */
export function policyAdapter(row: PolicyRow): ResourceAdapter {
  const documents = [row.document, ...(row.type === 'aws_iam_role' ? [INLINE_POLICY] : [])]
  return {
    type: row.type,
    nouns: row.names === undefined ? [row.noun] : [row.noun, LINK_NOUNS.policy],
    reads: [...documents, row.holder],
    documents,
    applies: (resource) => rowApplies(row, resource),
    held: (resource) => heldBy(resource, row),
  }
}

/** The policies, and that what they belong to is there, where it is the resource itself. */
function heldBy(resource: ConfiguredResource, row: PolicyRow): readonly HeldAccess[] {
  const holder = holderOf(resource, row)
  const { names } = row
  const also = names === undefined ? {} : { also: () => [asPolicy(policyName(resource.attribute(names)))] }
  const policies: HeldAccess = { holder, read: () => resourcePolicies(resource, row), ...also }
  if (row.own !== true) return [policies]
  const itself = heldReach(resource, holder, 'guardrail', () => [], true)
  return resource.type === 'aws_iam_role' ? [policies, inlineOf(resource), itself] : [policies, itself]
}

/** Other resources know a role by its name, whoever chose it. */
function inlineOf(resource: ConfiguredResource): HeldAccess {
  const holder = `role:${resource.account}${holderName(resource.attribute('name'))}`
  return { holder, read: () => inlinePolicies(resource, holder) }
}

const INLINE_POLICY = 'inline_policy'

function resourcePolicies(resource: ConfiguredResource, row: PolicyRow): readonly ConfiguredPolicy[] {
  const value = resource.written(row.document)
  const written = value === undefined ? [] : read(value, row.kind, resource.presence, resource)
  const isDefault = value === undefined || (row.fallback !== undefined && mayBeEmptyDocument(value))
  const own = isDefault ? [...written, ...defaultPolicy(resource, row)] : written
  return ofItsApi(own, resource, row).map((document) =>
    policyOf(resource, row, withIgnored(document, resource, row.document)),
  )
}

/** What a document that stands elsewhere than in the row's argument gives to the resource's holder. */
export function policiesElsewhere(
  resource: ConfiguredResource,
  row: PolicyRow,
  values: () => readonly { readonly value: Value; readonly conditions: readonly UnknownSymbol[] }[],
): HeldAccess {
  return {
    holder: holderOf(resource, row),
    read: () =>
      values().flatMap(({ value, conditions }) => {
        const documents = read(value, row.kind, [...resource.presence, ...conditions], resource)
        return ofItsApi(documents, resource, row).map((document) => policyOf(resource, row, document))
      }),
  }
}

function ofItsApi(
  documents: readonly PolicyDocument[],
  resource: ConfiguredResource,
  row: PolicyRow,
): readonly PolicyDocument[] {
  return row.noun === 'api' ? documents.map((document) => withOwnApi(document, apiOf(resource, row))) : documents
}

function apiOf(resource: ConfiguredResource, row: PolicyRow): OwnApi {
  const id = row.own === true ? resource.attribute(row.holder) : resource.written(row.holder)
  return {
    id: id === undefined ? undefined : asText(id),
    isDeployedTo: (part, symbol) => resource.isDeployedTo?.(part, symbol) === true,
  }
}

/** Whether a row speaks of a resource: some types carry documents of several kinds. */
function rowApplies(row: PolicyRow, resource: Pick<ConfiguredResource, 'written'>): boolean {
  if (row.when === undefined) return true
  const value = resource.written(row.when.argument)
  return value === undefined ? row.when.isDefault === true : plainText(value) === row.when.value
}

function policyOf(resource: ConfiguredResource, row: PolicyRow, document: PolicyDocument): ConfiguredPolicy {
  const { address, span, calls } = resource
  // An adopted policy may be attached already to what nobody here sees.
  const names = row.names === undefined || resource.isAdopted === true ? undefined : resource.attribute(row.names)
  return {
    holder: holderOf(resource, row),
    kind: row.kind,
    address,
    document,
    span,
    ...(names === undefined ? {} : { names: [policyName(names)] }),
    ...(calls.length === 0 ? {} : { calls }),
  }
}

function read(
  value: Value,
  kind: PolicyKind,
  presence: readonly UnknownSymbol[],
  resource: ConfiguredResource,
): readonly PolicyDocument[] {
  return readPolicies(value, kind, presence, (diagnostic) => resource.report(diagnostic))
}

/**
 * What the platform puts in force where nothing is written: the same for every resource of the type. It matters where
 * something else was in force before, so not for a resource that is new.
 */
function defaultPolicy(resource: ConfiguredResource, row: PolicyRow): readonly PolicyDocument[] {
  if (row.fallback === undefined || resource.isNew || isSetElsewhere(resource, row)) return []
  const span = resource.header
  if (row.byDefault !== undefined) return read(textOf(row.byDefault, [span]), row.kind, resource.presence, resource)
  const presence = resource.presence.map((symbol) => symbol.fingerprint)
  const fingerprint = digestOf('default-policy', row.type, ...presence)
  const symbol = { address: `${resource.address}.${row.document}`, fingerprint, reason: row.fallback, span }
  return [{ version: '2012-10-17', statements: [{ kind: 'opaque', symbol, span }], span }]
}

/** Whether a resource that is there for certain puts its own policy in the place of the default one. */
function isSetElsewhere(resource: ConfiguredResource, row: PolicyRow): boolean {
  const { setBy } = row
  const setting = POLICY_TABLE.find(({ type }) => type === setBy)
  if (setBy === undefined || setting === undefined) return false
  const holder = holderOf(resource, row)
  return (resource.beside?.(setBy) ?? []).some(
    (each) => each.presence.length === 0 && holderOf(each, setting) === holder && each.written(setting.document),
  )
}

function inlinePolicies(resource: ConfiguredResource, holder: string): readonly ConfiguredPolicy[] {
  const { address, span, calls } = resource
  return resource.blocks(INLINE_POLICY).flatMap((block) => {
    const { unread } = block
    const value = unread === undefined ? block.written('policy') : unknownOf(unread, [unread.span])
    if (value === undefined) return []
    const documents = read(value, 'identity', [...resource.presence, ...block.presence], resource)
    return documents.map((document) => {
      const policy = {
        holder,
        kind: 'identity',
        address,
        document: withIgnored(document, resource, INLINE_POLICY),
        span,
      } as const
      return calls.length === 0 ? policy : { ...policy, calls }
    })
  })
}

/**
 * With `ignore_changes`, Terraform leaves the document alone once it is there: beside what is written, anything may
 * be in force. Source: "The lifecycle Meta-Argument", Terraform language documentation.
 */
function withIgnored(document: PolicyDocument, resource: ConfiguredResource, argument: string): PolicyDocument {
  const span = resource.ignored(argument)
  if (span === undefined) return document
  const symbol = {
    address: `${resource.address}.${argument}`,
    fingerprint: digestOf('ignored', resource.address, argument),
    reason: 'is left as it is by ignore_changes',
    span,
  }
  return { ...document, statements: [...document.statements, { kind: 'opaque', symbol, span }] }
}

/**
 * Whom a policy belongs to: by the name that AWS knows, so that a renamed Terraform address or a policy written
 * elsewhere in the module belongs to the same; where there is no name, by the Terraform address.
 */
function holderOf(resource: ConfiguredResource, row: PolicyRow): string {
  if (row.own === true && !isNamed(resource, row)) return `address:${resource.identity}`
  const value = row.own === true ? resource.attribute(row.holder) : resource.written(row.holder)
  return value === undefined
    ? `address:${resource.identity}`
    : `${row.noun}:${isGlobal(row) ? resource.account : resource.place}${holderName(value)}`
}

/** What AWS names once in an account (and buckets once in the world), not once in a region. */
function isGlobal({ noun }: PolicyRow): boolean {
  return ['bucket', 'group', 'policy', 'role', 'scp', 'user'].includes(noun)
}

/** An attribute that the platform makes names a resource that is always there, such as a key's id. */
function isNamed(resource: ConfiguredResource, row: PolicyRow): boolean {
  return !['name', 'bucket'].includes(row.holder) || resource.written(row.holder) !== undefined
}
