import type { Span } from '../../text/span.ts'
import { digestOf } from '../../value/fingerprint.ts'
import { type MapEntry, textOf, type Value } from '../../value/value.ts'
import type { Expansion, Instance } from './instances.ts'
import type { Module } from './module.ts'
import { resourceValue } from './resource-attribute.ts'
import { fail, type Resolved, type Scope, type Step } from './scope.ts'
import { plainText } from './text.ts'
import { derived, unknownOf } from './unknown.ts'

/** What a reference outside of `for` and the like denotes. Source: "References to Named Values", Terraform language documentation. */
export function resolveReference(
  module: Module,
  root: string,
  steps: readonly Step[],
  scope: Scope,
  span: Span,
): Resolved {
  const names = steps.slice(0, 2).map((step) => (step.kind === 'attribute' ? step.name : undefined))
  const [first, second] = names
  const named = (kind: string, value: Value | undefined): Resolved => ({
    value: value ?? undeclared(module, `${kind}.${first ?? '…'}`, scope, span),
    taken: 1,
  })
  switch (root) {
    case 'var':
      return named('var', first === undefined ? undefined : module.variable(first))
    case 'local':
      return named('local', first === undefined ? undefined : module.local(first))
    case 'path':
      return named('path', first === undefined ? undefined : pathValue(module, first, span))
    case 'terraform':
      return { value: terraformValue(module, first ?? '', span), taken: 1 }
    case 'module':
      return first === undefined
        ? named('module', undefined)
        : resolveInstances(module, `module.${first}`, 1, scope, span)
    case 'data':
      if (first === undefined || second === undefined) return named('data', undefined)
      return resolveInstances(module, `data.${first}.${second}`, 2, scope, span)
    case 'self':
      return { value: runtimeValue('self', span), taken: 0 }
    case 'ephemeral':
      // Nothing of it is ever kept, so that nothing of it is known before Terraform runs.
      return {
        value: runtimeValue(['ephemeral', ...names].join('.'), span),
        taken: first === undefined ? 0 : second === undefined ? 1 : 2,
      }
    default:
      if (first === undefined) return { value: undeclared(module, root, scope, span), taken: 0 }
      return resolveInstances(module, `${root}.${first}`, 1, scope, span)
  }
}

function pathValue(module: Module, name: string, span: Span): Value | undefined {
  switch (name) {
    case 'root':
      return textOf('.', [span])
    case 'module':
      return textOf(relativePath(module.directory, module.ownDirectory), [span])
    case 'cwd':
      return runtimeValue('path.cwd', span)
    default:
      return undefined
  }
}

/** The path from the root module's directory to another one, as Terraform writes it. */
function relativePath(from: string, to: string): string {
  const [left, right] = [from, to].map((path) => (path === '' ? [] : path.split('/')))
  if (left === undefined || right === undefined) return '.'
  let shared = 0
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared += 1
  const segments = [...left.slice(shared).map(() => '..'), ...right.slice(shared)]
  return segments.length === 0 ? '.' : segments.join('/')
}

/** The workspace is one that the variant is about, or whichever one Terraform runs in. */
function terraformValue(module: Module, name: string, span: Span): Value {
  const { variant } = module.run.input
  if (name !== 'workspace') return runtimeValue(`terraform.${name}`, span)
  if (variant.kind === 'workspace') return textOf(variant.name, [span])
  const workspace = runtimeSymbol('terraform.workspace')
  return unknownOf({ ...workspace, form: 'identifier' }, [span])
}

function runtimeValue(address: string, span: Span): Value {
  return unknownOf(runtimeSymbol(address), [span])
}

function runtimeSymbol(address: string) {
  return { address, reason: 'is only known when Terraform runs', fingerprint: digestOf('runtime', address) }
}

function resolveInstances(module: Module, address: string, taken: number, scope: Scope, span: Span): Resolved {
  const expansion = module.expansion(address)
  if (expansion === undefined) return { value: undeclared(module, address, scope, span), taken }
  const value = (instance: Instance): Value => instanceValue(module, address, instance, span)
  return { value: expansionValue(expansion, address, value, span), taken }
}

function expansionValue(
  expansion: Expansion,
  address: string,
  value: (instance: Instance) => Value,
  span: Span,
): Value {
  switch (expansion.kind) {
    case 'single':
      return value(expansion.instance)
    case 'count':
      return { kind: 'list', collection: 'tuple', items: expansion.instances.map(value), spans: [span] }
    case 'for_each': {
      const entries = expansion.instances.map((instance): readonly [string, MapEntry] => [
        instance.key === undefined ? '' : (plainText(instance.key) ?? ''),
        { keySpan: span, value: value(instance) },
      ])
      return { kind: 'map', collection: 'object', entries: new Map(entries), spans: [span] }
    }
    case 'unknown': {
      const partial = { kind: 'instances', at: (key: Value) => value(expansion.at(key)) } as const
      return derived('instances', address, [textOf(address, [span]), expansion.source], span, partial)
    }
  }
}

function instanceValue(module: Module, address: string, instance: Instance, span: Span): Value {
  const resource = module.declarations.resources.get(address)
  if (resource === undefined) return callValue(module, instance, span)
  const member = (name: string): Value => module.attribute(resource, instance, name)
  return resourceValue(resource, instance, span, module.context, member)
}

/** A module call as a whole, whose members are its outputs. Its fingerprint is worked out when it is asked for. */
function callValue(module: Module, instance: Instance, span: Span): Value {
  const member = (name: string): Value => module.output(instance, name)
  const symbol = {
    address: instance.address,
    reason: 'is a module',
    span,
    get fingerprint(): string {
      return digestOf('module', instance.address, module.contentFingerprint())
    },
  }
  return { kind: 'unknown', symbol, spans: [span], partial: { kind: 'object', member } }
}

function undeclared(module: Module, address: string, scope: Scope, span: Span): Value {
  const summary = `${address} is not declared`
  const detail = 'Nothing of this name is declared in the module; Terraform refuses the reference.'
  const fingerprint = digestOf('undeclared', module.prefix, address)
  return fail(scope, span, fingerprint, { code: 'undeclared-reference', summary, detail })
}
