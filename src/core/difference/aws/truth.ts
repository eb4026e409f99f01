/**
 * What an unknown truth hangs on. `anyOf`: it is true exactly when one of these unknown matches holds;
 * `noneOf`: exactly when none of them does. Two unknown truths with the same atoms have the same value.
 */
export interface Unknown {
  readonly kind: 'unknown'
  readonly anyOf?: readonly string[]
  readonly noneOf?: readonly string[]
}

/** The truth of a clause or condition for one request, with unknown texts read as they may be. */
export type Truth = true | false | Unknown

/** How a search reads what is unknown. */
export type Stance =
  /** Against the claim: a grant is shown for every value of the unknown. */
  | 'definite'
  /** For the claim: a grant may be there for some value. */
  | 'possible'

/** What the positive statements of a search assume of unknown matches. */
export interface Assumptions {
  /** In each of these sets at least one match holds. */
  readonly someTrue: readonly (readonly string[])[]
  readonly allFalse: ReadonlySet<string>
}

/** Whether a positive statement's part can be met, and what that assumes; undefined where it cannot. */
export function assume(truths: readonly Truth[], stance: Stance): Assumptions | undefined {
  const someTrue: (readonly string[])[] = []
  const allFalse = new Set<string>()
  for (const truth of truths) {
    if (truth === true) continue
    if (truth === false || stance === 'definite') return undefined
    if (truth.anyOf !== undefined) someTrue.push(truth.anyOf)
    for (const atom of truth.noneOf ?? []) allFalse.add(atom)
  }
  return { someTrue, allFalse }
}

/**
 * Whether a part of a negative statement (one that must not apply) has to be taken as met. In the definite stance
 * whatever may be met is; in the possible one only what is certain, or follows from the assumptions.
 */
export function isMet(truth: Truth, stance: Stance, assumptions: Assumptions): boolean {
  if (typeof truth === 'boolean') return truth
  if (stance === 'definite') return true
  const { anyOf, noneOf } = truth
  if (anyOf !== undefined) return assumptions.someTrue.some((set) => set.every((atom) => anyOf.includes(atom)))
  return noneOf?.every((atom) => assumptions.allFalse.has(atom)) ?? false
}

/** True where one match is certain; unknown with the matches that are possible; else false. */
export function anyTruth(certain: boolean, possible: readonly string[]): Truth {
  if (certain) return true
  return possible.length === 0 ? false : { kind: 'unknown', anyOf: possible }
}

export function negate(truth: Truth): Truth {
  if (typeof truth === 'boolean') return !truth
  if (truth.anyOf !== undefined) return { kind: 'unknown', noneOf: truth.anyOf }
  return truth.noneOf === undefined ? truth : { kind: 'unknown', anyOf: truth.noneOf }
}
