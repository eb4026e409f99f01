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
  const digestsOf = (fact: Fact) =>
    judge([fact], rules, settings, undefined, context).findings.map(({ digest }) => digest)
  let behind: ReadonlyMap<string, Fact> | undefined
  return (digest) => {
    behind ??= factsByDigest(facts, digestsOf)
    const fact = behind.get(digest)
    return fact === undefined ? [] : concealed(explainFact(fact, rules, settings, context), secrets)
  }
}

/** The first fact that makes a finding is the one behind it. */
function factsByDigest(
  facts: readonly Fact[],
  digestsOf: (fact: Fact) => readonly string[],
): ReadonlyMap<string, Fact> {
  const all = facts.flatMap((fact): readonly Fact[] => [fact, ...((fact.kind === 'granted' && fact.told) || [])])
  return new Map(all.flatMap((fact) => digestsOf(fact).map((digest) => [digest, fact] as const)).reverse())
}
