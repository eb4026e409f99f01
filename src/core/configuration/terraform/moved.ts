import type { Declarations } from './declarations.ts'
import { staticAddress } from './static-address.ts'

/** Moves in a row that are followed. */
const MAX_MOVES = 16

interface Addresses {
  has(address: string): boolean
}

/** What both sides declare, as absolute addresses without instance keys. `base` is absent where nobody knows it. */
export interface KnownAddresses {
  readonly head: Addresses
  readonly base: Addresses | undefined
}

/** A module as its `moved` blocks see it: the calls that lead to it, with their keys. */
export interface MovingModule {
  readonly prefix: string
  readonly declarations: Declarations
  readonly caller?: { readonly module: MovingModule }
}

/**
 * The absolute address under which base knows something that head has in `module`, by the `moved` blocks of the
 * module and then of those that call it. A move counts only where Terraform would make it: base has what it moves
 * from and not what it moves to, and head has the source no more. What lies between moves in a row is on neither side.
 * Source: "Refactoring", Terraform language documentation.
 */
export function originOf(address: string, module: MovingModule, known: KnownAddresses): string {
  let level = module
  let relative = address.slice(level.prefix.length)
  for (;;) {
    relative = originWithin(relative, level, known)
    const { caller, prefix } = level
    if (caller === undefined) return relative
    relative = prefix.slice(caller.module.prefix.length) + relative
    level = caller.module
  }
}

function originWithin(address: string, { prefix, declarations }: MovingModule, known: KnownAddresses): string {
  const moved = movedAddresses(declarations)
  let current = address
  for (let count = 0; count < MAX_MOVES && moved.size > 0 && known.base !== undefined; count += 1) {
    const next = previous(current, moved, withoutKeys(prefix), { ...known, base: known.base })
    if (next === undefined) return current
    current = next
  }
  return current
}

function previous(
  address: string,
  moved: ReadonlyMap<string, string>,
  path: string,
  known: { readonly head: Addresses; readonly base: Addresses },
  left = MAX_MOVES,
): string | undefined {
  const { head, base } = known
  for (const [to, from] of moved) {
    const rest = address.startsWith(to) ? address.slice(to.length) : undefined
    if (rest === undefined || (rest !== '' && rest[0] !== '[' && rest[0] !== '.')) continue
    const [source, target] = [path + withoutKeys(from), path + withoutKeys(to)]
    const isKeyAdded = source === target && withoutKeys(from) === from && to !== from
    const isRenamed = source !== target && !head.has(source) && !base.has(target)
    const isKnown = () =>
      base.has(source) || (left > 1 && previous(from + rest, moved, path, known, left - 1) !== undefined)
    if (isKeyAdded || (isRenamed && isKnown())) return from + rest
  }
  return undefined
}

const movedBlocks = new WeakMap<Declarations, ReadonlyMap<string, string>>()

/** The `moved` blocks of a module: to → from, relative to the module. */
function movedAddresses(declarations: Declarations): ReadonlyMap<string, string> {
  const known = movedBlocks.get(declarations)
  if (known !== undefined) return known
  const moved = new Map<string, string>()
  for (const { attributes } of declarations.moved) {
    const [from, to] = ['from', 'to'].map((name) => {
      const expression = attributes.get(name)?.attribute.expression
      return expression && staticAddress(expression)
    })
    if (from !== undefined && to !== undefined) moved.set(to, from)
  }
  movedBlocks.set(declarations, moved)
  return moved
}

/** An address without instance keys: a key is a number, or a text in quotes that may hold brackets. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, '')
}
