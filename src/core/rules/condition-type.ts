import type { ASTNode } from '@marcbachmann/cel-js'

/**
 * The type of a part of a condition that was checked, as CEL writes it: `list<string>`. Undefined where it has none, such
 * as the name of a loop's variable.
 */
export function typeOfNode(node: ASTNode): string | undefined {
  const type: unknown = 'checkedType' in node ? node.checkedType : undefined
  const name: unknown = typeof type === 'object' && type !== null && 'name' in type ? type.name : undefined
  return typeof name === 'string' ? name : undefined
}

/** Whether it is a list, or may be one. */
export function mayBeList(node: ASTNode): boolean {
  const type = typeOfNode(node)
  return type === undefined || type === 'dyn' || type.startsWith('list<')
}
