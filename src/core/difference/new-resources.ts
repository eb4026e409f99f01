import type { DeclaredResource, Inventory, KnownAs } from '../authorization/inventory.ts'
import { knownText, type TextValue } from '../value/value.ts'

/** A resource that is new, and by what it is known. */
export type NewResource = DeclaredResource & KnownAs

/**
 * The resources of head that are certainly new: base has none of the same identity, none that may have the same name,
 * says their name nowhere, and nothing of their type goes in the same change, so that none was moved or renamed.
 * `base` and `heads` are of everything that the change reaches, `head` of what is asked about.
 */
export function newResources(
  head: Inventory,
  base: readonly Inventory[],
  heads: readonly Inventory[],
): readonly NewResource[] {
  const before = Map.groupBy(
    base.flatMap(({ resources }) => resources),
    ({ type }) => type,
  )
  const remaining = new Set(heads.flatMap(({ resources }) => resources.map(({ identity }) => identity)))
  const isNew = (resource: DeclaredResource): boolean => {
    const known = before.get(resource.type) ?? []
    return (
      !resource.isAdopted &&
      !known.some((each) => mayBe(resource, each) || !remaining.has(each.identity)) &&
      !base.some((inventory) => isMentioned(resource, inventory))
    )
  }
  return head.resources.filter(isNew).map((resource) => ({ ...resource, ...resource.known() }))
}

function mayBe(resource: DeclaredResource, known: DeclaredResource): boolean {
  if (resource.identity === known.identity) return true
  if (resource.group === known.group && (resource.mayBeMany || known.mayBeMany)) return true
  const { chosen } = resource
  return chosen !== undefined && known.chosen !== undefined && mayBeSame(chosen, known.chosen)
}

function isMentioned({ chosen }: DeclaredResource, { mentions }: Inventory): boolean {
  const name = chosen === undefined ? undefined : knownText(chosen)
  return name !== undefined && mentions(name)
}

/** Whether two texts may be the same, whatever their unknown parts are. Names differ by more than case. */
function mayBeSame(one: TextValue, other: TextValue): boolean {
  const [left, right] = [tokensOf(one), tokensOf(other)]
  while (left.length > 0 && left[0] === right[0]) {
    left.shift()
    right.shift()
  }
  while (left.length > 0 && left.at(-1) === right.at(-1)) {
    left.pop()
    right.pop()
  }
  if (left.length === 0 || right.length === 0) return ![...left, ...right].some(isCharacter)
  const differs = (at: number) => isCharacter(left.at(at)) && isCharacter(right.at(at))
  return !differs(0) && !differs(-1)
}

/** Characters, and fingerprints of what is unknown. */
function tokensOf({ parts }: TextValue): string[] {
  return parts.flatMap((part) =>
    part.kind === 'literal' ? [...part.text.toLowerCase()] : [`${UNKNOWN}${part.symbol.fingerprint}`],
  )
}

const UNKNOWN = 'unknown '

function isCharacter(token: string | undefined): boolean {
  return token !== undefined && !token.startsWith(UNKNOWN)
}
