import { explainFact, type RuleAnswer } from '../core/rules/explain-fact.ts'
import type { Fact } from '../core/rules/fact.ts'
import { judge } from '../core/rules/judge.ts'
import type { Rule } from '../core/rules/rule.ts'
import type { Settings } from '../core/rules/settings.ts'
import type { ReviewContext } from '../core/rules/subject.ts'
import { concealed } from './concealed.ts'

/** What was judged, and by what. */
export interface Judged {
  readonly facts: readonly Fact[]
  readonly rules: readonly Rule[]
  readonly settings: Settings
  readonly context: ReviewContext
  /** Sensitive values of the configuration. */
  readonly secrets: ReadonlySet<string>
}

/** What every rule says of the fact behind a finding; none where no finding has this digest. */
export type Explain = (digest: string) => readonly RuleAnswer[]

/** Nothing is worked out before somebody asks. */
export function explaining({ facts, rules, settings, context, secrets }: Judged): Explain {
  const isBehind = (fact: Fact, digest: string) =>
    judge([fact], rules, settings, undefined, context).findings.some((finding) => finding.digest === digest)
  return (digest) => {
    const all = facts.flatMap((fact): readonly Fact[] => [fact, ...((fact.kind === 'granted' && fact.told) || [])])
    const fact = all.find((each) => isBehind(each, digest))
    return fact === undefined ? [] : concealed(explainFact(fact, rules, settings, context), secrets)
  }
}
