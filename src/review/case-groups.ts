import type { LocatedDifference } from '../core/difference/differ.ts'
import { hasWord } from '../core/text/has-word.ts'
import type { ComparedAccess } from './compared-access.ts'
import { type OpenCondition, openConditions } from './possible-cases.ts'

/** Differences that depend on the same conditions, directly or through others of them. */
export interface CaseGroup {
  readonly differences: ReadonlySet<LocatedDifference>
  /** How many conditions their reasons name. */
  readonly conditions: number
}

/** As few conditions are taken apart though what is undecided does not say that it depends on them. */
const FEW_CONDITIONS = 3

/**
 * What is undecided by the conditions that it depends on: what has none in common is taken apart by itself. The groups
 * with the fewest conditions stand first. What depends on nothing that can be taken apart is in none.
 */
export function caseGroups(whole: ComparedAccess): readonly CaseGroup[] {
  const open = openConditions(whole)
  let groups: { readonly differences: Set<LocatedDifference>; readonly names: Set<string> }[] = []
  for (const difference of whole.difference.filter(isUndecided)) {
    const named = namedIn([difference], open).map(({ fingerprint }) => fingerprint)
    const names = new Set(named.length === 0 && open.length > 0 && open.length <= FEW_CONDITIONS ? [''] : named)
    if (names.size === 0) continue
    const met = groups.filter((group) => !group.names.isDisjointFrom(names))
    const joined = {
      differences: new Set([...met.flatMap((group) => [...group.differences]), difference]),
      names: new Set([...met.flatMap((group) => [...group.names]), ...names]),
    }
    groups = [...groups.filter((group) => !met.includes(group)), joined]
  }
  return groups
    .map(({ differences, names }) => ({ differences, conditions: names.size }))
    .sort((left, right) => left.conditions - right.conditions)
}

/**
 * The first condition that something undecided says that it depends on; where few are open, any of them. Those that
 * were `taken` already decide nothing more, though a side may ask for them again.
 */
export function conditionToDivide(
  differences: readonly LocatedDifference[],
  compared: ComparedAccess,
  taken: readonly OpenCondition[],
): OpenCondition | undefined {
  if (!differences.some(isUndecided)) return undefined
  const before = new Set(taken.map(({ fingerprint }) => fingerprint))
  const isLeft = ({ fingerprint }: OpenCondition) => !before.has(fingerprint)
  const open = openConditions(compared)
  const [named] = namedIn(differences, open).filter(isLeft)
  return named ?? (open.length <= FEW_CONDITIONS ? open.find(isLeft) : undefined)
}

function isUndecided({ difference }: LocatedDifference): boolean {
  return difference.undecided.length > 0
}

function namedIn(differences: readonly LocatedDifference[], open: readonly OpenCondition[]): readonly OpenCondition[] {
  const reasons = differences.flatMap(({ difference }) => difference.undecided.map(({ reason }) => reason))
  return open.filter(({ address }) => reasons.some((reason) => hasWord(reason, address)))
}
