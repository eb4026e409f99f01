import type { HclFile } from '../../syntax/hcl/ast.ts'
import { digestOf } from '../../value/fingerprint.ts'
import { through } from '../../value/spans.ts'
import type { Value } from '../../value/value.ts'
import { convert } from './conversion.ts'
import { givenVariable } from './given-variable.ts'
import { literalText } from './literal-text.ts'
import type { ModuleInput } from './module-access.ts'
import { type Declared, headerSpan } from './overrides.ts'
import { parseFile } from './parse-file.ts'
import { fail, type Scope } from './scope.ts'
import { syntaxFingerprint } from './syntax-fingerprint.ts'
import { ANY, readType, type TypeConstraint } from './type-constraint.ts'
import { unknownOf } from './unknown.ts'
import { declaredPaths } from './variants.ts'

/** Where the values of a root module's variables are: `ModuleInput`. */
type RootValues = Pick<ModuleInput, 'files' | 'variant' | 'given'>

/** The value of a variable of a root module, in one variant. Values are converted to the variable's type. */
export function rootVariable(name: string, declared: Declared, sources: RootValues, scope: Scope): Value {
  const type = variableType(declared, scope)
  const given = givenVariable(name, type, sources, {
    ofFiles: () => givenValue(name, sources, scope),
    evaluated: (file) => nativeValue(file, name, scope),
  })
  const isLeftOut = given?.kind === 'null' && !isNullable(declared)
  if (given !== undefined && !isLeftOut) return typed(name, given, type, declared, scope)
  if (given === undefined && sources.variant.kind === 'unset') return unsetVariable(name, declared, scope)
  const fallback = defaultOf(declared, scope)
  return fallback === undefined ? unsetVariable(name, declared, scope) : typed(name, fallback, type, declared, scope)
}

/** The value of a variable of a module that is called: the argument, else the default. */
export function passedVariable(name: string, declared: Declared, argument: Value | undefined, scope: Scope): Value {
  const type = variableType(declared, scope)
  const isGiven = argument !== undefined && (argument.kind !== 'null' || isNullable(declared))
  const value = isGiven ? argument : defaultOf(declared, scope)
  return value === undefined ? unsetVariable(name, declared, scope) : typed(name, value, type, declared, scope)
}

/**
 * Whether null is a value of a variable; otherwise its default stands for it. Source: "Input Variables", section
 * "Disallowing Null Input Values", Terraform language documentation.
 */
function isNullable(declared: Declared): boolean {
  const expression = declared.attributes.get('nullable')?.attribute.expression
  if (expression === undefined) return true
  return expression.kind === 'boolean' ? expression.value : literalText(expression) !== 'false'
}

function givenValue(name: string, { files, variant }: RootValues, scope: Scope): Value | undefined {
  const { directory } = scope.module
  const chosen = variant.kind === 'tfvars' ? [variant.path] : []
  const declared = declaredPaths(directory, [...files.keys(), ...scope.module.filesIn(directory)])
  for (const path of [...declared, ...chosen].reverse()) {
    const file = files.get(path)
    const value = path.endsWith('.json') ? jsonValue(path, name, file, scope) : nativeValue(file, name, scope)
    if (value !== undefined) return value
  }
  return undefined
}

function nativeValue(file: HclFile | undefined, name: string, scope: Scope): Value | undefined {
  const attribute = file?.body.attributes.get(name)
  if (file === undefined || attribute === undefined) return undefined
  return scope.module.evaluate(attribute.expression, { file: file.path, names: new Map(), module: scope.module })
}

/** A value of a `.tfvars.json` file; where that cannot be read, it may set any variable to anything. */
function jsonValue(path: string, name: string, loaded: HclFile | undefined, scope: Scope): Value | undefined {
  const answer = loaded === undefined ? scope.module.readFile(path) : { kind: 'text' as const, text: loaded.text }
  if (answer.kind === 'missing') return undefined
  const text = answer.kind === 'text' ? answer.text : ''
  const file = answer.kind === 'text' ? (loaded ?? parseFile(path, text)) : undefined
  for (const diagnostic of file?.diagnostics ?? []) scope.module.report(diagnostic)
  if (file?.diagnostics.every(({ severity }) => severity !== 'error')) return nativeValue(file, name, scope)
  const span = { file: path, start: 0, end: text.length }
  const fingerprint = digestOf('unreadable-variables', path, name, text)
  return unknownOf({ address: `var.${name}`, fingerprint, reason: `is set by ${path}, which cannot be read` }, [span])
}

function variableType(declared: Declared, scope: Scope): TypeConstraint {
  const found = declared.attributes.get('type')
  if (found === undefined) return ANY
  const inner = { ...scope, file: found.file }
  return readType(found.attribute.expression, (expression) => scope.module.evaluate(expression, inner))
}

function defaultOf(declared: Declared, scope: Scope): Value | undefined {
  const found = declared.attributes.get('default')
  return found && scope.module.evaluate(found.attribute.expression, { ...scope, file: found.file })
}

function typed(name: string, value: Value, type: TypeConstraint, declared: Declared, scope: Scope): Value {
  const converted = convert(value, type)
  if (converted !== undefined) return converted
  const span = value.spans[0] ?? headerSpan(declared)
  const detail = 'Terraform refuses a value that does not convert to the type of its variable.'
  const fingerprint = digestOf('variable-type', name, scope.module.contentFingerprint())
  const problem = { code: 'variable-type', summary: `The value of var.${name} is not of its type`, detail }
  return through(fail(scope, span, fingerprint, problem), value.spans)
}

/** Whoever runs Terraform may set it: the symbol stands for the variable itself, not for its default. */
function unsetVariable(name: string, declared: Declared, scope: Scope): Value {
  const type = declared.attributes.get('type')?.attribute.expression
  const typeFingerprint = type === undefined ? '' : syntaxFingerprint(type)
  const fingerprint = digestOf('variable', scope.module.deployment, scope.module.prefix, name, typeFingerprint)
  const reason = 'is set by whoever runs Terraform'
  const isText = type?.kind === 'variable' && ['string', 'number', 'bool'].includes(type.name)
  const symbol = {
    address: `${scope.module.prefix}var.${name}`,
    fingerprint,
    reason,
    ...(isText ? { form: 'text' as const } : {}),
  }
  return unknownOf(symbol, [headerSpan(declared)])
}
