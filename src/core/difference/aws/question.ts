import type { PolicyKind } from '../../authorization/access.ts'
import type { Atoms } from './atoms.ts'
import type { Budget } from './budget.ts'
import type { CompiledCondition } from './compiled-condition.ts'
import type { Word } from './letters.ts'
import type { Lexicon } from './lexicon.ts'
import type { CompiledStatement, Rule } from './rule.ts'
import type { Stance } from './truth.ts'

/**
 * Is there a request that every positive rule applies to and no negative one does?
 * The first positive rule is the one whose texts the request is made of.
 */
export interface Question {
  readonly positives: readonly Rule[]
  readonly negatives: readonly Rule[]
  readonly stance: Stance
  readonly kind: PolicyKind
  readonly lexicon: Lexicon
  readonly budget: Budget
  /** Keys of the request that the policy's own variables fix, with their letter. */
  readonly pins: Pins
  readonly atoms: Atoms<Rest>
  /** Condition keys that have several values in some request. */
  readonly multivalued: ReadonlySet<string>
  /** Why the search could not try everything, where a limit kept it from it: none is then no answer. */
  readonly doubts: string[]
}

/** Keys whose value is fixed, or that are fixed to be absent. */
export type Pins = ReadonlyMap<string, Word | 'absent'>

/** A request as the search sees it. */
export interface Found {
  readonly action: string
  readonly principal?: { readonly type: string; readonly id: Word }
  readonly resource: Word
  readonly context: ReadonlyMap<string, readonly Word[]>
}

/** A request without its action. */
export type Rest = Omit<Found, 'action'>

/** What is left to avoid, by index into the question's negatives. */
export type Remaining = readonly number[]

export function statementsOf(rules: readonly Rule[]): readonly CompiledStatement[] {
  return rules.filter((rule) => rule.kind === 'statement')
}

/** A negative as a statement: opaque ones are settled before a search starts. */
export function statementAt(question: Question, index: number): CompiledStatement {
  const rule = question.negatives[index]
  if (rule?.kind !== 'statement') throw new Error(`no statement stands at ${index}`)
  return rule
}

export function conditionsOf(rules: readonly Rule[]): readonly CompiledCondition[] {
  return statementsOf(rules).flatMap((statement) => statement.conditions)
}
