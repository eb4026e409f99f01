import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import { collectDeclarations, type Declarations, type ResourceDeclaration } from './declarations.ts'
import { renderPolicyDocument } from './document/render.ts'
import { type Expansion, expand, type Instance } from './instances.ts'
import type { Module, ModuleSetup } from './module.ts'
import { localModule, moduleOutput } from './module-call.ts'
import type { Declared } from './overrides.ts'
import { importedTo, providerFingerprint } from './provider.ts'
import { resolveReference } from './references.ts'
import { resourceAttribute } from './resource-attribute.ts'
import { fail } from './scope.ts'
import { filesFingerprint } from './syntax-fingerprint.ts'
import { unknownOf } from './unknown.ts'

/** Prepares a module: nothing is evaluated until it is asked for, and then once. */
export function createModule(setup: ModuleSetup): Module {
  const { run, ownDirectory, prefix, depth } = setup
  const declarations = collectDeclarations(ownDirectory, setup.files)
  for (const diagnostic of declarations.diagnostics) run.report(diagnostic)
  const expansions = new Map<string, Expansion>()
  const values = new Map<string, Value | 'running'>()
  const children = new WeakMap<Instance, Module | 'not-loaded'>()
  let content: string | undefined
  const module: Module = {
    run,
    directory: run.input.directory,
    ownDirectory,
    prefix,
    depth,
    declarations,
    context: {
      origin: setup.origin,
      provider: (resource) => providerFingerprint(resource, module, setup.passedProvider),
      imported: (address) => importedTo(address, module),
    },
    evaluate: (expression, scope) => run.evaluate(expression, scope),
    resolve: (root, steps, scope, span) => resolveReference(module, root, steps, scope, span),
    report: (diagnostic) => run.report(diagnostic),
    charge: (size) => run.charge(size),
    readFile: (path) => run.readFile(path),
    listFiles: (directory) => run.listFiles(directory),
    contentFingerprint: () => {
      content ??= digestOf('module', run.contentFingerprint(), filesFingerprint(setup.files.values()))
      return content
    },
    scope: (file) => ({ file, names: new Map(), module }),
    variable: (name) => variableValue(module, setup, name),
    local: (name) => localValue(module, name),
    expansion: (address) => {
      const known = expansions.get(address) ?? expansionAt(module, address)
      if (known !== undefined) expansions.set(address, known)
      return known
    },
    attribute: (resource, instance, name) => {
      const key = `${instance.address} ${keyOf(instance)} .${name}`
      return module.once(key, headerOf(resource), () => attributeValue(module, resource, instance, name))
    },
    output: (instance, name) => {
      const key = `${instance.address} ${keyOf(instance)} .${name}`
      return module.once(key, headerOf(instance.declared), () => moduleOutput(module, instance, name))
    },
    ownOutput: (name) => {
      const found = declarations.outputs.get(name)?.attributes.get('value')
      return found && run.evaluate(found.attribute.expression, module.scope(found.file))
    },
    child: (instance) => {
      const known = children.get(instance) ?? childModule(module, instance)
      if (known !== undefined) children.set(instance, known)
      return known
    },
    once: (key, span, compute) => computeOnce(module, values, key, span, compute),
  }
  return module
}

function variableValue(module: Module, setup: ModuleSetup, name: string): Value | undefined {
  const declared = module.declarations.variables.get(name)
  if (declared === undefined) return undefined
  const compute = (): Value => setup.variable(name, declared, module.scope(declared.file))
  return module.once(`var.${name}`, headerOf(declared), compute)
}

function localValue(module: Module, name: string): Value | undefined {
  const found = module.declarations.locals.get(name)
  if (found === undefined) return undefined
  const span = { file: found.file, start: found.expression.start, end: found.expression.end }
  return module.once(`local.${name}`, span, () => module.evaluate(found.expression, module.scope(found.file)))
}

function expansionAt(module: Module, address: string): Expansion | undefined {
  const declared = declaredAt(module.declarations, address)
  return declared && expandOnce(module, declared, address)
}

function childModule(module: Module, instance: Instance): Module | 'not-loaded' | undefined {
  const made = localModule(module, instance)
  return made === undefined || made === 'not-loaded' ? made : createModule(made)
}

function computeOnce(
  module: Module,
  values: Map<string, Value | 'running'>,
  key: string,
  span: Span,
  compute: () => Value,
): Value {
  const known = values.get(key)
  if (known === 'running') {
    const running = [...values].filter(([, value]) => value === 'running').map(([name]) => name)
    return cycle(
      module,
      key,
      span,
      running.some((name) => name.startsWith(`${module.prefix}module.`)),
    )
  }
  if (known !== undefined) return known
  values.set(key, 'running')
  try {
    const value = compute()
    values.set(key, value)
    return value
  } finally {
    if (values.get(key) === 'running') values.delete(key)
  }
}

function cycle(module: Module, key: string, span: Span, isThroughModule: boolean): Value {
  const name = key.split(' ')[0] ?? key
  const summary = `${name} depends on itself`
  const detail = 'Terraform refuses a cycle of references.'
  const fingerprint = digestOf('cycle', key, module.contentFingerprint())
  if (!isThroughModule) return fail(module.scope(span.file), span, fingerprint, { code: 'cycle', summary, detail })
  // A module that is not read is taken to use all of its inputs for each of its outputs, which Terraform does not.
  return unknownOf({ address: name, fingerprint, reason: 'depends on a module that depends on it' }, [span])
}

function declaredAt(declarations: Declarations, address: string): Declared | undefined {
  if (address.startsWith('module.')) return declarations.modules.get(address.slice('module.'.length))
  return declarations.resources.get(address)
}

/** The instances of something are worked out through `once`, so that a cycle through `count` is found. */
function expandOnce(module: Module, declared: Declared, address: string): Expansion {
  let expansion: Expansion | undefined
  const marker = module.once(`expansion ${address}`, headerOf(declared), () => {
    expansion = expand(declared, module.prefix + address, module.scope(declared.file))
    return { kind: 'null', spans: [] }
  })
  if (expansion !== undefined) return expansion
  const symbols = marker.kind === 'unknown' ? [marker.symbol] : []
  const scope = module.scope(declared.file)
  return { kind: 'single', instance: { declared, address: module.prefix + address, scope, presence: symbols } }
}

function attributeValue(module: Module, resource: ResourceDeclaration, instance: Instance, name: string): Value {
  const isDocument = resource.mode === 'data' && resource.type === 'aws_iam_policy_document'
  if (isDocument && (name === 'json' || name === 'minified_json')) return renderPolicyDocument(resource, instance)
  return resourceAttribute(resource, instance, name, module.context)
}

const keys = new WeakMap<Instance, string>()

/** What tells instances of one address apart: their `each` or `count`. */
function keyOf(instance: Instance): string {
  const known = keys.get(instance)
  if (known !== undefined) return known
  const names = ['each', 'count'].flatMap((name) => instance.scope.names.get(name) ?? [])
  const key = digestOf('instance', ...names.map(fingerprintOf))
  keys.set(instance, key)
  return key
}

function headerOf({ block, file }: Declared): Span {
  return { file, start: block.headerRange.start, end: block.headerRange.end }
}
