import { changeOf } from './change.ts'
import type { CompiledCondition } from './condition.ts'
import type { CommitsProblem, Fact, GovernanceFact } from './fact.ts'
import type { RuleInput } from './rule-input.ts'
import { authorship, commits, governance, malformed } from './sample-facts.ts'
import { NOT_WAIVABLE, whyNotWaivable } from './waivable.ts'

/**
 * Why nothing that a condition on governance or authorship is true of can be waived; undefined where something can, or
 * where it hangs on more than `change.kind` and `change.what`, of which every value there is is tried.
 */
export function whyNeverWaivable(when: CompiledCondition): string | undefined {
  if (!asksForKindAlone(when.source)) return undefined
  const matched = EVERY_KIND.filter((fact) => when.evaluate(inputOf(fact)) === true).map(whyNotWaivable)
  return matched.includes(undefined) ? undefined : matched[0]
}

function asksForKindAlone(source: string): boolean {
  const fields = [...source.matchAll(/\b(change|context|data|parameters)\b(?:\s*\.\s*(\w+))?/g)]
  return fields.every(([, variable, field = '']) => variable === 'change' && ['kind', 'what'].includes(field))
}

function inputOf(fact: Fact): RuleInput {
  const context = { environments: [], authorship: 'unknown', tools: [], time: new Date(0) }
  return { change: changeOf(fact), context, data: { labels: [] }, parameters: {} }
}

/** The type checker keeps both records whole: each has every kind there is. */
const GOVERNANCE = Object.keys(NOT_WAIVABLE).filter((what): what is GovernanceFact['what'] => what in NOT_WAIVABLE)

const COMMITS: Readonly<Record<CommitsProblem, true>> = {
  unattributed: true,
  undeclared: true,
  'declaration-contradicted': true,
  'signature-refused': true,
  'signature-unchecked': true,
  'author-unconfirmed': true,
}
const COMMITS_PROBLEMS = Object.keys(COMMITS).filter((what): what is CommitsProblem => what in COMMITS)

const EVERY_KIND: readonly Fact[] = [
  ...GOVERNANCE.map((what) => governance(what)),
  ...COMMITS_PROBLEMS.map((what) => commits(what)),
  authorship(),
  malformed(),
]
