import type { ActionFacts } from '../../authorization/aws/catalogue/catalogue.ts'
import { type Question, type Remaining, statementAt } from './question.ts'
import type { CompiledClause, CompiledStatement } from './rule.ts'

/**
 * Names an atom: all that an answer depends on besides the action. Actions that act on the same kinds of resource, and
 * that the same statements are about, are one atom.
 */
export function atomKey(question: Question, facts: ActionFacts | undefined, remaining: Remaining): string {
  const { positives, stance, pins, atoms } = question
  const asked = positives.map((rule) => (rule.kind === 'opaque' ? rule.id : subjectOf(rule, question)))
  const avoided = remaining.map((index) => atoms.numberOfRule(statementAt(question, index)))
  const fixed = pins.size === 0 ? '' : JSON.stringify([...pins])
  return `${stance} ${asked.join('+')} - ${avoided.join()} on ${atoms.numberOfText(resourcesOf(facts))} ${fixed}`
}

/** What a statement is about besides its actions. */
function subjectOf({ resource, principal, conditions }: CompiledStatement, { atoms }: Question): string {
  const who =
    principal === undefined ? '' : `${principal.negated}${principal.members.map((member) => member.id).join('\n')}`
  const when = conditions.map((condition) => condition.id).join('\n')
  const parts = [resource === undefined ? '' : clauseText(resource), who, when]
  return parts.map((text) => atoms.numberOfText(text)).join('.')
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
