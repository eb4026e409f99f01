import type { Block, Expression, HclFile, ObjectConstructor, ObjectItem } from '../../syntax/hcl/ast.ts'
import { digestOf } from '../../value/fingerprint.ts'
import { literalText } from './literal-text.ts'
import type { Declared } from './overrides.ts'

/** The fingerprint of what an expression says, whatever its layout and comments. */
export function syntaxFingerprint(expression: Expression): string {
  const fingerprint = expressions.get(expression) ?? digestOf('syntax', canonicalText(expression))
  expressions.set(expression, fingerprint)
  return fingerprint
}

/** The fingerprint of what a block says: its arguments in any order, its nested blocks in theirs. */
export function declaredFingerprint(declared: Declared): string {
  const fingerprint = declarations.get(declared) ?? digestOfDeclared(declared)
  declarations.set(declared, fingerprint)
  return fingerprint
}

function digestOfDeclared({ attributes, blocks }: Declared): string {
  const texts = [...attributes].map(([name, { attribute }]) => digestOf(name, syntaxFingerprint(attribute.expression)))
  return digestOf('block', ...texts.sort(), ...blocks.map(({ block }) => blockFingerprint(block)))
}

export function blockFingerprint(block: Block): string {
  const fingerprint = blocks.get(block) ?? digestOf('nested', canonicalText(block))
  blocks.set(block, fingerprint)
  return fingerprint
}

/** The fingerprint of what files say, whatever their layout, comments and names. */
export function filesFingerprint(files: Iterable<HclFile>): string {
  return digestOf('files', ...[...files].map(fileFingerprint).sort())
}

/** A file is evaluated in several variants, an expression many times, and each is read once. */
const known = new WeakMap<HclFile, string>()
const expressions = new WeakMap<Expression, string>()
const blocks = new WeakMap<Block, string>()
const declarations = new WeakMap<Declared, string>()

function fileFingerprint(file: HclFile): string {
  const fingerprint = known.get(file) ?? digestOf('file', fileText(file))
  known.set(file, fingerprint)
  return fingerprint
}

/** The order of a file's blocks says nothing. */
function fileText({ body }: HclFile): string {
  return [canonicalText(body.attributes), ...body.blocks.map(canonicalText).sort()].join()
}

/**
 * A syntax tree as text, without ranges, parentheses and the way a text is quoted. Attributes come in the order of
 * their names, and so do the items of an object whose keys are all written out. A long part stands there by its digest:
 * it may be within a hundred others, each of which is asked for.
 */
function canonicalText(node: unknown): string {
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? ''
  const digest = digests.get(node)
  if (digest !== undefined) return digest
  const text = wholeText(node)
  if (text.length <= MAX_INLINE_LENGTH) return text
  const long = `#${digestOf('part', text)}`
  digests.set(node, long)
  return long
}

/** Of parts whose text is long. */
const digests = new WeakMap<object, string>()

const MAX_INLINE_LENGTH = 2_000

function wholeText(node: object): string {
  if (node instanceof Map) return mapText(node)
  if (Array.isArray(node)) return `[${node.map(canonicalText).join()}]`
  if (isParenthesized(node)) return canonicalText(node.expression)
  if (isObject(node)) return objectText(node.items)
  let text = '('
  for (const [name, value] of Object.entries(node)) {
    if (value === undefined || isLayout(name)) continue
    text += `${text === '(' ? '' : ','}${name}:${canonicalText(value)}`
  }
  return `${text})`
}

function mapText(map: ReadonlyMap<unknown, unknown>): string {
  const entries = [...map].map(([key, value]) => `${JSON.stringify(key)}:${canonicalText(value)}`)
  return `{${entries.sort().join()}}`
}

function isParenthesized(node: object): node is { readonly kind: 'parenthesized'; readonly expression: unknown } {
  return 'kind' in node && node.kind === 'parenthesized'
}

function isObject(node: object): node is ObjectConstructor {
  return 'kind' in node && node.kind === 'object'
}

/** Of equal keys the last one counts. */
function objectText(items: readonly ObjectItem[]): string {
  const keys = items.map((item) => literalText(item.key))
  const isSortable = !keys.includes(undefined) && new Set(keys).size === keys.length
  const texts = items.map((item) => `${canonicalText(item.key)}=${canonicalText(item.value)}`)
  return `{${(isSortable ? texts.sort() : texts).join()}}`
}

function isLayout(name: string): boolean {
  return name === 'start' || name === 'end' || name === 'segments' || name === 'form' || name.endsWith('Range')
}
