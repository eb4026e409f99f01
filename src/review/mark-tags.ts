import type { Inventory } from '../core/authorization/inventory.ts'
import { NOTHING_TAGGED, type TaggedResource, type TaggedSide } from '../core/authorization/tagged.ts'
import type { GrantedRegion } from '../core/difference/difference.ts'
import { reachedTags } from '../core/rules/reached-tags.ts'
import type { ModuleVariant } from './terraform-modules.ts'

/** Characters of patterns that are held against each other in one comparison: some tenths of a second. */
const MAX_STEPS = 50_000_000

/**
 * Gives each granted region the tags of what it reaches, as they are at base and at head: a tag that the change takes
 * away still says what data is there. Resources of other roots that the change reaches are known by their ARNs alone.
 */
export function markTags(modules: readonly ModuleVariant[]): readonly ModuleVariant[] {
  if (!modules.some(grants)) return modules
  const steps = { left: MAX_STEPS }
  const sides = modules.map(({ base, head }) => [sideOf(base), sideOf(head)])
  const foreign = modules.map(({ directory }, at) => (sides[at] ?? []).map((side) => ofRoot(directory, side)))
  return modules.map((each, at) => {
    if (!grants(each)) return each
    const own = together(sides[at] ?? [])
    const [{ declared, placed } = NOTHING_TAGGED] = own
    const others = modules.flatMap(({ directory }, other) =>
      directory === each.directory ? [] : (foreign[other] ?? []).map((tagged) => ({ declared, placed, tagged })),
    )
    const all = [...own, ...others]
    return {
      ...each,
      difference: each.difference.map((located) => marked(located, (region) => reachedTags(region, all, steps))),
    }
  })
}

/** What one side alone declares is no unknown resource of the other one. */
function together(sides: readonly TaggedSide[]): readonly TaggedSide[] {
  const declared = new Map(sides.flatMap((side) => [...side.declared]))
  const placed = new Set(sides.flatMap((side) => [...side.placed]))
  return sides.map(({ tagged }) => ({ declared, placed, tagged }))
}

function grants({ difference }: ModuleVariant): boolean {
  return difference.some(({ difference: { granted } }) => granted.length > 0)
}

function sideOf({ inventory }: { readonly inventory?: () => Inventory }): TaggedSide {
  return inventory?.().tagged() ?? NOTHING_TAGGED
}

/** Addresses of another root mean something else here. */
function ofRoot(directory: string, { tagged }: TaggedSide): readonly TaggedResource[] {
  return tagged.map((each) => ({ ...each, address: `${each.address} of ${directory || '.'}`, standing: [] }))
}

type Located = ModuleVariant['difference'][number]

function marked(located: Located, tagsOf: (region: GrantedRegion) => GrantedRegion['tags']): Located {
  const granted = located.difference.granted.map((region) => {
    const tags = tagsOf(region)
    return tags === undefined ? region : { ...region, tags }
  })
  return { ...located, difference: { ...located.difference, granted } }
}
