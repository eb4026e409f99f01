import type { Expression, HclFile } from '../../syntax/hcl/ast.ts'
import { digestOf } from '../../value/fingerprint.ts'

/** The fingerprint of what an expression says, whatever its layout and comments. */
export function syntaxFingerprint(expression: Expression): string {
  const fingerprint = expressions.get(expression) ?? digestOf('syntax', canonicalText(expression))
  expressions.set(expression, fingerprint)
  return fingerprint
}

/** The fingerprint of what files say, whatever their layout, comments and names. */
export function filesFingerprint(files: Iterable<HclFile>): string {
  return digestOf('files', ...[...files].map(fileFingerprint).sort())
}

/** A file is evaluated in several variants, an expression many times, and each is read once. */
const known = new WeakMap<HclFile, string>()
const expressions = new WeakMap<Expression, string>()

function fileFingerprint(file: HclFile): string {
  const fingerprint = known.get(file) ?? digestOf('file', canonicalText(file.body))
  known.set(file, fingerprint)
  return fingerprint
}

/** A syntax tree as text, without ranges. Attributes come in the order of their names. */
function canonicalText(node: unknown): string {
  if (node instanceof Map) {
    const entries = [...node].map(([key, value]) => [JSON.stringify(key), canonicalText(value)] as const)
    return `{${entries
      .map(([key, value]) => `${key}:${value}`)
      .sort()
      .join()}}`
  }
  if (Array.isArray(node)) return `[${node.map(canonicalText).join()}]`
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? ''
  const entries = Object.entries(node).filter(([name, value]) => !isPosition(name) && value !== undefined)
  return `(${entries.map(([name, value]) => `${name}:${canonicalText(value)}`).join()})`
}

function isPosition(name: string): boolean {
  return name === 'start' || name === 'end' || name === 'segments' || name.endsWith('Range')
}
