import type { Equality, ModuleAccess } from '../core/configuration/terraform/module-access.ts'
import type { LocatedDifference } from '../core/difference/differ.ts'

/** What a root gives on both sides in one variant, and how that differs. */
export interface ComparedAccess {
  readonly base: ModuleAccess
  readonly head: ModuleAccess
  readonly difference: readonly LocatedDifference[]
}

/** The case in which both sides are evaluated, of conditions that nobody knows. */
export interface AssumedCase {
  /** Truth values, by the fingerprints of the conditions' symbols. */
  readonly assumed: ReadonlyMap<string, boolean>
  /** What is known of other values in it: texts, by the fingerprints of their symbols. */
  readonly equal: ReadonlyMap<string, string>
}

export const NO_CASE: AssumedCase = { assumed: new Map(), equal: new Map() }

/** A comparison in one case, and the end of its name: ` where Env = prod is true`. */
export interface ComparedCase extends ComparedAccess {
  readonly where: string
}

/** Each is a comparison of everything. */
const MAX_CASES = 16
/** As few as that are always compared. */
const FEW_CASES = 8
/** Declarations times cases: of a large template fewer cases are compared. */
const MAX_DECLARATIONS = 8_000
/** As few conditions are taken apart though what is undecided does not say that it depends on them. */
const FEW_CONDITIONS = 3

/**
 * The comparison in each case of the conditions that what is undecided depends on: both sides in the world in which a
 * condition holds, and both in the one in which it does not. A case is divided further as long as something in it is
 * undecided and there are few; together they are all that can be. Undefined where there is nothing to divide.
 */
export async function casesOf(
  whole: ComparedAccess,
  compare: (assumed: AssumedCase) => Promise<ComparedAccess>,
): Promise<readonly ComparedCase[] | undefined> {
  const most = mostCases(whole)
  const done: Case[] = []
  const open: Case[] = [{ compared: whole, truths: [] }]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const condition = done.length + open.length + 2 > most ? undefined : conditionToDivide(next.compared)
    if (condition === undefined) done.push(next)
    else {
      for (const isTrue of [false, true]) {
        const truths = [...next.truths, { ...condition, isTrue }]
        open.push({ compared: await compare(assumedCase(truths)), truths })
      }
    }
  }
  if (done.length < 2) return undefined
  return done.map(({ compared, truths }) => {
    const where = truths.map(({ address, isTrue }) => `${address} is ${isTrue}`).join(' and ')
    return { ...compared, where: ` where ${where}` }
  })
}

interface Case {
  readonly compared: ComparedAccess
  readonly truths: readonly Truth[]
}

interface OpenCondition {
  readonly fingerprint: string
  readonly address: string
  readonly equality: Equality | undefined
}

interface Truth extends OpenCondition {
  readonly isTrue: boolean
}

function mostCases({ base, head }: ComparedAccess): number {
  const declarations = Math.max(1, base.addresses.size, head.addresses.size)
  return Math.min(MAX_CASES, Math.max(FEW_CASES, Math.floor(MAX_DECLARATIONS / declarations)))
}

function assumedCase(truths: readonly Truth[]): AssumedCase {
  const assumed = new Map(truths.map(({ fingerprint, isTrue }) => [fingerprint, isTrue]))
  const equalities = truths.flatMap(({ isTrue, equality }) => (isTrue && equality !== undefined ? [equality] : []))
  return { assumed, equal: new Map(equalities.map(({ symbol, text }) => [symbol, text])) }
}

/** The first condition that something undecided says that it depends on; where few are open, any of them. */
function conditionToDivide(compared: ComparedAccess): OpenCondition | undefined {
  const reasons = compared.difference.flatMap(({ difference }) => difference.undecided.map(({ reason }) => reason))
  if (reasons.length === 0) return undefined
  const open = openConditions(compared)
  const named = open.find(({ address }) => reasons.some((reason) => reason.includes(address)))
  return named ?? (open.length <= FEW_CONDITIONS ? open[0] : undefined)
}

/**
 * Conditions of both sides, or those of one side where the other has none of its own: conditions that differ may hang
 * together in a way that nobody knows.
 */
function openConditions({ base, head }: ComparedAccess): readonly OpenCondition[] {
  const isShared = ([fingerprint]: readonly [string, string]) =>
    base.conditions.has(fingerprint) && head.conditions.has(fingerprint)
  const all = [...new Map([...base.conditions, ...head.conditions])]
  const own = [base, head].filter(({ conditions }) => [...conditions].some((each) => !isShared(each)))
  const usable = own.length === 2 ? all.filter(isShared) : all
  return usable.map(([fingerprint, address]) => {
    return { fingerprint, address, equality: base.equalities?.get(fingerprint) ?? head.equalities?.get(fingerprint) }
  })
}
