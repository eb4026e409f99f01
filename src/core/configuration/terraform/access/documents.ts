import type { ConfiguredPolicy, PolicyKind } from '../../../authorization/access.ts'
import type { Value } from '../../../value/value.ts'
import type { ResourceDeclaration } from '../declarations.ts'
import { decodeJson } from '../document/decode.ts'
import { type Instance, instancesOf } from '../instances.ts'
import type { Module } from '../module.ts'
import type { StaticModule } from '../module-tree.ts'
import { blockSpan } from '../overrides.ts'
import { waysOf } from '../rounds.ts'
import type { HeldAccess } from './adapter.ts'
import { callsTo, identityOf, isLeftAlone, type PolicyDeclaration, policyExpressions } from './policies.ts'
import { readPolicies } from './read-policy.ts'
import { referencedAddresses } from './referenced.ts'

/**
 * Data documents that no supported resource refers to: they are compared on their own, since what they end up in is
 * not analysed. Documents without statements say nothing.
 */
export function standaloneDocuments(modules: readonly Module[], tree: StaticModule): readonly PolicyDeclaration[] {
  const used = referencedAddresses(tree, policyExpressions)
  return modules.flatMap((module) => standaloneIn(module, used.get(module.tree) ?? new Set()))
}

function standaloneIn(module: Module, used: ReadonlySet<string>): readonly PolicyDeclaration[] {
  return [...module.declarations.resources.values()].flatMap((resource) => {
    const isDocument = resource.mode === 'data' && resource.type === 'aws_iam_policy_document'
    if (!isDocument || used.has(resource.address)) return []
    return [
      {
        address: module.tree.path + resource.address,
        nouns: ['data'],
        isUnaffected: isLeftAlone(module, resource),
        held: () => heldBy(module, resource),
      },
    ]
  })
}

function heldBy(module: Module, resource: ResourceDeclaration): readonly HeldAccess[] {
  const expansion = module.expansion(resource.address)
  return (expansion === undefined ? [] : instancesOf(expansion)).map((instance) => {
    const holder = `data:${identityOf(module, module.context.origin(instance.address), instance)}`
    return { holder, read: () => policiesIn(module, resource, instance, holder) }
  })
}

function policiesIn(
  module: Module,
  resource: ResourceDeclaration,
  instance: Instance,
  holder: string,
): readonly ConfiguredPolicy[] {
  const value = module.attribute(resource, instance, 'json')
  const span = blockSpan(resource)
  const calls = callsTo(module)
  return waysOf(value).flatMap((way) => {
    if (!hasStatements(decodeJson(way.value, module.report))) return []
    const kind = kindOf(way.value)
    const presence = [...instance.presence, ...way.conditions]
    const documents = readPolicies(way.value, kind, presence, module.report)
    return documents.map((document) => ({ holder, kind, address: instance.address, document, span, ...calls }))
  })
}

function hasStatements(document: Value): boolean {
  return document.kind !== 'map' || document.entries.has('Statement')
}

/** What a document is for, by what its statements have: principals without resources make a trust policy. */
function kindOf(value: Value): PolicyKind {
  const document = value.kind === 'text' && value.encoded !== undefined ? value.encoded : value
  const statements = statementsIn(document.kind === 'map' ? document.entries.get('Statement')?.value : undefined)
  const has = (...names: readonly string[]): boolean =>
    statements.some((statement) => statement.kind === 'map' && names.some((name) => statement.entries.has(name)))
  if (!has('Principal', 'NotPrincipal')) return 'identity'
  return has('Resource', 'NotResource') ? 'resource' : 'trust'
}

function statementsIn(value: Value | undefined): readonly Value[] {
  if (value === undefined) return []
  if (value.kind === 'list') return value.items.flatMap(statementsIn)
  if (value.kind !== 'unknown' || value.partial?.kind !== 'either') return [value]
  return [...statementsIn(value.partial.then), ...statementsIn(value.partial.otherwise)]
}
