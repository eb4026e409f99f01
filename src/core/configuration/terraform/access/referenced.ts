import type { Expression } from '../../../syntax/hcl/ast.ts'
import type { Declarations } from '../declarations.ts'
import { modulesOf, type StaticModule } from '../module-tree.ts'
import type { Declared, FileBlock } from '../overrides.ts'

/**
 * The addresses that expressions refer to, directly and through locals, data sources, outputs of called modules and
 * variables that a call sets: `local.x`, `data.t.n`, `t.n`, by module. `rootsOf` gives each module's own expressions
 * to start from. It reads names only, so it may find more than is evaluated, never less.
 */
export function referencedAddresses(
  tree: StaticModule,
  rootsOf: (declarations: Declarations) => readonly Expression[],
): ReadonlyMap<StaticModule, ReadonlySet<string>> {
  const found = new Map<StaticModule, Set<string>>()
  const open: Place[] = modulesOf(tree).flatMap((module) =>
    rootsOf(module.source.declarations).map((node) => ({ module, node })),
  )
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { module } = next
    const known = found.get(module) ?? new Set()
    found.set(module, known)
    for (const address of addressesIn(next.node)) {
      if (known.has(address)) continue
      known.add(address)
      open.push(...behind(address, module))
    }
  }
  return found
}

/** Part of a syntax tree, and the module whose names it speaks in. */
interface Place {
  readonly module: StaticModule
  readonly node: object
}

/** What an address stands for, where that is further expressions. */
function behind(address: string, module: StaticModule): readonly Place[] {
  const { locals, resources } = module.source.declarations
  const [kind = '', first = '', second = ''] = address.split('.')
  switch (kind) {
    case 'local': {
      const local = locals.get(first)
      return local === undefined ? [] : [{ module, node: local.expression }]
    }
    case 'data': {
      const resource = resources.get(address)
      return resource === undefined ? [] : partsOf(resource).map((node) => ({ module, node }))
    }
    case 'var': {
      const { parent } = module
      const argument = parent?.call.attributes.get(first)
      return parent === undefined || argument === undefined
        ? []
        : [{ module: parent.module, node: argument.attribute.expression }]
    }
    case 'module': {
      const child = module.children.get(first)
      if (child?.kind !== 'child') return []
      const { outputs } = child.module.source.declarations
      const named = second === '' ? [...outputs.values()] : [outputs.get(second)].filter((each) => each !== undefined)
      return named.flatMap(partsOf).map((node) => ({ module: child.module, node }))
    }
    default:
      return []
  }
}

function partsOf(declared: Declared): readonly object[] {
  const blocks: readonly FileBlock[] = declared.blocks
  return [...[...declared.attributes.values()].map((each) => each.attribute), ...blocks.map((each) => each.block)]
}

/** Every `root.name.name` within a syntax tree, as far as it is made of names. A tree never changes: it is walked once. */
export function addressesIn(root: object): ReadonlySet<string> {
  const known = walked.get(root) ?? namesWithin(root)
  walked.set(root, known)
  return known
}

const walked = new WeakMap<object, ReadonlySet<string>>()

function namesWithin(root: object): ReadonlySet<string> {
  const found = new Set<string>()
  const open: unknown[] = [root]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    const names = namesOf(node)
    if (names === undefined) open.push(...(node instanceof Map ? node.values() : Object.values(node)))
    else {
      found.add(names.slice(0, names[0] === 'data' || names[0] === 'module' ? 3 : 2).join('.'))
      open.push(...keysWithin(node))
    }
  }
  return found
}

/** The keys of indexes within a chain of names. */
function keysWithin(node: object): readonly unknown[] {
  const keys = 'kind' in node && node.kind === 'index' && 'key' in node ? [node.key] : []
  const object = 'object' in node ? node.object : undefined
  return typeof object === 'object' && object !== null ? [...keys, ...keysWithin(object)] : keys
}

/** `[root, name, name, …]` of a chain of names, indexes left out. A module may be asked for as a whole. */
export function namesOf(node: object): readonly string[] | undefined {
  if (!('kind' in node)) return undefined
  if (node.kind === 'variable' && 'name' in node && typeof node.name === 'string') return [node.name]
  if (node.kind === 'index' && 'object' in node && typeof node.object === 'object' && node.object !== null)
    return namesOf(node.object)
  if (node.kind !== 'attribute' || !('object' in node) || !('name' in node)) return undefined
  if (typeof node.object !== 'object' || node.object === null || typeof node.name !== 'string') return undefined
  const names = namesOf(node.object)
  return names && [...names, node.name]
}
