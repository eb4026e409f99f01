import { grantsOf } from '../core/authorization/access.ts'
import type { Inventory } from '../core/authorization/inventory.ts'
import { newResources } from '../core/difference/new-resources.ts'
import { markOnlyNew } from '../core/difference/only-new.ts'
import type { ModuleVariant } from './terraform-modules.ts'

/**
 * Marks what only principals gain that are new, on nothing but what is new with them. Everything that the change
 * reaches is asked whether it had them before: what one root gives up may be what another one takes.
 */
export function markNew(modules: readonly ModuleVariant[]): readonly ModuleVariant[] {
  if (!modules.some(mayHaveNewPrincipal)) return modules
  const sides = modules.map(({ base, head }) => ({ base: base.inventory?.(), head: head.inventory?.() }))
  const [bases, heads] = [sides.flatMap(({ base }) => base ?? []), sides.flatMap(({ head }) => head ?? [])]
  return modules.map((each, at) => ({ ...each, difference: marked(each, sides[at], bases, heads) }))
}

/** Whether anything is granted, and something has policies or is declared that is not at base. */
function mayHaveNewPrincipal({ base, head, difference }: ModuleVariant): boolean {
  if (base.inventory === undefined || !difference.some(isGrant)) return false
  const before = new Set(grantsOf(base).map(({ holder }) => holder))
  return grantsOf(head).some(({ holder }) => PRINCIPAL.test(holder) && !before.has(holder))
}

/** What roles, users and groups are as holders: by their names, or where they have none by their address. */
const PRINCIPAL = /^(?:role|user|group|address):/

function isGrant({ difference }: ModuleVariant['difference'][number]): boolean {
  return difference.granted.some(({ origin, policyKind }) => origin === 'allowed' && policyKind !== 'network')
}

function marked(
  { base, head, difference }: ModuleVariant,
  own: { readonly base: Inventory | undefined; readonly head: Inventory | undefined } | undefined,
  bases: readonly Inventory[],
  heads: readonly Inventory[],
): ModuleVariant['difference'] {
  if (own?.base === undefined || own.head === undefined || !difference.some(isGrant)) return difference
  return markOnlyNew(difference, { base, head }, newResources(own.head, bases, heads))
}
