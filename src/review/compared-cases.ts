import type { LocatedDifference } from '../core/difference/differ.ts'
import { heldBy } from '../core/difference/held-by.ts'
import { type CaseGroup, caseGroups, conditionToDivide } from './case-groups.ts'
import type { ComparedAccess } from './compared-access.ts'
import { type AssumedCase, possibleCase, type Truth } from './possible-cases.ts'

/** A comparison in one case, and the end of its name: ` where Env = prod is true`, or nothing in every case. */
export interface ComparedCase extends ComparedAccess {
  readonly where: string
  /** Which cases it is one of, that are together all that can be, and how many these are. */
  readonly among: CasesOfGroup
}

export interface CasesOfGroup {
  readonly group: number
  readonly cases: number
}

/** Cases of one group. */
const MAX_CASES = 16
/** Evaluations of everything, in cases of all groups. */
const MAX_EVALUATIONS = 64
/** As many are always made. */
const FEW_EVALUATIONS = 30
/** Declarations times evaluations: of a large template or module fewer are made. */
const MAX_DECLARATIONS = 30_000

/**
 * A comparison, and what is undecided in it case by case: both sides in the world in which a condition holds, and both
 * in the one in which it does not. What depends on other conditions is a group by itself, whose cases leave the
 * conditions of the others open. A case is divided further as long as something of its group is undecided and there
 * are few; together they are all that can be. The comparison of everything comes first, with what is in no group.
 */
export async function inCases(
  whole: ComparedAccess,
  compare: (assumed: AssumedCase) => Promise<ComparedAccess>,
): Promise<readonly ComparedCase[]> {
  const groups = caseGroups(whole)
  const evaluate = remembering(compare, mostEvaluations(whole))
  const told = new Set(whole.difference)
  const cases: ComparedCase[] = []
  for (const [index, group] of groups.entries()) {
    const found = await casesOfGroup(whole, group, evaluate)
    if (found.length === 0) continue
    for (const difference of group.differences) told.delete(difference)
    const among = { group: index + 1, cases: found.length }
    cases.push(
      ...found.map(({ compared, differences, truths }) => {
        const where = truths.map(({ address, isTrue }) => `${address} is ${isTrue}`).join(' and ')
        return { ...compared, difference: differences, where: ` where ${where}`, among }
      }),
    )
  }
  return [{ ...whole, difference: [...told], where: '', among: { group: 0, cases: 1 } }, ...cases]
}

function mostEvaluations({ base, head }: ComparedAccess): number {
  const declarations = Math.max(1, base.addresses.size, head.addresses.size)
  return Math.min(MAX_EVALUATIONS, Math.max(FEW_EVALUATIONS, Math.floor(MAX_DECLARATIONS / declarations)))
}

/** Gives nothing once there were too many. */
type Evaluate = (assumed: AssumedCase) => Promise<ComparedAccess | undefined>

function remembering(compare: (assumed: AssumedCase) => Promise<ComparedAccess>, most: number): Evaluate {
  const known = new Map<string, ComparedAccess>()
  return async (assumed) => {
    const key = JSON.stringify([...assumed.assumed].sort())
    const compared = known.get(key) ?? (known.size < most ? await compare(assumed) : undefined)
    if (compared !== undefined) known.set(key, compared)
    return compared
  }
}

interface Case {
  readonly compared: ComparedAccess
  /** What the case says of what the group is about. */
  readonly differences: readonly LocatedDifference[]
  readonly truths: readonly Truth[]
}

/** The cases of one group, which are all that can be; none where it cannot be taken apart. */
async function casesOfGroup(whole: ComparedAccess, group: CaseGroup, evaluate: Evaluate): Promise<readonly Case[]> {
  const others = othersThan(group, whole)
  const done: Case[] = []
  const open: Case[] = [{ compared: whole, differences: [...group.differences], truths: [] }]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const divided = done.length + open.length + 2 > MAX_CASES ? undefined : await divide(next, evaluate)
    if (divided === undefined) done.push(next)
    else open.push(...divided.map(({ compared, truths }) => ({ compared, truths, differences: others(compared) })))
  }
  return done.filter(({ truths }) => truths.length > 0)
}

/** Both worlds of a condition, as far as they can be; undefined where a case has none that it depends on, or at a limit. */
async function divide(
  { compared, differences, truths }: Case,
  evaluate: Evaluate,
): Promise<readonly Omit<Case, 'differences'>[] | undefined> {
  const condition = conditionToDivide(differences, compared, truths)
  if (condition === undefined) return undefined
  const worlds: Omit<Case, 'differences'>[] = []
  for (const isTrue of [false, true]) {
    const further = [...truths, { ...condition, isTrue }]
    const assumed = possibleCase(further, compared)
    if (assumed === undefined) continue
    const found = await evaluate(assumed)
    if (found === undefined) return undefined
    worlds.push({ compared: found, truths: further })
  }
  return worlds
}

/**
 * What a case says beyond what is told without it, which other groups' differences are as well: what differs in the
 * very same way, and is of holders on whom the very same acts. A holder that gains or loses something by the case may
 * be one of whom nothing was undecided.
 */
function othersThan(
  group: CaseGroup,
  whole: ComparedAccess,
): (compared: ComparedAccess) => readonly LocatedDifference[] {
  const told = new Set(
    whole.difference.filter((each) => !group.differences.has(each)).map((each) => JSON.stringify(each)),
  )
  const before = heldBy(whole.base, whole.head)
  return ({ base, head, difference }) => {
    const now = heldBy(base, head)
    const isTold = (each: LocatedDifference) =>
      told.has(JSON.stringify(each)) && (each.holders ?? []).every((holder) => now(holder) === before(holder))
    return difference.filter((each) => !isTold(each))
  }
}
