import type { Expression, HclFile, Range } from '../../syntax/hcl/ast.ts'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import { literalText } from './literal-text.ts'
import { type Declared, mergeOverrides } from './overrides.ts'
import { directoryOf } from './paths.ts'

export interface ResourceDeclaration extends Declared {
  readonly mode: 'managed' | 'data'
  readonly type: string
  readonly name: string
  /** `aws_iam_role.app`, `data.aws_iam_policy_document.app`. */
  readonly address: string
}

export interface NamedExpression {
  readonly expression: Expression
  readonly file: string
}

/** What the files of one module declare, each under the name it is referred to by. */
export interface Declarations {
  readonly variables: ReadonlyMap<string, Declared>
  readonly locals: ReadonlyMap<string, NamedExpression>
  /** By address, managed resources and data sources. */
  readonly resources: ReadonlyMap<string, ResourceDeclaration>
  readonly modules: ReadonlyMap<string, Declared>
  readonly outputs: ReadonlyMap<string, Declared>
  /** By `aws` or `aws.alias`; several blocks of one name are kept. */
  readonly providers: ReadonlyMap<string, readonly Declared[]>
  readonly moved: readonly Declared[]
  readonly imports: readonly Declared[]
  /** Blocks of types that Terraform does not know, and blocks without the labels that they need. */
  readonly unreadable: readonly Declared[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Collects what the module files of a directory declare. Of two declarations of one name the first counts. */
export function collectDeclarations(directory: string, files: ReadonlyMap<string, HclFile>): Declarations {
  const own = [...files].filter(([path]) => isModuleFile(directory, path))
  const sorted = own.sort(([left], [right]) => (left < right ? -1 : 1)).map(([place, file]) => ({ place, file }))
  const found: Collected = {
    variables: new Map(),
    locals: new Map(),
    resources: new Map(),
    modules: new Map(),
    outputs: new Map(),
    providers: new Map(),
    moved: [],
    imports: [],
    unreadable: [],
    diagnostics: [],
  }
  for (const declared of mergeOverrides(sorted)) add(found, declared)
  return found
}

/** Whether a path is one of the module's own files: `.tf` and `.tofu`, in native syntax or in JSON. */
export function isModuleFile(directory: string, path: string): boolean {
  return isModulePath(path) && directoryOf(path) === directory
}

/** Whether a path is a file of the module in its own directory. */
export function isModulePath(path: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/.test(path)
}

/** What is collected, while it is collected. */
interface Collected extends Declarations {
  readonly variables: Map<string, Declared>
  readonly locals: Map<string, NamedExpression>
  readonly resources: Map<string, ResourceDeclaration>
  readonly modules: Map<string, Declared>
  readonly outputs: Map<string, Declared>
  readonly providers: Map<string, readonly Declared[]>
  readonly moved: Declared[]
  readonly imports: Declared[]
  readonly unreadable: Declared[]
  readonly diagnostics: Diagnostic[]
}

/** Blocks that declare nothing that is evaluated. */
const SILENT_BLOCKS: ReadonlySet<string> = new Set(['terraform', 'removed', 'check', 'ephemeral', 'language'])

function add(found: Collected, declared: Declared): void {
  const { type } = declared.block
  switch (type) {
    case 'variable':
    case 'output':
    case 'module':
      addNamed(found, declared, type)
      break
    case 'locals':
      addLocals(found, declared)
      break
    case 'resource':
    case 'data':
      addResource(found, declared, type === 'data' ? 'data' : 'managed')
      break
    case 'provider':
      addProvider(found, declared)
      break
    case 'moved':
      found.moved.push(declared)
      break
    case 'import':
      found.imports.push(declared)
      break
    default:
      if (!SILENT_BLOCKS.has(type)) found.unreadable.push(declared)
  }
}

function addNamed(found: Collected, declared: Declared, what: 'variable' | 'output' | 'module'): void {
  const into = { variable: found.variables, output: found.outputs, module: found.modules }[what]
  const name = declared.block.labels[0]?.text
  if (name === undefined) found.unreadable.push(declared)
  else if (into.has(name)) duplicate(found, `${what} ${JSON.stringify(name)}`, declared)
  else into.set(name, declared)
}

function addLocals(found: Collected, declared: Declared): void {
  for (const [name, { attribute, file }] of declared.attributes) {
    if (found.locals.has(name)) duplicate(found, `local ${JSON.stringify(name)}`, { ...declared, file }, attribute)
    else found.locals.set(name, { expression: attribute.expression, file })
  }
}

function addResource(found: Collected, declared: Declared, mode: 'managed' | 'data'): void {
  const [type, name] = declared.block.labels.map((label) => label.text)
  if (type === undefined || name === undefined) {
    found.unreadable.push(declared)
    return
  }
  const address = mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`
  if (found.resources.has(address)) duplicate(found, `resource ${address}`, declared)
  else found.resources.set(address, { ...declared, mode, type, name, address })
}

function addProvider(found: Collected, declared: Declared): void {
  const name = declared.block.labels[0]?.text
  if (name === undefined) {
    found.unreadable.push(declared)
    return
  }
  const alias = literalText(declared.attributes.get('alias')?.attribute.expression)
  const key = alias === undefined ? name : `${name}.${alias}`
  found.providers.set(key, [...(found.providers.get(key) ?? []), declared])
}

function duplicate(found: Collected, what: string, declared: Declared, attribute?: Range): void {
  const range = attribute ?? declared.block.headerRange
  const subject: Span = { file: declared.file, start: range.start, end: range.end }
  const summary = `The ${what} is declared twice`
  const detail = 'Terraform refuses this; the second declaration is not evaluated.'
  found.diagnostics.push({ severity: 'error', code: 'terraform-duplicate', summary, detail, subject })
  if (attribute === undefined) found.unreadable.push(declared)
}
