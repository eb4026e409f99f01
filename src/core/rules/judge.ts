import type { Fact, GovernanceFact } from './fact.ts'
import type { Finding, FindingKind } from './finding.ts'
import { findingOf } from './finding-of.ts'
import { type Rule, SEVERITIES } from './rule.ts'
import { asksForMore, blockedTexts, demandTexts, jointDemand, NO_DEMAND, type RuleDemand } from './rule-demand.ts'
import type { Mode } from './scope-settings.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'
import { NO_CONTEXT, parameterValuesOf, type ReviewContext, type Subject, subjectOf } from './subject.ts'
import { subjectRemarks } from './subject-remarks.ts'
import { type TunedRule, tunedRule } from './tuned-rule.ts'
import type { WaivedFinding } from './waiver.ts'
import { waivedSentence } from './waiver-text.ts'
import type { Weighed } from './weigh-waivers.ts'

/** What the rules say about everything that was found out. */
export interface Judgement {
  /** Sorted by file, line, rule. */
  readonly findings: readonly Finding[]
  /** What waivers take from them, in the same order: it is shown, and asks for nothing. */
  readonly waived: readonly WaivedFinding[]
  /** `advisory` where settings make all of it hints. Where they make it hints but for some findings, those decide. */
  readonly mode: Mode
  /** Accountable humans that the findings together ask for; 1 where none asks for a second one. */
  readonly humansNeeded: number
  /** Teams of which somebody must approve, as rules and settings name them, each once; none where nothing is held. */
  readonly teamsNeeded: readonly string[]
  /** Groups of logins, lower case; of each, one must approve. None where nothing is held. */
  readonly reviewersNeeded: readonly (readonly string[])[]
  /** Ids of the rules whose findings no approval releases; none where nothing is held. */
  readonly blockedBy: readonly string[]
  /** One for each finding, waived or not, in the order of their places, then one for each fact that makes none. */
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
 * and what a rule fails on, is held: it gives a finding of its own. A waiver takes its one rule's finding of a fact, and
 * nothing else: the next rule that matched speaks, and what was told by the finding is told by itself.
 */
export function judge(
  facts: readonly Fact[],
  rules: readonly Rule[],
  settings: Settings,
  waive: Waive = NOTHING_WAIVED,
  context: ReviewContext = NO_CONTEXT,
): Judgement {
  const judging = { rules, settings, grows: facts.some(mayGrow), waive, context }
  const all = facts.flatMap((fact) => judgeFact(fact, judging)).sort(byPlace)
  const { mode, judged } = settled(all, settings)
  const explanations = judged.map(({ explanation }) => explanation)
  const { humans, teams, reviewers, blockedBy } = demandOfAll(judged, settings)
  return {
    findings: judged.flatMap(({ finding }) => (finding === undefined ? [] : [finding])),
    waived: judged.flatMap(({ waived }) => (waived === undefined ? [] : [waived])),
    mode,
    ...{ humansNeeded: humans, teamsNeeded: teams, reviewersNeeded: reviewers, blockedBy },
    explanations,
  }
}

/** Whom all of it asks for: what is held at all, whom the settings ask for besides. */
function demandOfAll(judged: readonly Judged[], { humans, teams, reviewers }: Settings): RuleDemand {
  const found = jointDemand(
    judged.map(({ demand = NO_DEMAND, explanation }) => ({ ...demand, humans: explanation.humans })),
  )
  if (found.humans < 2) return NO_DEMAND
  return jointDemand([{ humans, teams, reviewers: reviewers.length === 0 ? [] : [reviewers], blockedBy: [] }, found])
}

/** Under settings that make all of it hints, findings that settings enforce by name or place hold all the same, alone. */
function settled(
  all: readonly Judged[],
  { mode }: Settings,
): { readonly mode: Mode; readonly judged: readonly Judged[] } {
  if (mode === 'enforce' || !all.some(holdsByItself)) return { mode, judged: all }
  return { mode: 'enforce', judged: all.map(asEnforced) }
}

function asEnforced(judged: Judged): Judged {
  const { explanation, enforced = NO_DEMAND } = judged
  if (enforced.humans > 1)
    return { ...judged, demand: enforced, explanation: { ...explanation, humans: enforced.humans } }
  const steps = [...explanation.steps, 'Nothing but a hint: the settings are advisory, and do not enforce it.']
  return { ...judged, demand: NO_DEMAND, explanation: { ...explanation, humans: 1, steps } }
}

/** What waivers do about a finding of a fact. */
export type Waive = (finding: Finding, fact: Fact) => Weighed

const NOTHING_WAIVED: Waive = () => ({ waiver: undefined, notes: [] })

interface Judged {
  readonly finding?: Finding
  /** In place of a finding. */
  readonly waived?: WaivedFinding
  readonly explanation: Explanation
  /** Whom the matching rules ask for. */
  readonly demand?: RuleDemand
  /** What rules ask for that settings enforce by name or place. */
  readonly enforced?: RuleDemand
}

/** Anything that may add access: what is undecided or unreadable may. */
function mayGrow(fact: Fact): boolean {
  return fact.kind === 'granted' || fact.kind === 'undecided' || fact.kind === 'malformed'
}

interface Match extends TunedRule {
  readonly rule: Rule
}

/** What every fact is judged with. */
interface Judging {
  readonly rules: readonly Rule[]
  readonly settings: Settings
  readonly grows: boolean
  readonly waive: Waive
  readonly context: ReviewContext
}

function judgeFact(fact: Fact, judging: Judging): readonly Judged[] {
  const { rules, settings } = judging
  const subject = subjectOf(fact, settings, judging.context)
  const matches: Match[] = []
  const inactive: string[] = []
  const failed: string[] = []
  let isOff = false
  for (const rule of rules.filter((candidate) => isAsked(candidate, fact))) {
    const answer = rule.when.evaluate({ ...subject.input, parameters: parameterValuesOf(rule, settings) })
    const tuned = tunedRule(rule, settings, subject.place)
    isOff ||= tuned.isOff && answer === true
    if (typeof answer !== 'boolean' && tuned.acts) failed.push(`\`${rule.id}\`: ${answer.failure}`)
    else if (answer !== true) continue
    else if (!tuned.acts) inactive.push(rule.id)
    else matches.push({ rule, ...tuned })
  }
  const failures = failed.map((failure) => heldByHand(fact, 'rule-failed', `A rule could not be evaluated: ${failure}`))
  const extra = failures.flatMap((failure) => judgeHeld(failure, rules))
  const [best, ...others] = matches.sort(bySpecificity)
  if (best !== undefined) {
    const spokenAll = speak(fact, [best, ...others], { ...judging, inactive, subject })
    return [...spokenAll, ...untold(fact, spokenAll, judging), ...extra]
  }
  if (extra.length > 0) return extra
  if (isOff) return [silent(fact, inactive), ...untold(fact, [], judging)]
  return judgeHeld(heldByHand(fact, 'unjudged', `No rule judges ${fact.kind} changes of this kind`), rules)
}

/**
 * What is undecided in the same place is told by the fact as long as that is held and asks for all that it would ask
 * for; else it is judged by itself.
 */
function untold(fact: Fact, spokenAll: readonly Judged[], judging: Judging): readonly Judged[] {
  const told = ((fact.kind === 'granted' ? fact.told : undefined) ?? []).flatMap((each) => judgeFact(each, judging))
  const isHeld = spokenAll.some(({ explanation }) => explanation.humans > 1)
  const isWaived = spokenAll.some(({ waived }) => waived !== undefined)
  if (!isHeld || isWaived) return told
  // Under advisory settings the fact may be a hint, and what is undecided held by the name of its rule.
  const demandIn = ({ demand, enforced }: Judged) => (judging.settings.mode === 'enforce' ? demand : enforced)
  const asked = jointDemand(spokenAll.map((each) => demandIn(each) ?? NO_DEMAND))
  return told.filter((each) => asksForMore(demandIn(each) ?? NO_DEMAND, asked))
}

function holdsByItself({ enforced }: Judged): boolean {
  return enforced !== undefined && enforced.humans > 1
}

/** Whether a rule is asked about a fact at all, by the kind of its findings. */
export function isAsked({ kind }: Pick<Rule, 'kind'>, fact: Fact): boolean {
  return TAKES[fact.kind](fact).includes(kind)
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

/** Highest severity first, then specific before general, then by id. */
function bySpecificity(left: Match, right: Match): number {
  return (
    SEVERITIES.indexOf(right.severity) - SEVERITIES.indexOf(left.severity) ||
    Number(left.rule.general) - Number(right.rule.general) ||
    (left.rule.id < right.rule.id ? -1 : 1)
  )
}

interface Circumstances extends Judging {
  readonly inactive: readonly string[]
  readonly subject: Subject
}

/** The finding of the first of the rules that matched; where it is waived, that of the next one that was not named. */
function speak(fact: Fact, matches: readonly [Match, ...Match[]], circumstances: Circumstances): readonly Judged[] {
  const [best, ...others] = matches
  const judged = spoken(fact, best, matches, circumstances)
  const { waiver, notes } = circumstances.waive(judged.finding, fact)
  if (waiver === undefined) return [withNotes(judged, notes)]
  const { finding, explanation } = judged
  const steps = [...explanation.steps.slice(0, 1), waivedSentence(waiver)]
  const waived: Judged = { waived: { finding, waiver }, explanation: { ...explanation, humans: 1, steps } }
  const [next, ...rest] = others.filter((other) => isUnnamed(other, best, circumstances.settings))
  return next === undefined ? [waived] : [waived, ...speak(fact, [next, ...rest], circumstances)]
}

/**
 * A general rule takes what no other one names: it falls silent with the other one, unless it asks for more, holds what
 * the other one only tells, or is nobody's to waive.
 */
function isUnnamed(match: Match, waived: Match, settings: Settings): boolean {
  const { rule, mode } = match
  if (!rule.general || settings.rules.get(rule.id)?.waivers === false) return true
  const holdsAlone = (mode ?? settings.mode) === 'enforce' && (waived.mode ?? settings.mode) === 'advisory'
  return holdsAlone || asksForMore(demandOf([match]), demandOf([waived]))
}

/** Why waivers that are about a finding do not act is a part of what it says; its digest is the same. */
function withNotes({ finding, ...judged }: Spoken, notes: readonly string[]): Judged {
  return { ...judged, finding: { ...finding, message: [finding.message, ...notes].join('\n\n') } }
}

type Spoken = Judged & { readonly finding: Finding }

function spoken(fact: Fact, best: Match, matches: readonly Match[], circumstances: Circumstances): Spoken {
  const { inactive, settings, grows, subject } = circumstances
  const notice = isNotice(fact, settings, grows)
  const advisory = !notice && matches.every(({ mode }) => mode === 'advisory')
  // INVARIANT: a rule that matched keeps its demand for humans even where another one speaks.
  const demand = demandOf(notice ? [] : matches.filter(({ mode }) => mode !== 'advisory'))
  const enforced = demandOf(notice ? [] : matches.filter(({ mode }) => mode === 'enforce'))
  const { humans } = demand
  const severity = notice ? 'low' : best.severity
  const remarks = [...subjectRemarks(subject, advisory), ...blockedTexts(demand.blockedBy)]
  const finding = findingOf(fact, best.rule, { severity, remarks, advisory })
  const matched = matches.map(({ rule }) => rule.id)
  const hints = matches.flatMap(({ rule, mode }) => (mode === 'advisory' ? rule.id : []))
  const steps = [
    `\`${best.rule.id}\` speaks with severity ${finding.severity}.`,
    ...(matched.length > 1 ? [`Also matched: ${matched.slice(1).join(', ')}.`] : []),
    ...(inactive.length > 0 ? [`Would have matched and does not act: ${inactive.join(', ')}.`] : []),
    ...(hints.length > 0 ? [`Advisory here: ${hints.join(', ')}.`] : []),
    ...(notice ? [`\`authorship.hold: ${settings.hold}\` makes it a notice here.`] : []),
    ...(humans > 1 ? [] : ['It does not hold the merge.']),
    ...demandTexts(demand),
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
  return { finding, explanation, demand, enforced }
}

function demandOf(matches: readonly Match[]): RuleDemand {
  return jointDemand(
    matches.map(({ rule: { id }, humans, teams, reviewers, blocks }) => {
      return { humans, teams, reviewers, blockedBy: blocks ? [id] : [] }
    }),
  )
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
  const input = { ...subjectOf(fact, DEFAULT_SETTINGS, NO_CONTEXT).input, parameters: {} }
  const rule = rules.find((candidate) => candidate.fixed && candidate.when.evaluate(input) === true)
  if (rule === undefined) throw new Error(`no built-in rule holds a change that was left ${fact.what}: ${fact.detail}`)
  const finding = findingOf(fact, rule, { severity: rule.severity })
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
  const demand = { ...NO_DEMAND, humans, teams: rule.teams }
  return [{ finding, explanation, demand, enforced: demand }]
}

function byPlace(left: Judged, right: Judged): number {
  const [first, second] = [left, right].map(({ finding, waived }) => finding ?? waived?.finding)
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
