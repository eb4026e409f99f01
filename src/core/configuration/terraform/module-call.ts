import type { HclFile } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import type { MapValue, Value } from '../../value/value.ts'
import { attributeOf, bodyValue } from './body.ts'
import { isModuleFile } from './declarations.ts'
import type { Instance } from './instances.ts'
import { MAX_MODULE_DEPTH } from './limits.ts'
import type { Module, ModuleSetup } from './module.ts'
import { repositoryPath } from './paths.ts'
import { configurationFingerprint, providerName } from './provider.ts'
import { plainText } from './text.ts'
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
 * An output of a called module: evaluated where the module is a directory of the repository, and otherwise a
 * symbol over source, version and every input.
 */
export function moduleOutput(module: Module, instance: Instance, name: string): Value {
  const child = module.child(instance)
  if (child === undefined || child === 'not-loaded') return opaqueOutput(module, instance, name, child)
  return child.ownOutput(name) ?? opaqueOutput(module, instance, name, undefined)
}

/** The repository's directory that a call's source names, or undefined where it is not local. */
function localDirectory(module: Module, instance: Instance): string | undefined {
  const source = attributeOf(instance.declared, 'source', instance.scope)
  const text = source === undefined ? undefined : plainText(source)
  if (text === undefined || !/^\.\.?(?:\/|$)/.test(text)) return undefined
  return repositoryPath(module.ownDirectory, text)
}

/** What the module that a call names is made of, where it is a directory of the repository. */
export function localModule(module: Module, instance: Instance): ModuleSetup | 'not-loaded' | undefined {
  const directory = localDirectory(module, instance)
  if (directory === undefined || module.depth >= MAX_MODULE_DEPTH) return undefined
  const files = loadFiles(module, directory)
  if (files === 'not-loaded') return files
  if (files.size === 0) return undefined
  // Each input is evaluated when it is asked for: one may depend on another output of the same module.
  const input = (name: string): Value | undefined =>
    CALL_ARGUMENTS.has(name) ? undefined : attributeOf(instance.declared, name, instance.scope)
  return {
    run: module.run,
    ownDirectory: directory,
    prefix: `${instance.address}.`,
    depth: module.depth + 1,
    files,
    origin: module.context.origin,
    variable: (name, declared, scope) => passedVariable(name, declared, input(name), scope),
    passedProvider: (name) => passedProvider(module, instance, name),
  }
}

function loadFiles(module: Module, directory: string): ReadonlyMap<string, HclFile> | 'not-loaded' {
  const paths = module.listFiles(directory).filter((path) => isModuleFile(directory, path))
  const answers = paths.map((path) => [path, module.readFile(path)] as const)
  const files = new Map<string, HclFile>()
  for (const [path, answer] of answers) {
    if (answer.kind === 'not-loaded') return 'not-loaded'
    if (answer.kind === 'text') files.set(path, module.run.parse(path, answer.text))
  }
  return files
}

/** `providers = { aws = aws.east }` gives the module's `aws` the caller's `aws.east`. */
function passedProvider(module: Module, instance: Instance, name: string): string {
  const map = instance.declared.attributes.get('providers')?.attribute.expression
  const item = map?.kind === 'object' ? map.items.find((each) => providerName(each.key) === name) : undefined
  const given = item === undefined ? name : (providerName(item.value) ?? name)
  return configurationFingerprint(given, module, undefined)
}

function opaqueOutput(module: Module, instance: Instance, name: string, child: 'not-loaded' | undefined): Value {
  const { source, inputs } = callFingerprint(module, instance)
  const fingerprint = digestOf('module-output', module.context.origin(instance.address), source, inputs, name)
  const reason =
    child === 'not-loaded' ? 'is made by a module that is not loaded yet' : 'is made by a module that is not read'
  const spans = joinSpans([headerOf(instance)], argumentSpans(instance))
  return unknownOf({ address: `${instance.address}.${name}`, fingerprint, reason }, [
    headerOf(instance),
    ...spans.slice(1),
  ])
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
  return bodyValue(instance.declared, instance.scope, headerOf(instance), CALL_ARGUMENTS)
}

function argumentSpans(instance: Instance): readonly Span[] {
  return [...instance.declared.attributes.values()].map(({ attribute, file }) => ({
    file,
    start: attribute.start,
    end: attribute.end,
  }))
}

function headerOf({ declared }: Instance): Span {
  return { file: declared.file, start: declared.block.headerRange.start, end: declared.block.headerRange.end }
}
