import type { Fact } from './fact.ts'
import { type Judgement, judge } from './judge.ts'
import { judgedOnce } from './judged-once.ts'
import type { Rule } from './rule.ts'
import type { Settings } from './settings.ts'
import { waiveBy } from './waive-by.ts'
import type { Waiver } from './waiver.ts'
import type { Candidate } from './weigh-waivers.ts'

/** What a change was judged by, beside rules and settings: enough to judge it again by others. */
export interface JudgedChange {
  /** What was found out, a list for each comparison; never empty. */
  readonly comparisons: readonly (readonly JudgedFact[])[]
  /** As in `ReviewContext`. */
  readonly authorship: string
  readonly tools: readonly string[]
  /** Milliseconds since the epoch. */
  readonly judgedAtMs: number
  readonly people: JudgedPeople
}

export interface JudgedFact {
  readonly fact: Fact
  /** The inline ignores that stand where it does. */
  readonly ignores: readonly Waiver[]
}

/** Who answers for a change, in as much as a waiver's approver must be somebody else. */
export interface JudgedPeople {
  /** Logins, in lower case. */
  readonly logins: readonly string[]
  /** As in `WaiverPeople`. */
  readonly isKnown: boolean
}

/** What a change is judged by. */
export interface JudgedBy {
  readonly rules: readonly Rule[]
  readonly settings: Settings
  /** What holds every change since settings cannot be read; none where they can. */
  readonly facts: readonly Fact[]
}

/**
 * Judges a change anew. Rules see the time at which it was judged before, so that whoever asks twice is told of rules
 * and settings, not of the clock; waivers act or have ended as of `nowMs`.
 */
export function judgeChange(change: JudgedChange, { rules, settings, facts }: JudgedBy, nowMs: number): Judgement {
  const { comparisons, authorship, tools, judgedAtMs } = change
  const [first = [], ...others] = comparisons
  const ignores = new Map(comparisons.flat().map((each) => [each.fact, each.ignores]))
  const inline = (fact: Fact) => (ignores.get(fact) ?? []).map((waiver): Candidate => ({ waiver, stands: true }))
  const waive = waiveBy(settings, inline, { nowMs, people: peopleOf(change, settings) })
  const context = { authorship, tools, timeMs: judgedAtMs }
  const all = [[...first.map(({ fact }) => fact), ...facts], ...others.map((each) => each.map(({ fact }) => fact))]
  return judgedOnce(all.map((each) => judge(each, rules, settings, waive, context)))
}

function peopleOf({ people: { logins, isKnown } }: JudgedChange, { machineUsers }: Settings) {
  return { directors: logins.map((identity) => ({ identity })), machineUsers, isKnown }
}
