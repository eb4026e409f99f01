import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import type { Declarations, ResourceDeclaration } from './declarations.ts'
import { renderPolicyDocument } from './document/render.ts'
import { type Expansion, expand, type Instance } from './instances.ts'
import type { Child, Module, ModuleSetup } from './module.ts'
import { calledModule, moduleOutput } from './module-call.ts'
import { originOf } from './moved.ts'
import { type Declared, headerSpan } from './overrides.ts'
import { importedTo, importSpans, providerFingerprint, providerOf, providerSpans } from './provider.ts'
import { resolveReference } from './references.ts'
import { resourceAttribute } from './resource-attribute.ts'
import { fail } from './scope.ts'
import { filesFingerprint } from './syntax-fingerprint.ts'
import { unknownOf } from './unknown.ts'

/** Prepares a module: nothing is evaluated until it is asked for, and then once. */
export function createModule(setup: ModuleSetup): Module {
  const { run, tree, prefix } = setup
  const { declarations, directory: ownDirectory, files } = tree.source
  const expansions = new Map<string, Expansion>()
  const values = new Map<string, Value | 'running'>()
  const children = new WeakMap<Instance, Child>()
  let content: string | undefined
  const module: Module = {
    run,
    tree,
    ...(setup.caller === undefined ? {} : { caller: setup.caller }),
    directory: run.input.directory,
    deployment: run.input.deployment ?? run.input.directory,
    ownDirectory,
    prefix,
    presence: setup.presence,
    declarations,
    context: {
      origin: (address) => originOf(address, module, run.known),
      provider: (resource) => providerFingerprint(providerOf(resource, module)),
      imported: (address) => importedTo(address, module),
      places: (resource, address) => [...providerSpans(providerOf(resource, module)), ...importSpans(address, module)],
    },
    evaluate: (expression, scope) => run.evaluate(expression, scope),
    resolve: (root, steps, scope, span) => resolveReference(module, root, steps, scope, span),
    report: (diagnostic) => run.report(diagnostic),
    charge: (size) => run.charge(size),
    secrets: run.secrets,
    assume: (condition) => run.assume(condition),
    readFile: (path) => run.readFile(path),
    listFiles: (directory) => run.input.listFiles(directory),
    filesIn: (directory) => run.input.filesIn(directory),
    identity: (path) => run.input.identity(path),
    contentFingerprint: () => {
      content ??= digestOf('module', run.contentFingerprint(), filesFingerprint(files.values()))
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
      return module.once(key, headerSpan(resource), () => attributeValue(module, resource, instance, name))
    },
    output: (instance, name) => {
      const key = `${instance.address} ${keyOf(instance)} .${name}`
      return module.once(key, headerSpan(instance.declared), () => moduleOutput(module, instance, name))
    },
    ownOutput: (name) => {
      const output = declarations.outputs.get(name)
      const found = output?.attributes.get('value')
      const value = found && run.evaluate(found.attribute.expression, module.scope(found.file))
      if (value !== undefined && isSensitive(output)) run.secrets.conceal(value)
      return value
    },
    child: (instance) => {
      const known = children.get(instance) ?? childModule(module, instance)
      children.set(instance, known)
      return known
    },
    once: (key, span, compute) => computeOnce(module, values, key, span, compute),
  }
  return module
}

function variableValue(module: Module, setup: ModuleSetup, name: string): Value | undefined {
  const declared = module.declarations.variables.get(name)
  if (declared === undefined) return undefined
  const compute = (): Value => {
    const value = setup.variable(name, declared, module.scope(declared.file))
    if (isSensitive(declared)) module.run.secrets.conceal(value)
    return value
  }
  return module.once(`var.${name}`, headerSpan(declared), compute)
}

/** Whether a variable or an output says that its value is not to be shown. */
function isSensitive(declared: Declared | undefined): boolean {
  return ['sensitive', 'ephemeral'].some((name) => {
    const expression = declared?.attributes.get(name)?.attribute.expression
    return expression !== undefined && !(expression.kind === 'boolean' && !expression.value)
  })
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

function childModule(module: Module, instance: Instance): Child {
  const made = calledModule(module, instance)
  return 'kind' in made ? made : { kind: 'child', module: createModule(made) }
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
  const marker = module.once(`expansion ${address}`, headerSpan(declared), () => {
    expansion = expand(declared, module.prefix + address, module.scope(declared.file))
    return { kind: 'null', spans: [] }
  })
  if (expansion !== undefined) return expansion
  const symbols = marker.kind === 'unknown' ? [marker.symbol] : []
  const scope = module.scope(declared.file)
  const presence = [...module.presence, ...symbols]
  return { kind: 'single', instance: { declared, address: module.prefix + address, scope, presence } }
}

function attributeValue(module: Module, resource: ResourceDeclaration, instance: Instance, name: string): Value {
  const isDocument = resource.mode === 'data' && resource.type === 'aws_iam_policy_document'
  if (isDocument && (name === 'json' || name === 'minified_json')) return renderPolicyDocument(resource, instance, name)
  return resourceAttribute(resource, instance, name, module.context)
}

const keys = new WeakMap<Instance, string>()

/** What tells instances of one address apart: their `each` or `count`. */
function keyOf(instance: Instance): string {
  const known = keys.get(instance)
  if (known !== undefined) return known
  const names = ['each', 'count'].flatMap((name) => instance.scope.names.get(name) ?? [])
  const key = names.map(fingerprintOf).join(' ')
  keys.set(instance, key)
  return key
}
