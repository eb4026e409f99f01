import type { Block, Body, Expression, HclFile } from '../../syntax/hcl/ast.ts'
import { childrenOf } from '../../syntax/hcl/children.ts'
import { literalText } from './literal-text.ts'
import { isLocalSource } from './module-sources.ts'

/** What a file says about how modules hang together, without evaluating anything. */
export interface FileOutline {
  /** Sources of the module calls that are paths in the repository. */
  readonly calls: readonly string[]
  /** It configures a backend or a provider: Terraform is run in this directory. */
  readonly isRoot: boolean
  /** It says where its state is kept: Terraform is run in this very directory, by nobody who would say it instead. */
  readonly keepsState: boolean
  /** How the paths end of the files that it may read: a text that a path ends with, empty for any path at all. */
  readonly reads: readonly string[]
  /** Likewise of those among them that are templates: what they read themselves is not told here. */
  readonly templates: readonly string[]
}

/** The outline of one Terraform file. */
export function outlineOf(file: HclFile): FileOutline {
  const { blocks } = file.body
  const expressions = expressionsIn(file.body)
  const sources = blocks
    .filter((block) => block.type === 'module')
    .map((block) => literalText(block.body.attributes.get('source')?.expression))
  return {
    calls: sources.filter((source) => source !== undefined && isLocalSource(source)).map((source) => source ?? ''),
    isRoot: blocks.some(
      ({ type, body }) => isConfiguredProvider(type, body) || (type === 'terraform' && hasBackend(body)),
    ),
    keepsState: blocks.some(({ type, body }) => type === 'terraform' && body.blocks.some(isWholeBackend)),
    reads: [...new Set([...expressions.flatMap(endingsRead), ...blocks.flatMap(endingsNamed)])],
    templates: [...new Set(expressions.flatMap(templatesRead))],
  }
}

function isConfiguredProvider(type: string, { attributes, blocks }: Body): boolean {
  return type === 'provider' && attributes.size + blocks.length > 0
}

function hasBackend({ blocks }: Body): boolean {
  return blocks.some(({ type }) => type === 'backend' || type === 'cloud')
}

/** Terragrunt wants an empty one in the modules that it fills in. */
function isWholeBackend({ type, body }: Block): boolean {
  return type === 'cloud' || (type === 'backend' && body.attributes.size + body.blocks.length > 0)
}

/** Every expression of a body and of the blocks within it. */
export function expressionsIn(body: Body): readonly Expression[] {
  return [
    ...[...body.attributes.values()].map((attribute) => attribute.expression),
    ...body.blocks.flatMap((block) => expressionsIn(block.body)),
  ]
}

/** Data sources whose arguments name files of the repository, or programs in it. */
const READS_NAMED_FILES: ReadonlySet<string> = new Set([
  'archive_file',
  'external',
  'local_file',
  'local_sensitive_file',
  'template_file',
])

export function readsNamedFiles(type: string): boolean {
  return READS_NAMED_FILES.has(type)
}

/** How the texts end that such a data source names: each may be a path. */
function endingsNamed({ type, labels, body }: Block): readonly string[] {
  if (type !== 'data' || !readsNamedFiles(labels[0]?.text ?? '')) return []
  return expressionsIn(body).flatMap((expression) => [...textsWithin(expression)].map((text) => ending(text, /[/]/)))
}

function* textsWithin(root: Expression): Generator<Expression> {
  const open = [root]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'template' || next.kind === 'variable') yield next
    else open.push(...childrenOf(next))
  }
}

/** Functions whose first argument is the path of a file that they read, or whose existence they tell. */
const READS_FILE = /^(?:file(?:exists|base64|md5|sha1|sha256|sha512|base64sha256|base64sha512)?|templatefile)$/

/** How the paths end of the files that an expression may read: `FileOutline.reads`. */
export function endingsRead(root: Expression): readonly string[] {
  return callsWithin(root).flatMap(({ name, args: [path, pattern] }) => {
    if (READS_FILE.test(name)) return [ending(path, /[/]/)]
    // A text that is rendered may come from anywhere.
    if (name === 'templatestring') return ['']
    return name === 'fileset' ? [ending(pattern, /[/*?\]}]/)] : []
  })
}

/** How the paths end of the templates that an expression renders: `FileOutline.templates`. */
export function templatesRead(root: Expression): readonly string[] {
  return callsWithin(root).flatMap(({ name, args: [path] }) => (name === 'templatefile' ? [ending(path, /[/]/)] : []))
}

interface NamedCall {
  readonly name: string
  readonly args: readonly Expression[]
}

/** A tree never changes: it is walked once. */
function callsWithin(root: Expression): readonly NamedCall[] {
  const known = walked.get(root) ?? findCalls(root)
  walked.set(root, known)
  return known
}

const walked = new WeakMap<Expression, readonly NamedCall[]>()

function findCalls(root: Expression): readonly NamedCall[] {
  const found: NamedCall[] = []
  const open = [root]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    open.push(...childrenOf(next))
    if (next.kind === 'call') found.push({ name: next.name.replace(/^core::/, ''), args: next.arguments })
  }
  return found
}

/** What a path certainly ends with: the last literal part of a text, from its last separator on. */
function ending(path: Expression | undefined, separator: RegExp): string {
  const last = path?.kind === 'template' ? path.parts.at(-1) : undefined
  if (last?.kind !== 'literal') return ''
  const text = last.text.split(separator).at(-1) ?? ''
  return text === '..' || text === '.' ? '' : text
}
