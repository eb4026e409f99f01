import type { ReachEntry } from '../../../../authorization/reach.ts'
import type { Expression } from '../../../../syntax/hcl/ast.ts'
import { childrenOf } from '../../../../syntax/hcl/children.ts'
import type { Span } from '../../../../text/span.ts'
import { literalText } from '../../literal-text.ts'
import type { Module } from '../../module.ts'
import { blockSpan, type Declared, headerSpan } from '../../overrides.ts'
import { syntaxFingerprint } from '../../syntax-fingerprint.ts'
import { callsTo, type PolicyDeclaration } from '../policies.ts'
import { namesOf } from '../referenced.ts'
import { isSecretAttribute } from './secret-attributes.ts'
import { holderOf, MASKED, maskedEntry, type Shown, shownEntry, shownReach, UNSTORED } from './shown-reach.ts'

/**
 * What a module's outputs show of secrets, and what keeps its variables and outputs from being shown. Expressions are
 * read as they are written, through local values; nothing is evaluated for it. Sources: "Output Values", "Input
 * Variables" and "nonsensitive Function", Terraform language documentation.
 */
export function shownValues(module: Module): readonly PolicyDeclaration[] {
  const { outputs, variables } = module.declarations
  return [
    ...[...outputs].map(([name, declared]) => declarationOf(module, `output.${name}`, declared)),
    ...[...variables].map(([name, declared]) => declarationOf(module, `var.${name}`, declared)),
  ]
}

function declarationOf(module: Module, name: string, declared: Declared): PolicyDeclaration {
  const { calls = [] } = callsTo(module)
  const address = module.prefix + name
  const identity = `${module.deployment}/${module.context.origin(address)}`
  const shown: Shown = { identity, address, span: blockSpan(declared), calls }
  const holder = holderOf(identity)
  return {
    address: module.tree.path + name,
    nouns: ['address'],
    // What it shows hangs on what it names, wherever that stands.
    isUnaffected: false,
    held: () => {
      const marks = marksOf(module, declared)
      const secrets = name.startsWith('output.') ? secretsOf(module, declared) : []
      return [
        { holder, read: () => [shownReach(shown, 'exposure', secrets)] },
        { holder, read: () => [shownReach(shown, 'guardrail', marks)] },
      ]
    },
  }
}

const MARKS = [
  ['sensitive', MASKED],
  ['ephemeral', UNSTORED],
] as const

/** Terraform takes no expression there but a literal: with another one nobody knows. */
function marksOf(module: Module, declared: Declared): readonly ReachEntry[] {
  return MARKS.flatMap(([argument, says]): readonly ReachEntry[] => {
    const found = declared.attributes.get(argument)
    if (found === undefined || isFalse(found.attribute.expression)) return []
    const { attribute, file } = found
    const span = { file, start: attribute.start, end: attribute.end }
    const isTrue = attribute.expression.kind === 'boolean'
    const fingerprint = syntaxFingerprint(attribute.expression)
    const symbol = { address: `${module.prefix}${argument}`, fingerprint, reason: 'is no literal value', span }
    return [maskedEntry(says, isTrue ? module.presence : [...module.presence, symbol], [span, headerSpan(declared)])]
  })
}

function isFalse(expression: Expression): boolean {
  return expression.kind === 'boolean' && !expression.value
}

/** What an output shows: of a called module only what is no longer marked, since the mark goes with the value. */
function secretsOf(module: Module, declared: Declared): readonly ReachEntry[] {
  const value = declared.attributes.get('value')
  const mark = declared.attributes.get('sensitive')?.attribute.expression
  if (value === undefined || (mark !== undefined && !isFalse(mark))) return []
  const search: Search = { module, found: new Map(), walked: new Set() }
  const isRoot = module.caller === undefined
  find({ expression: value.attribute.expression, file: value.file }, { isUnmarked: false, isRoot }, search)
  return [...search.found].map(([secret, span]) => shownEntry(secret, module.presence, [span, headerSpan(declared)]))
}

interface Place {
  readonly expression: Expression
  readonly file: string
}

interface Manner {
  /** Within `nonsensitive`. */
  readonly isUnmarked: boolean
  readonly isRoot: boolean
}

interface Search {
  readonly module: Module
  readonly found: Map<string, Span>
  readonly walked: Set<string>
}

/** Of what these make nobody reads the secret again. */
const ONE_WAY =
  /^(?:base64sha(?:256|512)|bcrypt|can|file(?:base64)?(?:md5|sha1|sha256|sha512)|issensitive|keys|length|md5|sha1|sha256|sha512)$/

function find({ expression, file }: Place, manner: Manner, search: Search): void {
  if (expression.kind === 'call' && ONE_WAY.test(expression.name)) return
  const isUnmarked = manner.isUnmarked || (expression.kind === 'call' && expression.name === 'nonsensitive')
  const names = namesOf(expression) ?? splatNames(expression)
  if (names !== undefined) named(names, { expression, file }, manner, search)
  else for (const child of childrenOf(expression)) find({ expression: child, file }, { ...manner, isUnmarked }, search)
}

/** `a.b[*].c` names what `a.b.c` names. */
function splatNames(expression: Expression): readonly string[] | undefined {
  if (expression.kind !== 'splat') return undefined
  const source = namesOf(expression.source)
  const steps = expression.traversal.flatMap((step) => (step.kind === 'attribute' ? [step.name] : []))
  return source && [...source, ...steps]
}

function named(names: readonly string[], { expression, file }: Place, manner: Manner, search: Search): void {
  const { module, found, walked } = search
  const [root = '', name = ''] = names
  if (root === 'local') {
    const local = module.declarations.locals.get(name)
    const key = `${name} ${manner.isUnmarked}`
    if (local === undefined || walked.has(key)) return
    walked.add(key)
    find(local, manner, search)
    return
  }
  const isShown = manner.isUnmarked ? mayBeSecret(names, module) : manner.isRoot && isSecret(names, module)
  if (!isShown) return
  const length = root === 'data' || root === 'module' ? 3 : 2
  const declared = module.context.origin(module.prefix + names.slice(0, length).join('.'))
  const secret = [declared, ...names.slice(length)].join('.')
  if (!found.has(secret)) found.set(secret, { file, start: expression.start, end: expression.end })
}

function isSecret(names: readonly string[], module: Module): boolean {
  return isSecretAttribute(names) && !isOpenParameter(names, module)
}

/** What somebody unmarks was marked: all but what names things, and what is known to have no mark. */
function mayBeSecret(names: readonly string[], module: Module): boolean {
  const [root = '', name = ''] = names
  const { resources, variables } = module.declarations
  if (root === 'var') return module.caller !== undefined || variables.get(name)?.attributes.has('sensitive') === true
  // Another name is bound within the expression.
  const isDeclared = root === 'data' || root === 'module' || resources.has(`${root}.${name}`)
  const isName = names.length > 2 && /^(?:arn|id|name|name_prefix)$/.test(names.at(-1) ?? '')
  return isDeclared && !isName && !isOpenParameter(names, module)
}

/** A parameter that AWS publishes for everybody, or that is kept as plain text anyway. */
function isOpenParameter(names: readonly string[], module: Module): boolean {
  const isData = names[0] === 'data'
  if (names[isData ? 1 : 0] !== 'aws_ssm_parameter') return false
  const resource = module.declarations.resources.get(names.slice(0, isData ? 3 : 2).join('.'))
  const text = (argument: string) => literalText(resource?.attributes.get(argument)?.attribute.expression)
  if (isData) return text('name')?.startsWith('/aws/service/') === true
  return /^String(?:List)?$/.test(text('type') ?? '')
}
