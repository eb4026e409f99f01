import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans, through } from '../../value/spans.ts'
import type { MapValue, Value } from '../../value/value.ts'
import { attributeOf, bodyValue } from './body.ts'
import type { Instance } from './instances.ts'
import type { Child, Module, ModuleSetup } from './module.ts'
import { blockSpan, headerSpan } from './overrides.ts'
import { unknownOf } from './unknown.ts'
import { passedVariable } from './variables.ts'

/** Arguments of a module call that are not inputs of the module. */
const CALL_ARGUMENTS: ReadonlySet<string> = new Set([
  'count',
  'depends_on',
  'for_each',
  'providers',
  'source',
  'version',
  'lifecycle',
])

/**
 * An output of a called module: evaluated where the module's files can be read, and otherwise a symbol over source,
 * version and every input.
 */
export function moduleOutput(module: Module, instance: Instance, name: string): Value {
  const child = module.child(instance)
  if (child.kind !== 'child') return opaqueOutput(module, instance, name, child)
  const value = child.module.ownOutput(name)
  if (value === undefined) return undeclaredOutput(module, instance, name)
  // Whatever the call says may have made it.
  return through(value, [blockSpan(instance.declared)])
}

/** What the module is made of that an instance of a call makes, with the call's arguments as its variables. */
export function calledModule(module: Module, instance: Instance): ModuleSetup | Exclude<Child, { kind: 'child' }> {
  const name = instance.declared.block.labels[0]?.text ?? ''
  const found = module.tree.children.get(name)
  if (found === undefined) return { kind: 'unreadable', reason: 'is not called here' }
  if (found.kind !== 'child') return found.kind === 'module' ? { kind: 'not-loaded' } : found
  // Each input is evaluated when it is asked for: one may depend on another output of the same module.
  const input = (variable: string): Value | undefined =>
    CALL_ARGUMENTS.has(variable) ? undefined : attributeOf(instance.declared, variable, instance.scope)
  return {
    run: module.run,
    tree: found.module,
    prefix: `${instance.address}.`,
    presence: instance.presence,
    caller: { module, instance },
    variable: (variable, declared, scope) => passedVariable(variable, declared, input(variable), scope),
  }
}

function opaqueOutput(
  module: Module,
  instance: Instance,
  name: string,
  child: Exclude<Child, { kind: 'child' }>,
): Value {
  const { source, inputs } = callFingerprint(module, instance)
  const fingerprint = digestOf('module-output', module.context.origin(instance.address), source, inputs, name)
  const reason =
    child.kind === 'not-loaded' ? 'is made by a module that is not loaded yet' : 'is made by a module that is not read'
  const spans = joinSpans([headerSpan(instance.declared)], argumentSpans(instance))
  return unknownOf({ address: `${instance.address}.${name}`, fingerprint, reason }, [
    headerSpan(instance.declared),
    ...spans.slice(1),
  ])
}

/** Terraform refuses it; whatever the module's files say may make it. */
function undeclaredOutput(module: Module, instance: Instance, name: string): Value {
  const fingerprint = digestOf('undeclared-output', instance.address, module.run.contentFingerprint(), name)
  const reason = 'is no output of the module'
  return unknownOf({ address: `${instance.address}.${name}`, fingerprint, reason }, [headerSpan(instance.declared)])
}

/** Fingerprints of what determines a called module's outputs: its source with version, and its inputs. */
export function callFingerprint(
  module: Module,
  instance: Instance,
): { readonly source: string; readonly inputs: string } {
  const [source, version] = ['source', 'version'].map((name) => attributeOf(instance.declared, name, instance.scope))
  const texts = [source, version].map((value) => (value === undefined ? '' : fingerprintOf(value)))
  const inputs = fingerprintOf(callInputs(instance))
  return { source: digestOf('source', module.ownDirectory, ...texts), inputs }
}

export function callInputs(instance: Instance): MapValue {
  return bodyValue(instance.declared, instance.scope, headerSpan(instance.declared), CALL_ARGUMENTS)
}

function argumentSpans(instance: Instance): readonly Span[] {
  return [...instance.declared.attributes.values()].map(({ attribute, file }) => ({
    file,
    start: attribute.start,
    end: attribute.end,
  }))
}
