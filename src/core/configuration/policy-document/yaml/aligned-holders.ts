import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { type FoundAccess, findAccess } from './find-access.ts'
import { keyPath, namesAt, type Place, surroundings } from './place.ts'

/** What was found on one side. */
export interface FoundSide {
  readonly found: readonly FoundAccess[]
  readonly isOnlyDocument: boolean
}

/**
 * The holder of everything that was found on both sides: what stands under the same keys among the same names. Of
 * several such, as in lists without names, those in the same surroundings are the same, then those in surroundings
 * that are the same but for their policies; what is left is, in order.
 */
export function alignedHolders(path: string, base: FoundSide, head: FoundSide): ReadonlyMap<FoundAccess, string> {
  const [before, after] = [grouped(base), grouped(head)]
  const holders = new Map<FoundAccess, string>()
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key) ?? [], after.get(key) ?? []]
    for (const [number, group] of [...was.entries(), ...numbered(was, is)]) {
      const holder = `file:${path}\n${key}${number === 0 ? '' : `\n${number}`}`
      for (const each of group.found) holders.set(each, holder)
    }
  }
  return holders
}

/** What stands in the same surroundings. */
interface Group {
  readonly exact: string
  /** Of the surroundings without their policies. */
  readonly around: () => string
  readonly found: readonly FoundAccess[]
}

function grouped({ found, isOnlyDocument }: FoundSide): ReadonlyMap<string, readonly Group[]> {
  const byKey = Map.groupBy(found, (each) => `${namesAt(each.place).join(' ')}\n${holderPath(each)}`)
  const around = (each: FoundAccess) => surroundings(listPlace(each), isOnlyDocument)
  return new Map(
    [...byKey].map(([key, group]) => {
      const exact = Map.groupBy(group, (each) => digestOf('exact', ...around(each).map(fingerprintOf)))
      return [key, [...exact].map(([digest, inner]) => groupOf(digest, inner, around))]
    }),
  )
}

function groupOf(exact: string, found: readonly FoundAccess[], around: (each: FoundAccess) => readonly Value[]): Group {
  const [first] = found
  const items = first === undefined ? [] : around(first)
  return {
    exact,
    found,
    around: () => digestOf('around', ...items.map((item) => fingerprintOf(findAccess(item).rest))),
  }
}

/** Everything that the Serverless Framework gives its one role is of one holder. */
export function holderPath(found: FoundAccess): string {
  const path = keyPath(listPlace(found))
  return path.startsWith(`${ROLE}.`) ? ROLE : path
}

const ROLE = 'provider.iam.role'

/** What is attached is attached together with the rest of its list. */
function listPlace({ kind, place }: FoundAccess): Place {
  if (kind !== 'attachment') return place
  const last = place.steps.findLastIndex(({ key }) => key !== undefined)
  return { root: place.root, steps: place.steps.slice(0, last + 1) }
}

/** Which of base's each of head's is, by number; further numbers where it is none. */
function numbered(base: readonly Group[], head: readonly Group[]): readonly (readonly [number, Group])[] {
  const open = new Map(base.entries())
  const numbers = new Map<Group, number>()
  const pairBy = (keyOf: (group: Group) => string): void => {
    const byKey = Map.groupBy(open, ([, group]) => keyOf(group))
    for (const group of head) {
      const [number] = numbers.has(group) ? [] : (byKey.get(keyOf(group))?.shift() ?? [])
      if (number === undefined) continue
      open.delete(number)
      numbers.set(group, number)
    }
  }
  pairBy(({ exact }) => exact)
  if (open.size > 0 && numbers.size < head.length) pairBy(({ around }) => around())
  pairBy(() => '')
  let further = base.length
  return head.map((group) => [numbers.get(group) ?? further++, group])
}
