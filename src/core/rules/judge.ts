import { changeOf } from './change.ts'
import type { Fact, GovernanceFact } from './fact.ts'
import type { Finding, FindingKind } from './finding.ts'
import { findingOf } from './finding-of.ts'
import { type Rule, SEVERITIES } from './rule.ts'
import type { Settings } from './settings.ts'
import { type TunedRule, tunedRule } from './tuned-rule.ts'

/** What the rules say about everything that was found out. */
export interface Judgement {
  /** Sorted by file, line, rule. */
  readonly findings: readonly Finding[]
  /** Accountable humans that the findings together ask for; 1 where none asks for a second one. */
  readonly humansNeeded: number
  /** Teams of which somebody must approve, as rules and settings name them, each once; none where nothing is held. */
  readonly teamsNeeded: readonly string[]
  /** One for each fact, in the findings' order where there is a finding; silent facts stand last. */
  readonly explanations: readonly Explanation[]
}

/** How the rules came to their answer about one fact. */
export interface Explanation {
  readonly fact: Fact['kind']
  readonly address: string
  /** The finding's digest; absent where the fact makes no finding because settings say so. */
  readonly digest?: string
  /** The rule that speaks. */
  readonly rule?: string
  /** Accountable humans that this finding asks for; 1 is a notice. */
  readonly humans: number
  /** Every rule that matched, the one that speaks first. */
  readonly matched: readonly string[]
  /** Rules that would have matched and do not act: turned off, in preview, or removed. */
  readonly inactive: readonly string[]
  /** One sentence a step. */
  readonly steps: readonly string[]
}

/**
 * Judges each fact by the rules: one fact gives one finding, by the matching rule of the highest severity, a specific
 * one before a general one. A fact is silent only where every rule that takes it was turned off. What no rule takes,
 * and what a rule fails on, is held: it gives a finding of its own.
 */
export function judge(facts: readonly Fact[], rules: readonly Rule[], settings: Settings): Judgement {
  const grows = facts.some(mayGrow)
  const judged = facts.flatMap((fact) => judgeFact(fact, rules, settings, grows)).sort(byPlace)
  const explanations = judged.map(({ explanation }) => explanation)
  const needed = Math.max(1, ...explanations.map((explanation) => explanation.humans))
  const teams = [...settings.teams, ...judged.flatMap((each) => each.teams ?? [])]
  return {
    findings: judged.flatMap(({ finding }) => (finding === undefined ? [] : [finding])),
    humansNeeded: needed > 1 ? Math.max(needed, settings.humans) : 1,
    teamsNeeded: needed > 1 ? [...new Set(teams)] : [],
    explanations,
  }
}

interface Judged {
  readonly finding?: Finding
  readonly explanation: Explanation
  /** Teams that the matching rules ask for. */
  readonly teams?: readonly string[]
}

/** Anything that may add access: what is undecided or unreadable may. */
function mayGrow(fact: Fact): boolean {
  return fact.kind === 'granted' || fact.kind === 'undecided' || fact.kind === 'malformed'
}

interface Match extends TunedRule {
  readonly rule: Rule
}

function judgeFact(fact: Fact, rules: readonly Rule[], settings: Settings, grows: boolean): readonly Judged[] {
  const change = changeOf(fact)
  const matches: Match[] = []
  const inactive: string[] = []
  const failed: string[] = []
  for (const rule of rules.filter((candidate) => TAKES[fact.kind](fact).includes(candidate.kind))) {
    const answer = rule.when.evaluate(change)
    const tuned = tunedRule(rule, settings)
    if (typeof answer !== 'boolean' && tuned.acts) failed.push(`\`${rule.id}\`: ${answer.failure}`)
    else if (answer !== true) continue
    else if (!tuned.acts) inactive.push(rule.id)
    else matches.push({ rule, ...tuned })
  }
  const failures = failed.map((failure) => heldByHand(fact, 'rule-failed', `A rule could not be evaluated: ${failure}`))
  const extra = failures.flatMap((failure) => judgeHeld(failure, rules))
  const [best] = matches.sort(bySpecificity)
  if (best !== undefined) return [spoken(fact, best, { matches, inactive, settings, grows }), ...extra]
  if (extra.length > 0) return extra
  if (inactive.some((id) => settings.rules.get(id)?.enabled === false)) return [silent(fact, inactive)]
  return judgeHeld(heldByHand(fact, 'unjudged', `No rule judges ${fact.kind} changes of this kind`), rules)
}

