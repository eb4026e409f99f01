import { type KeyType, operatorOf } from './condition-operators.ts'
import type { VariableTerms } from './pattern-terms.ts'
import { hasResourceAccount, RESOURCE_ACCOUNT_KEYS } from './resource-account-terms.ts'
import { and, equal, or, type Term, text } from './terms.ts'
import { addressRange, type TypedSlot } from './typed-values.ts'

/** One value of a condition key in the request. */
export interface Slot extends TypedSlot {
  readonly text: Term
  /** Whether the resource says the value, where it has an account. */
  readonly isResourceAccount: boolean
}

/** What the request says of one condition key: nothing (`present` is false), or the values of its slots. */
export interface KeyTerms {
  readonly type: KeyType
  readonly present: Term
  readonly slots: readonly Slot[]
  readonly commands: readonly Term[]
}

/** How the policies of a pair use a condition key. */
export interface KeyUse {
  readonly key: string
  readonly operator: string
  readonly isQuantified: boolean
}

/**
 * Declares the condition keys of a request, by their lower case. `variables` are the keys that policy variables name.
 *
 * A key that no `ForAllValues` or `ForAnyValue` asks for has one value. Any other has as many slots as there are
 * conditions on it, which is enough: a condition that is met, or one that is not, shows it by one value at most, so
 * that of any request one can keep a value for each condition and drop the others. Two slots may hold the same value,
 * so fewer values need no case of their own.
 */
export function declareKeys(uses: readonly KeyUse[], variables: readonly string[]): ReadonlyMap<string, KeyTerms> {
  const keys = [...new Set([...uses.map(({ key }) => key), ...variables])]
  return new Map(
    keys.map((key, index) => {
      const own = uses.filter((use) => use.key === key)
      return [key, declareKey(key, `key${index}`, typeOf(key, own, variables), slotCount(own))]
    }),
  )
}

/** Policy variables that stand for these keys: one of several values stands for nothing. */
export function variableTerms(keys: ReadonlyMap<string, KeyTerms>): VariableTerms {
  return (name) => {
    const key = keys.get(name)
    const [slot, ...others] = key?.slots ?? []
    if (key?.type !== 'text' || slot === undefined) throw new Error(`the variable ${name} has no text`)
    return { resolved: and([key.present, ...others.map((other) => equal(other.text, slot.text))]), value: slot.text }
  }
}

function typeOf(key: string, uses: readonly KeyUse[], variables: readonly string[]): KeyType {
  const types = new Set(
    uses.filter(({ operator }) => operator !== 'Null').map(({ operator }) => operatorOf(operator).type),
  )
  if (variables.includes(key)) types.add('text')
  if (types.has('text')) types.delete('boolean')
  const [type = 'text', ...others] = types
  if (others.length > 0) throw new Error(`the key ${key} is compared as ${[...types].join(' and ')}`)
  return type
}

function slotCount(uses: readonly KeyUse[]): number {
  return uses.some(({ isQuantified }) => isQuantified) ? uses.length : 1
}

function declareKey(key: string, name: string, type: KeyType, count: number): KeyTerms {
  const isResourceAccount = RESOURCE_ACCOUNT_KEYS.includes(key)
  const slots = Array.from({ length: count }, (_, index) => slotNamed(`${name}_${index}`, isResourceAccount))
  return {
    type,
    present: isResourceAccount ? or([hasResourceAccount(), `${name}_present`]) : `${name}_present`,
    slots,
    commands: [`(declare-const ${name}_present Bool)`, ...slots.flatMap((slot) => declareSlot(slot, type))],
  }
}

function slotNamed(name: string, isResourceAccount: boolean): Slot {
  return {
    text: `${name}_text`,
    typed: `${name}_typed`,
    value: `${name}_value`,
    isSix: `${name}_six`,
    isResourceAccount,
  }
}

function declareSlot(slot: Slot, type: KeyType): readonly Term[] {
  const typed = `(declare-const ${slot.typed} Bool)`
  switch (type) {
    case 'text':
      return [`(declare-const ${slot.text} String)`]
    case 'boolean': {
      // A key that is only asked for true or false is a Boolean, which has no other value.
      const either = or([equal(slot.text, text('true')), equal(slot.text, text('false'))])
      return [`(declare-const ${slot.text} String)`, `(assert ${either})`]
    }
    case 'number':
      return [typed, `(declare-const ${slot.value} Real)`]
    case 'date':
      return [typed, `(declare-const ${slot.value} Int)`]
    case 'address':
      return [
        typed,
        `(declare-const ${slot.value} Int)`,
        `(declare-const ${slot.isSix} Bool)`,
        `(assert ${addressRange(slot)})`,
      ]
  }
}
