import type { ConfiguredAccess } from '../authorization/access.ts'
import { compose } from './compose.ts'
import { withListedAddresses } from './listed-addresses.ts'

/**
 * Everything that acts on a holder on both sides, with its places, as one text: equal where `differ` compares the very
 * same of it.
 */
export function heldBy(base: ConfiguredAccess, head: ConfiguredAccess): (holder: string) => string {
  const composed = compose(base, head)
  const listed = withListedAddresses({ base: composed.base.reaches, head: composed.head.reaches })
  const sides = [
    [...composed.base.policies, ...listed.base],
    [...composed.head.policies, ...listed.head],
  ].map((grants) => Map.groupBy(grants, ({ holder }) => holder))
  return (holder) => JSON.stringify(sides.map((grants) => grants.get(holder) ?? []))
}
