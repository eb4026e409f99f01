import type { Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { directoryOf } from '../paths.ts'
import { fail, type Resolved, type Scope, type Step } from '../scope.ts'
import { plainText } from '../text.ts'
import { unknownOf } from '../unknown.ts'
import { entryOf } from './block-value.ts'
import type { Config, Include } from './config.ts'
import { dependencyValue } from './dependency-value.ts'

/**
 * `local.x`, `include.name.…`, `dependency.name.outputs.x`, `feature.name.value`, `values.x`.
 * Source: "HCL overview", Terragrunt reference.
 */
export function resolveConfigReference(
  config: Config,
  root: string,
  steps: readonly Step[],
  scope: Scope,
  span: Span,
): Resolved {
  const [first] = steps
  const name = first === undefined ? undefined : stepName(first, scope)
  switch (root) {
    case 'local':
      if (name === undefined) return { value: config.locals(), taken: 0 }
      return { value: config.local(name) ?? undeclared(`local.${name}`, scope, span), taken: 1 }
    case 'include':
      return resolveInclude(config, name, scope, span)
    case 'dependency':
      return resolveDependency(config, name, scope, span)
    case 'feature':
      return name === undefined ? wholly(root, scope, span) : { value: featureValue(config, name, span), taken: 1 }
    case 'values':
      return { value: stackValues(config, scope, span), taken: 0 }
    default:
      return wholly(root, scope, span)
  }
}

/** `include[""]` is the one without a label among others. */
function stepName(step: Step, scope: Scope): string | undefined {
  return step.kind === 'attribute' ? step.name : plainText(scope.module.evaluate(step.key, scope))
}

function wholly(root: string, scope: Scope, span: Span): Resolved {
  return { value: undeclared(root, scope, span), taken: 0 }
}

function undeclared(address: string, scope: Scope, span: Span): Value {
  const summary = `${address} is not declared`
  const detail = 'Nothing of this name is declared in this file; Terragrunt refuses the reference.'
  const fingerprint = digestOf('terragrunt-undeclared', scope.file, address)
  return fail(scope, span, fingerprint, { code: 'undeclared-reference', summary, detail })
}

/** The one include without a label is `include` itself. */
function resolveInclude(config: Config, name: string | undefined, scope: Scope, span: Span): Resolved {
  const includes = config.includes()
  const [only] = includes
  if (only !== undefined && includes.length === 1 && only.name === '') {
    return { value: exposed(only, 'include', scope, span), taken: 0 }
  }
  const found = includes.find((include) => include.name === name)
  if (name === undefined || found === undefined)
    return { value: undeclared(`include.${name ?? ''}`, scope, span), taken: 1 }
  return { value: exposed(found, `include.${name}`, scope, span), taken: 1 }
}

function exposed(include: Include, address: string, scope: Scope, span: Span): Value {
  if (!include.expose) return undeclared(address, scope, span)
  return 'kind' in include.config ? uncertain(include.config, scope) : include.config.value()
}

/** What is unknown as a whole may lack any member: `try` cannot rely on it. */
function uncertain(value: Value, scope: Scope): Value {
  if (scope.trial !== undefined) scope.trial.uncertain = true
  return value
}

/** An included file sees the dependencies of the file that includes it. */
function resolveDependency(config: Config, name: string | undefined, scope: Scope, span: Span): Resolved {
  const visible = (config.context.includer ?? config).dependencies()
  const found = name === undefined ? undefined : (visible.get(name) ?? config.dependencies().get(name))
  if (found === undefined) return { value: undeclared(`dependency.${name ?? ''}`, scope, span), taken: 1 }
  return { value: dependencyValue(found), taken: 1 }
}

/** A feature's default holds unless the command line or the environment says otherwise. */
function featureValue(config: Config, name: string, span: Span): Value {
  const files = [config, ...config.includes().flatMap(({ config: each }) => ('kind' in each ? [] : [each]))]
  const declared = files.flatMap(({ file }) => file.body.blocks.filter((block) => block.type === 'feature'))
  const fallback = declared.find((block) => block.labels[0]?.text === name)?.body.attributes.get('default')
  const known = fallback === undefined ? [] : [fingerprintOf(config.run.evaluate(fallback.expression, config.scope))]
  const fingerprint = digestOf('terragrunt-feature', name, ...known)
  const reason = 'is set by whoever runs Terragrunt'
  const value = unknownOf({ address: `feature.${name}.value`, fingerprint, reason }, [span])
  return { kind: 'map', collection: 'object', entries: new Map([['value', { keySpan: span, value }]]), spans: [span] }
}

/** `terragrunt.values.hcl` beside the file, which a stack may write; where there is none, nobody knows. */
function stackValues(config: Config, scope: Scope, span: Span): Value {
  const directory = directoryOf(config.path)
  const path = directory === '' ? VALUES_FILE : `${directory}/${VALUES_FILE}`
  const opened = config.run.exists(path) ? config.open(path, { ...config.context, configPath: path }) : undefined
  if (opened === undefined || 'kind' in opened) {
    const fingerprint = digestOf('terragrunt-values', directory)
    const reason = 'is set by the stack that makes this unit'
    return uncertain(unknownOf({ address: 'values', fingerprint, reason }, [span]), scope)
  }
  return attributesOf(opened)
}

/** The attributes of a file of values as one object. */
export function attributesOf(config: Config): Value {
  const entries = [...config.file.body.attributes.values()].map((attribute): [string, MapEntry] => [
    attribute.name,
    entryOf(config, attribute),
  ])
  const spans = [{ file: config.path, start: 0, end: 0 }]
  return { kind: 'map', collection: 'object', entries: new Map(entries), spans }
}

const VALUES_FILE = 'terragrunt.values.hcl'