/** Which kinds of rules are asked about a fact. */
const TAKES: Readonly<Record<Fact['kind'], (fact: Fact) => readonly FindingKind[]>> = {
  granted: (fact) => [
    fact.kind === 'granted' && fact.regions[0].origin === 'allowed' ? 'broadened' : 'guardrail-removed',
  ],
  undecided: () => ['undecided'],
  malformed: () => ['undecided', 'governance'],
  governance: () => ['governance', 'authorship'],
  authorship: () => ['authorship'],
  commits: () => ['authorship'],
}

/** Highest severity first, then the rule that asks for more humans, then specific before general, then by id. */
function bySpecificity(left: Match, right: Match): number {
  return (
    SEVERITIES.indexOf(right.severity) - SEVERITIES.indexOf(left.severity) ||
    Number(left.rule.general) - Number(right.rule.general) ||
    (left.rule.id < right.rule.id ? -1 : 1)
  )
}

interface Circumstances {
  readonly matches: readonly Match[]
  readonly inactive: readonly string[]
  readonly settings: Settings
  readonly grows: boolean
}

function spoken(fact: Fact, best: Match, { matches, inactive, settings, grows }: Circumstances): Judged {
  const notice = isNotice(fact, settings, grows)
  // INVARIANT: a rule that matched keeps its demand for humans even where another one speaks.
  const humans = notice ? 1 : Math.max(...matches.map((match) => match.humans))
  const teams = notice ? [] : [...new Set(matches.flatMap((match) => match.teams))]
  const finding = findingOf(fact, best.rule, notice ? 'low' : best.severity)
  const matched = matches.map(({ rule }) => rule.id)
  const steps = [
    `\`${best.rule.id}\` speaks with severity ${finding.severity}.`,
    ...(matched.length > 1 ? [`Also matched: ${matched.slice(1).join(', ')}.`] : []),
    ...(inactive.length > 0 ? [`Would have matched and does not act: ${inactive.join(', ')}.`] : []),
    ...(notice ? [`\`authorship.hold: ${settings.hold}\` makes it a notice here.`] : []),
    humans > 1 ? `It asks for ${humans} accountable humans.` : 'It does not hold the merge.',
    ...teams.map((team) => `It asks for an approval of ${team}.`),
  ]
  const explanation = {
    fact: fact.kind,
    address: fact.address,
    digest: finding.digest,
    rule: best.rule.id,
    humans,
    matched,
    inactive,
    steps,
  }
  return { finding, explanation, teams }
}

/** AI-authored changes outside of what `authorship.hold` names are told, not held. */
function isNotice(fact: Fact, settings: Settings, grows: boolean): boolean {
  if (fact.kind !== 'authorship') return false
  switch (settings.hold) {
    case 'any':
      return false
    case 'governed':
      return fact.governed === false
    case 'broadening':
      return fact.governed === false || !grows
  }
}

function silent(fact: Fact, inactive: readonly string[]): Judged {
  const steps = [`No rule that is on takes it; off, in preview or removed: ${inactive.join(', ')}.`]
  return { explanation: { fact: fact.kind, address: fact.address, humans: 1, matched: [], inactive, steps } }
}

/** A fact of our own: this place must be judged by people. */
function heldByHand(fact: Fact, what: GovernanceFact['what'], detail: string): GovernanceFact {
  return { kind: 'governance', location: fact.location, address: fact.address, what, detail: `${detail}.` }
}

/** Judged by the built-in rule for it; without that rule there is nobody to hold the change, which is our own error. */
function judgeHeld(fact: GovernanceFact, rules: readonly Rule[]): readonly Judged[] {
  const change = changeOf(fact)
  const rule = rules.find((candidate) => candidate.fixed && candidate.when.evaluate(change) === true)
  if (rule === undefined) throw new Error(`no built-in rule holds a change that was left ${fact.what}: ${fact.detail}`)
  const finding = findingOf(fact, rule, rule.severity)
  const steps = [`${fact.detail} It is held for people to judge.`]
  const humans = Math.max(2, rule.humans)
  const explanation = {
    fact: fact.kind,
    address: fact.address,
    digest: finding.digest,
    rule: rule.id,
    humans,
    matched: [rule.id],
    inactive: [],
    steps,
  }
  return [{ finding, explanation, teams: rule.teams }]
}

function byPlace(left: Judged, right: Judged): number {
  const [first, second] = [left.finding, right.finding]
  if (first === undefined || second === undefined) return Number(first === undefined) - Number(second === undefined)
  return (
    compare(first.file, second.file) ||
    first.startLine - second.startLine ||
    compare(first.rule, second.rule) ||
    compare(first.digest, second.digest)
  )
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
