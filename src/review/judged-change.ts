import type { Fact } from '../core/rules/fact.ts'
import type { JudgedChange, JudgedFact, JudgedPeople } from '../core/rules/judged-change.ts'
import { keptFact } from '../core/rules/kept-fact.ts'
import { LOGIN } from '../core/rules/login.ts'
import type { ReviewContext } from '../core/rules/subject.ts'
import type { WaiverPeople } from '../core/rules/weigh-waivers.ts'
import type { TreeComparison } from './compare-trees.ts'
import { concealed } from './concealed.ts'
import type { Waiving } from './waiving.ts'

interface Judging {
  readonly comparisons: readonly TreeComparison[]
  /** A list for each comparison. */
  readonly facts: readonly (readonly Fact[])[]
  readonly told: ReviewContext
  readonly waiving: Waiving
  /** Sensitive values of the configuration. */
  readonly secrets: ReadonlySet<string>
}

/**
 * What a review has judged, to judge it again; undefined where nothing governed is in it. Where a sensitive value is
 * left out of a fact, the digests of its findings are others than in the review: a waiver of such a digest acts there only.
 */
export function judgedChange(judging: Judging): JudgedChange | undefined {
  const { comparisons, facts, told, waiving, secrets } = judging
  if (!comparisons.some(({ governed }) => governed.length > 0) && !facts.flat().some(isKept)) return undefined
  const kept = comparisons.map((comparison, index): readonly JudgedFact[] => {
    const ignoresAt = waiving.ignoresIn(comparison)
    const judged = (facts[index] ?? []).filter(isKept)
    return judged.map((fact) => ({ fact: keptFact(fact), ignores: ignoresAt(fact) }))
  })
  const { authorship, tools, timeMs: judgedAtMs } = told
  return { comparisons: concealed(kept, secrets), authorship, tools, judgedAtMs, people: peopleOf(waiving.people) }
}

/** That a policy cannot be read is so of that policy only. */
function isKept(fact: Fact): boolean {
  return fact.kind !== 'governance' || (fact.what !== 'settings-unreadable' && fact.what !== 'floor-unreadable')
}

/** A waiver's approver is a login: whoever is known by an address alone is nobody that one could name. */
function peopleOf({ author, directors, isKnown }: WaiverPeople): JudgedPeople {
  const names = [author, ...directors.flatMap(({ login, identity }) => [login, identity])]
  const logins = names.flatMap((name) => (name !== undefined && LOGIN.test(name) ? name.toLowerCase() : []))
  return { logins: [...new Set(logins)], isKnown }
}
