import type { Expression } from '../../../syntax/hcl/ast.ts'
import type { Declarations } from '../declarations.ts'
import type { Declared, FileBlock } from '../overrides.ts'

/**
 * The addresses that expressions refer to, directly and through locals and data sources: `local.x`, `data.t.n`,
 * `t.n`. It reads names only, so it may find more than is evaluated, never less.
 */
export function referencedAddresses(roots: Iterable<Expression>, declarations: Declarations): ReadonlySet<string> {
  const found = new Set<string>()
  const open: unknown[] = [...roots]
  while (open.length > 0) {
    for (const address of addressesIn(open.pop())) {
      if (found.has(address)) continue
      found.add(address)
      const local = address.startsWith('local.') ? declarations.locals.get(address.slice('local.'.length)) : undefined
      if (local !== undefined) open.push(local.expression)
      const resource = address.startsWith('data.') ? declarations.resources.get(address) : undefined
      if (resource !== undefined) open.push(...partsOf(resource))
    }
  }
  return found
}

function partsOf(declared: Declared): readonly unknown[] {
  const blocks: readonly FileBlock[] = declared.blocks
  return [...[...declared.attributes.values()].map((each) => each.attribute), ...blocks.map((each) => each.block)]
}

/** Every `root.name.name` within a syntax tree, as far as it is made of names. */
function addressesIn(root: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const open: unknown[] = [root]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    const names = namesOf(node)
    if (names !== undefined) {
      const length = names[0] === 'data' ? 3 : 2
      if (names.length >= length) found.add(names.slice(0, length).join('.'))
    }
    open.push(...(node instanceof Map ? node.values() : Object.values(node)))
  }
  return found
}

function namesOf(node: object): readonly string[] | undefined {
  if (!('kind' in node)) return undefined
  if (node.kind === 'variable' && 'name' in node && typeof node.name === 'string') return [node.name]
  if (node.kind === 'index' && 'object' in node && typeof node.object === 'object' && node.object !== null)
    return namesOf(node.object)
  if (node.kind !== 'attribute' || !('object' in node) || !('name' in node)) return undefined
  if (typeof node.object !== 'object' || node.object === null || typeof node.name !== 'string') return undefined
  const names = namesOf(node.object)
  return names && [...names, node.name]
}
