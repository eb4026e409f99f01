import type { Expression } from '../../syntax/hcl/ast.ts'
import { quotedText } from './rounds.ts'

/** `a.b.c` as text; undefined where it is anything but names. */
export function staticAddress(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name
  if (expression.kind !== 'attribute') {
    if (expression.kind !== 'index') return undefined
    const object = staticAddress(expression.object)
    const key = keyText(expression.key)
    return object === undefined || key === undefined ? undefined : `${object}[${key}]`
  }
  const object = staticAddress(expression.object)
  return object === undefined ? undefined : `${object}.${expression.name}`
}

function keyText(key: Expression): string | undefined {
  if (key.kind === 'number') return key.digits
  const part = key.kind === 'template' && key.parts.length === 1 ? key.parts[0] : undefined
  return part?.kind === 'literal' ? quotedText(part.text) : undefined
}
