import type { ModuleAccess } from '../core/configuration/terraform/module-access.ts'
import type { SideModules } from './side-modules.ts'

/**
 * The calls of a root that must not be compared by content, with the reason, a predicate for people: those whose
 * module only one side can read (all of it would look new, or gone), and those that ask for another version than
 * before where what they got is only what happens to be installed.
 */
export function incomparableCalls(
  root: string,
  base: { readonly access: ModuleAccess; readonly modules: SideModules },
  head: { readonly access: ModuleAccess; readonly modules: SideModules },
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const [before, after] = [base, head].map(({ access }) => new Map(access.unread.map((each) => [each.address, each])))
  for (const [unread, other, side] of [
    [before, head.access, 'before this change'],
    [after, base.access, 'after this change'],
  ] as const) {
    for (const { address, reason } of unread?.values() ?? []) {
      const isReadThere = other.addresses.has(address) && !other.unread.some((each) => each.address === address)
      if (isReadThere) found.set(address, `${reason} (${side})`)
    }
  }
  const [from, to] = [base, head].map(({ modules }) => modules.resolved(root))
  for (const [address, one] of from ?? []) {
    const other = to?.get(address)
    if (other === undefined || one.written === other.written) continue
    if (one.choice === 'installed' || other.choice === 'installed') {
      found.set(address, 'asks for another version than before, and only one is installed')
    }
  }
  return found
}
