import type { Declarations } from './declarations.ts'
import { staticAddress } from './provider.ts'

/** Moves in a row that are followed. */
const MAX_MOVES = 16

/** The `moved` blocks of a module: to → from. */
export function movedAddresses(declarations: Declarations): ReadonlyMap<string, string> {
  const moved = new Map<string, string>()
  for (const { attributes } of declarations.moved) {
    const [from, to] = ['from', 'to'].map((name) => {
      const expression = attributes.get(name)?.attribute.expression
      return expression && staticAddress(expression)
    })
    if (from !== undefined && to !== undefined) moved.set(to, from)
  }
  return moved
}

/**
 * The address under which base knows something. A move counts only where Terraform would make it: base has what it
 * moves from and not what it moves to, and head has the source no more. Without base's addresses none counts.
 */
export function originOf(
  address: string,
  moved: ReadonlyMap<string, string>,
  declared: ReadonlySet<string>,
  before: ReadonlySet<string> | undefined,
): string {
  let current = address
  for (let count = 0; count < MAX_MOVES && before !== undefined; count += 1) {
    const next = previous(current, moved, declared, before)
    if (next === undefined) return current
    current = next
  }
  return current
}

function previous(
  address: string,
  moved: ReadonlyMap<string, string>,
  declared: ReadonlySet<string>,
  before: ReadonlySet<string>,
): string | undefined {
  for (const [to, from] of moved) {
    const rest = address.startsWith(to) ? address.slice(to.length) : undefined
    if (rest === undefined || (rest !== '' && rest[0] !== '[' && rest[0] !== '.')) continue
    const [source, target] = [withoutKey(from), withoutKey(to)]
    const isKeyAdded = source === target && from === source && to !== target
    const isRenamed = source !== target && !declared.has(source) && !before.has(target)
    if (isKeyAdded || (isRenamed && before.has(source))) return from + rest
  }
  return undefined
}

function withoutKey(address: string): string {
  const at = address.indexOf('[')
  return at === -1 ? address : address.slice(0, at)
}
