import type { Equality } from '../core/configuration/terraform/module-access.ts'
import type { ComparedAccess } from './compared-access.ts'

/** The case in which both sides are evaluated, of conditions that nobody knows. */
export interface AssumedCase {
  /** Truth values, by the fingerprints of the conditions' symbols. */
  readonly assumed: ReadonlyMap<string, boolean>
  /** What is known of other values in it: texts, by the fingerprints of their symbols. */
  readonly equal: ReadonlyMap<string, string>
}

export const NO_CASE: AssumedCase = { assumed: new Map(), equal: new Map() }

/** A condition that nobody knows. */
export interface OpenCondition {
  readonly fingerprint: string
  /** What people call it: `Env = prod`. */
  readonly address: string
  readonly equality: Equality | undefined
}

export interface Truth extends OpenCondition {
  readonly isTrue: boolean
}

type Sides = Pick<ComparedAccess, 'base' | 'head'>

/**
 * Conditions of both sides that may be taken apart. Those of one side hang together with those of the other in a way
 * that nobody knows, unless all of them say that something unknown is a text: then those of one side only are left out.
 */
export function openConditions({ base, head }: Sides): readonly OpenCondition[] {
  const isShared = (fingerprint: string) => base.conditions.has(fingerprint) && head.conditions.has(fingerprint)
  const equalityOf = (fingerprint: string) => base.equalities?.get(fingerprint) ?? head.equalities?.get(fingerprint)
  const own = [base, head].map(({ conditions }) => [...conditions.keys()].filter((each) => !isShared(each)))
  const hangTogether = own.every((each) => each.length > 0) && !own.flat().every((each) => equalityOf(each))
  return [...new Map([...base.conditions, ...head.conditions])]
    .filter(([fingerprint]) => !hangTogether || isShared(fingerprint))
    .map(([fingerprint, address]) => ({ fingerprint, address, equality: equalityOf(fingerprint) }))
}

/**
 * What is known where conditions hold, or do not. Undefined where that cannot be, after the change: something has
 * none of the values that it may have.
 */
export function possibleCase(truths: readonly Truth[], { head }: Pick<Sides, 'head'>): AssumedCase | undefined {
  const equal = new Map<string, string>()
  const excluded = new Map<string, Set<string>>()
  for (const { isTrue, equality } of truths) {
    if (equality === undefined) continue
    const { symbol, text } = equality
    if (isTrue) equal.set(symbol, text)
    else excluded.set(symbol, (excluded.get(symbol) ?? new Set()).add(text))
  }
  for (const [symbol, texts] of excluded) {
    const left = head.allowed?.get(symbol)?.filter((each) => !texts.has(each))
    const [only] = left ?? []
    if (left?.length === 0) return undefined
    if (left?.length === 1 && only !== undefined) equal.set(symbol, only)
  }
  return { assumed: new Map(truths.map(({ fingerprint, isTrue }) => [fingerprint, isTrue])), equal }
}
