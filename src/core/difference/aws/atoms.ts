import type { ActionFacts } from '../../authorization/aws/catalogue/catalogue.ts'
import type { Found, Question, Remaining } from './question.ts'
import type { CompiledClause, CompiledStatement, Rule } from './rule.ts'

/** A request without its action. */
export type Rest = Omit<Found, 'action'>

/**
 * Answers of one comparison, by all that they depend on besides the action: actions that act on the same kinds of
 * resource, and that the same statements are about, are one atom and searched for once.
 */
export class Atoms {
  readonly #answers = new Map<string, Rest | 'none'>()
  readonly #numbers = new Map<string, number>()
  readonly #ruleNumbers = new WeakMap<Rule, number>()
  #rules = 0

  /** The answer known for the atom, or that of `search`. What a limit kept from being told is not remembered. */
  answer(
    question: Question,
    facts: ActionFacts | undefined,
    remaining: Remaining,
    search: () => Rest | undefined,
  ): Rest | undefined {
    const key = this.#keyOf(question, facts, remaining)
    const known = this.#answers.get(key)
    if (known !== undefined) return known === 'none' ? undefined : known
    const doubts = question.doubts.length
    const found = search()
    if (found !== undefined || question.doubts.length === doubts) this.#answers.set(key, found ?? 'none')
    return found
  }

  #keyOf(question: Question, facts: ActionFacts | undefined, remaining: Remaining): string {
    const { positives, negatives, stance, pins } = question
    const asked = positives.map((rule) => (rule.kind === 'opaque' ? rule.id : this.#subjectOf(rule)))
    const avoided = remaining.map((index) => this.#ruleNumber(negatives[index]))
    const fixed = pins.size === 0 ? '' : JSON.stringify([...pins])
    return `${stance} ${asked.join('+')} - ${avoided.join()} on ${this.#number(resourcesOf(facts))} ${fixed}`
  }

  /** What a statement is about besides its actions. */
  #subjectOf({ resource, principal, conditions }: CompiledStatement): string {
    const who =
      principal === undefined ? '' : `${principal.negated}${principal.members.map((member) => member.id).join('\n')}`
    const when = conditions.map((condition) => condition.id).join('\n')
    return [resource === undefined ? '' : clauseText(resource), who, when].map((text) => this.#number(text)).join('.')
  }

  #number(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.#numbers.size)
    return this.#numbers.size - 1
  }

  #ruleNumber(rule: Rule | undefined): number {
    if (rule === undefined) throw new Error('a remaining rule is one of the question')
    const known = this.#ruleNumbers.get(rule) ?? this.#rules++
    this.#ruleNumbers.set(rule, known)
    return known
  }
}

function clauseText({ negated, elements }: CompiledClause): string {
  return `${negated}${elements.map(({ lexeme }) => lexeme.id).join('\n')}`
}

/** Which resources an action can act on. Without known types they are of its own service. */
function resourcesOf(facts: ActionFacts | undefined): string {
  if (facts === undefined) return 'anything'
  const { name, formats, resourceOptional } = facts
  const service = name.slice(0, name.indexOf(':'))
  return formats.length === 0 ? `of ${service}` : `${resourceOptional} ${formats.join('\n')}`
}
