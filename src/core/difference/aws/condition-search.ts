import type { KeyValue } from './condition-truth.ts'
import { type KeyOption, keyOptions } from './key-options.ts'
import type { Word } from './letters.ts'
import { conditionsOf, type Pins, type Question, type Remaining, statementAt, statementsOf } from './question.ts'
import { assume, isMet, type Truth } from './truth.ts'

/** A value for every key, such that the positives' conditions hold and no remaining negative's do. */
export type ContextFound = ReadonlyMap<string, Exclude<KeyValue, 'absent'>>

/**
 * Searches condition contexts. What the values of a key can keep away is worked out once a key and pin, whatever
 * part of the negatives is left; so is the answer for every set of negatives asked for before.
 */
export class ContextSearch {
  readonly #question: Question
  readonly #positiveKeys: readonly string[]
  /** Keys that some policy of the question asks for, or has a variable of; what follows for others goes without saying. */
  readonly #askedKeys: ReadonlySet<string>
  readonly #options = new Map<string, readonly KeyOption[]>()
  readonly #answers = new Map<string, ContextFound | 'none'>()

  constructor(question: Question) {
    this.#question = question
    this.#positiveKeys = keysOf(conditionsOf(question.positives))
    const rules = [...question.positives, ...question.negatives]
    const variables = statementsOf(rules).flatMap((statement) => statement.variables.map(({ key }) => key))
    this.#askedKeys = new Set([...keysOf(conditionsOf(rules)), ...variables, ...question.pins.keys()])
  }

  find(remaining: Remaining, pins: Pins): ContextFound | undefined {
    const cacheKey = JSON.stringify([remaining, [...pins]])
    const known = this.#answers.get(cacheKey)
    if (known !== undefined) return known === 'none' ? undefined : known
    const found = this.#search(remaining, pins)
    this.#answers.set(cacheKey, found ?? 'none')
    return found
  }

  #search(remaining: Remaining, pins: Pins): ContextFound | undefined {
    const opaque = this.#opaqueTruths()
    if (opaque === undefined) return undefined
    const left = remaining.filter((index) => !this.#isAvoidedByOpaque(index, opaque))
    const chosen = new Map<string, KeyOption>()
    for (const key of this.#positiveKeys) if (this.#optionsOf(key, pins).length === 0) return undefined
    if (!this.#avoid(left, pins, chosen)) return undefined
    const context = new Map<string, readonly Word[]>()
    for (const key of new Set([...this.#positiveKeys, ...chosen.keys(), ...pins.keys()])) {
      if (!this.#askedKeys.has(key)) continue
      const pin = pins.get(key)
      const value =
        (chosen.get(key) ?? simplest(this.#optionsOf(key, pins)))?.value ??
        (pin === undefined ? 'absent' : pin === 'absent' ? pin : [pin])
      if (value !== 'absent') context.set(key, value)
    }
    return context
  }

  /** Chooses values until every negative of the list is kept away by one of them. */
  #avoid(remaining: Remaining, pins: Pins, chosen: Map<string, KeyOption>): boolean {
    const [first, ...others] = remaining
    if (first === undefined) return true
    if (!this.#question.budget.spendCombination()) {
      this.#question.doubts.push('the conditions can be combined in too many ways')
      return false
    }
    for (const key of keysOf(statementAt(this.#question, first).conditions)) {
      if (chosen.has(key)) continue
      for (const option of this.#optionsOf(key, pins)) {
        if (!option.avoids.has(first)) continue
        chosen.set(key, option)
        const left = others.filter((index) => !option.avoids.has(index))
        if (this.#avoid(left, pins, chosen)) return true
        chosen.delete(key)
      }
    }
    return false
  }

  #optionsOf(key: string, pins: Pins): readonly KeyOption[] {
    const pin = pins.get(key)
    const cacheKey = JSON.stringify([key, pin])
    const known = this.#options.get(cacheKey)
    if (known !== undefined) return known
    const options = keyOptions(this.#question, key, pin)
    this.#options.set(cacheKey, options)
    return options
  }

  /** The opaque conditions that the positives need, as assumptions; undefined where they cannot be taken as met. */
  #opaqueTruths() {
    return assume(opaqueTruths(conditionsOf(this.#question.positives)), this.#question.stance)
  }

  #isAvoidedByOpaque(index: number, assumptions: NonNullable<ReturnType<typeof assume>>): boolean {
    const truths = opaqueTruths(statementAt(this.#question, index).conditions)
    return truths.some((truth) => !isMet(truth, this.#question.stance, assumptions))
  }
}

function opaqueTruths(conditions: ReturnType<typeof conditionsOf>): readonly Truth[] {
  return conditions.flatMap((condition): readonly Truth[] =>
    condition.kind === 'opaque' ? [{ kind: 'unknown', anyOf: [condition.id] }] : [],
  )
}

function keysOf(conditions: ReturnType<typeof conditionsOf>): readonly string[] {
  return [...new Set(conditions.flatMap((condition) => (condition.kind === 'opaque' ? [] : [condition.key])))]
}

/** A request that says less is easier to read: an absent key first, then the fewest values. */
function simplest(options: readonly KeyOption[]): KeyOption | undefined {
  const size = (option: KeyOption) => (option.value === 'absent' ? 0 : option.value.length)
  return [...options].sort((left, right) => size(left) - size(right))[0]
}
