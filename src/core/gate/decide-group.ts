import type { Finding } from '../rules/finding.ts'
import { demandBeyond, demandTexts, type RuleDemand } from '../rules/rule-demand.ts'
import { beyondCountersigned, type Found, type FoundInQueue } from './beyond-countersigned.ts'
import { type CheckConclusion, conclusionOf } from './conclusion.ts'
import type { Decision } from './decision.ts'

/** Whom the rules ask for about what was found, and whether that holds the merge. */
export interface Asking {
  readonly demand: RuleDemand
  readonly mode: 'enforce' | 'advisory'
}

/** A pull request that a merge queue would land with a group. */
export interface GroupPull {
  readonly number: number
  /** Why what the queue would land is not the pull request as it is now, in whole sentences. */
  readonly problems: readonly string[]
  /** What the gate says of it now; absent where the problems left nothing to decide. */
  readonly decision?: Decision
  /** What its own check shows. */
  readonly shown?: Found & Asking
  /** What it does where it would land; absent where it brings nothing of its own. */
  readonly inQueue?: FoundInQueue & Asking
}

export interface GroupInput {
  /** In the order in which they would land. */
  readonly pulls: readonly GroupPull[]
  /** What else is the matter with the group, in whole sentences. */
  readonly problems: readonly string[]
  /** As the settings at the group's base say of everything; what they enforce by name or place holds all the same. */
  readonly mode: 'enforce' | 'advisory'
}

/** The gate's answer about a group, explained. */
export interface GroupDecision {
  /** `released`: a pull request passes by something that is not to be called a countersignature. */
  readonly state: 'clear' | 'countersigned' | 'released' | 'held' | 'advisory'
  /** Whole sentences that say what holds it, the most telling first. */
  readonly reasons: readonly string[]
  /** What would land with a pull request and is beyond what was countersigned for it, by its number. */
  readonly beyond: ReadonlyMap<number, readonly Finding[]>
  /** For people: what to do. */
  readonly nextStep: string
}

/**
 * Decides whether a group may land: where every one of its pull requests may be merged by itself, as it is now, and
 * what each of them does where it would land lies within what was countersigned for it, and asks for nobody else.
 * Whatever the group as a whole allows and its base does not, one of these steps allows first. Total and pure.
 */
export function decideGroup({ pulls, problems, mode }: GroupInput): GroupDecision {
  const beyond = new Map(pulls.map((pull) => [pull.number, beyondOf(pull)]))
  const known = pulls.length + problems.length > 0
  const reasons: readonly Reason[] = [
    ...(known ? problems : ['No pull request was found in the group.']).map(unenforced),
    ...pulls.flatMap((pull) => reasonsOf(pull, beyond.get(pull.number) ?? [])),
  ]
  if (reasons.length > 0) {
    const isHeld = mode === 'enforce' || reasons.some(({ isEnforced }) => isEnforced)
    const said = { reasons: reasons.map(({ text }) => text), beyond, nextStep: nextStep(pulls, beyond) }
    return { state: isHeld ? 'held' : 'advisory', ...said }
  }
  return { state: passing(pulls), reasons: [], beyond, nextStep: 'Nothing more is needed.' }
}

/** Why a group is not to land. */
interface Reason {
  /** One or more whole sentences. */
  readonly text: string
  /** Whether it holds under settings that are advisory by and large. */
  readonly isEnforced: boolean
}

function unenforced(text: string): Reason {
  return { text, isEnforced: false }
}

function passing(pulls: readonly GroupPull[]): 'clear' | 'countersigned' | 'released' {
  const states = new Set(pulls.map(({ decision }) => decision?.state))
  states.delete('clear')
  if (states.size === 0) return 'clear'
  states.delete('countersigned')
  return states.size === 0 ? 'countersigned' : 'released'
}

/** What the check run of a group concludes with. */
export function groupConclusion({ state }: GroupDecision): CheckConclusion {
  switch (state) {
    case 'clear':
    case 'countersigned':
    case 'released':
      return 'success'
    case 'held':
      return 'action_required'
    case 'advisory':
      return 'neutral'
  }
}

function mayMerge({ decision }: GroupPull): boolean {
  return conclusionOf(decision) === 'success'
}

function beyondOf(pull: GroupPull): readonly Finding[] {
  if (pull.inQueue === undefined) return []
  // What asks for nobody was shown to nobody who answered for it.
  const isAnswered = mayMerge(pull) && pull.decision?.state !== 'clear'
  return beyondCountersigned(pull.inQueue, isAnswered ? pull.shown : undefined)
}

function reasonsOf(pull: GroupPull, beyond: readonly Finding[]): readonly Reason[] {
  const { number, problems, decision, inQueue } = pull
  // A pull request is held by itself only where settings enforce it, be it by the name of a rule or by a place.
  const isHeld = decision?.state === 'held'
  if (problems.length > 0) return problems.map((text) => ({ text, isEnforced: isHeld }))
  if (!mayMerge(pull)) {
    return [{ text: `#${number} may not be merged by itself. ${decision?.nextStep ?? ''}`.trim(), isEnforced: isHeld }]
  }
  const isEnforced = inQueue?.mode === 'enforce'
  if (beyond.length > 0) {
    const count = `${beyond.length} ${beyond.length === 1 ? 'finding' : 'findings'}`
    return [{ text: `#${number} does more where it would land than was countersigned for it: ${count}.`, isEnforced }]
  }
  const asked = askedBeyond(pull)
  if (asked.length === 0) return []
  return [
    { text: `#${number} asks for more where it would land than its own check does. ${asked.join(' ')}`, isEnforced },
  ]
}

/** What is asked for where a pull request would land, and was not where it was shown: settings before it may be new. */
function askedBeyond({ shown, inQueue }: GroupPull): readonly string[] {
  if (shown === undefined || inQueue === undefined || inQueue.mode === 'advisory') return []
  return demandTexts(demandBeyond(inQueue.demand, shown.demand))
}

function nextStep(pulls: readonly GroupPull[], beyond: GroupDecision['beyond']): string {
  const isBeyond = (pull: GroupPull) => (beyond.get(pull.number) ?? []).length + askedBeyond(pull).length > 0
  const combined = pulls.filter((pull) => mayMerge(pull) && isBeyond(pull))
  const named = combined.map(({ number }) => `#${number}`).join(', ')
  if (named === '') return 'Take it out of the queue, see to what is said here, and queue it again.'
  return `Take ${named} out of the queue and let what is before it land. Then bring its branch up to date: its own check shows what it does there, somebody can countersign that, and it can be queued again.`
}
