import { changeOf } from './change.ts'
import { dataReached, type ReachedData } from './data-labels.ts'
import { environmentsOf } from './environments-of.ts'
import type { Fact } from './fact.ts'
import { parameterValues } from './parameter.ts'
import type { Rule } from './rule.ts'
import type { ParameterValues, RuleInput } from './rule-input.ts'
import type { Place } from './scope.ts'
import type { Settings } from './settings.ts'

/** A fact as every rule sees it, and where it stands. */
export interface Subject {
  readonly input: Omit<RuleInput, 'parameters'>
  readonly place: Place
  readonly data: readonly ReachedData[]
}

/** Lays a fact and its circumstances out for rules. */
export function subjectOf(
  fact: Fact,
  settings: Pick<Settings, 'environments' | 'dataClassification'>,
  { authorship, tools, timeMs }: ReviewContext,
): Subject {
  const files = filesOf(fact)
  const environments = environmentsOf(fact, files, settings.environments)
  const data = dataReached(fact, settings.dataClassification)
  const context = { environments, authorship, tools, time: new Date(timeMs) }
  const labels = data.map(({ label }) => label)
  return { input: { change: changeOf(fact), context, data: { labels } }, place: { files, environments }, data }
}

/** That of the finding, and that of the statement where it stands elsewhere (`modules/role/main.tf:12`). */
function filesOf(fact: Fact): readonly string[] {
  const statement = fact.kind === 'granted' || fact.kind === 'undecided' ? fact.statement : undefined
  const other = statement?.replace(/:\d+$/, '')
  return [...new Set([fact.location.file, ...(other === undefined ? [] : [other])])]
}

/** The values of a rule's parameters under settings. */
export function parameterValuesOf(rule: Rule, { rules }: Pick<Settings, 'rules'>): ParameterValues {
  return parameterValues(rule.parameters, rule.fixed ? {} : rules.get(rule.id)?.parameters)
}

/** What is known of a whole change, beside its facts. */
export interface ReviewContext {
  /** `ai`, `ai-assisted`, `bot`, `human`, or `unknown` where there were no commits to read. */
  readonly authorship: string
  /** Ids of the AI tools that took part in any of it. */
  readonly tools: readonly string[]
  /** When it was judged: milliseconds since the epoch. */
  readonly timeMs: number
}

export const NO_CONTEXT: ReviewContext = { authorship: 'unknown', tools: [], timeMs: 0 }
