import { blockingText } from './blocking-text.ts'
import type { CountedApproval, Decision, DemandOutcome } from './decision.ts'
import type { AuthorStanding, GateInput } from './gate-input.ts'
import { releaseText } from './release-text.ts'

/** What was decided, for its explanation. */
interface Outcome {
  readonly state: Decision['state']
  readonly approvalsNeeded: number
  readonly counted: readonly CountedApproval[]
  readonly blockedBy: readonly string[]
  readonly objections: readonly string[]
  readonly author: AuthorStanding
  readonly dismissed: readonly DismissedOpinion[]
  readonly demands: readonly DemandOutcome[]
  readonly release: Decision['release']
}

/** Somebody's last review was dismissed. */
export interface DismissedOpinion {
  readonly login: string
  /** It had requested changes, or may have, and nobody who may lift that has dismissed it. */
  readonly stillObjects: boolean
  /** Whether GitHub told what the review had said. */
  readonly known: boolean
  /** Who dismissed it, where that is known. */
  readonly by: string | undefined
}

/** One sentence a step, in order: why this state. */
export function stepsOf(input: GateInput, outcome: Outcome): readonly string[] {
  const { findings, humansNeeded } = input.judgement
  const found = `The review made ${counted(findings.length, 'finding')}.`
  if (outcome.state === 'clear') return [found, 'None of them asks for a second human.']
  const { author, approvalsNeeded } = outcome
  return [
    found,
    `They ask for ${humansNeeded} accountable humans.`,
    author.counts
      ? `One of them is there: ${author.reason}.`
      : `The author is not counted as one of them, because ${author.reason}.`,
    `So ${counted(approvalsNeeded, 'approval')} by independent humans with write access ${approvalsNeeded === 1 ? 'is' : 'are'} needed, given after the check had shown this result.`,
    `Approvals that count: ${outcome.counted.length}${names(outcome.counted.map(({ login }) => login))}.`,
    ...outcome.demands.map(({ text }) => text),
    ...outcome.dismissed.map(dismissalText),
    ...outcome.blockedBy.map((rule) => `${blockingText([rule])} the merge whoever approves.`),
    ...outcome.objections.map((login) => `${login} requests changes, which holds the merge whoever approves.`),
    ...(input.conflict ? ['It conflicts with the base branch, which holds the merge whoever approves.'] : []),
    ...(outcome.release === undefined ? [] : [releaseText(outcome.release)]),
    VERDICTS[outcome.state],
  ]
}

/** For people: who can unblock, and how. */
export function nextStep(input: GateInput, outcome: Outcome): string {
  const { state, blockedBy, objections, approvalsNeeded, release } = outcome
  if (release !== undefined) return releaseText(release)
  if (state === 'clear' || state === 'countersigned') return 'Nothing more is needed.'
  if (blockedBy.length > 0) return blockedStep(blockedBy, input)
  const steps: string[] = []
  if (input.conflict)
    steps.push('Somebody has to resolve the conflict with the base branch; approvals count for what comes of it.')
  if (objections.length > 0) {
    steps.push(`${objections.join(', ')} must approve or withdraw the request for changes.`)
  }
  const missing = approvalsNeeded - outcome.counted.length
  if (missing > 0) {
    const who = missing === 1 ? 'One person has' : `${missing} different people have`
    steps.push(`${who} to approve who can write to this repository and did not write, push or ask for this change.`)
    steps.push(candidates(input))
  }
  const unmet = outcome.demands.filter(({ metBy }) => metBy.length === 0)
  steps.push(...unmet.slice(0, MAX_DEMANDS).map((demand) => demand.nextStep))
  if (unmet.length > MAX_DEMANDS)
    steps.push(`So do ${unmet.length - MAX_DEMANDS} more; the list of approvals names them.`)
  return steps.filter((step) => step !== '').join(' ')
}

/** Nobody is asked for what would release nothing. */
function blockedStep(blockedBy: readonly string[], { conflict, statements }: GateInput): string {
  const steps = [
    `No approval releases this change: ${blockingText(blockedBy)} it. Change it so that the finding is gone; where the settings let it be waived, a waiver at the base branch accepts it.`,
    ...(conflict ? ['Its conflict with the base branch has to be resolved, too.'] : []),
    ...(statements?.override === undefined
      ? []
      : [`In an emergency somebody in ${statements.override.team} may override it.`]),
  ]
  return steps.join(' ')
}

const VERDICTS = {
  countersigned: 'The change is countersigned.',
  'self-acknowledged': 'The merge is let through without a countersignature.',
  overridden: 'The merge is let through without a countersignature.',
  held: 'The merge is held.',
  advisory: 'The merge would be held; advisory mode only says so.',
} as const

function dismissalText({ login, stillObjects, known, by }: DismissedOpinion): string {
  if (!stillObjects) return `The last review of ${login} was dismissed, so it counts for nothing either way.`
  if (!known) return `The last review of ${login} was dismissed; what it had said is not known, so it holds.`
  const who = by === undefined ? 'somebody who is not known' : `${by}, who is not independent of this change`
  return `The objection of ${login} was dismissed by ${who}: that does not lift it.`
}

const MAX_CANDIDATES = 15
const MAX_DEMANDS = 5

function candidates({ eligible }: GateInput): string {
  if (eligible === undefined) return ''
  if (eligible.length === 0) return 'Nobody who can is known; ask an administrator of the repository.'
  const more = eligible.length - MAX_CANDIDATES
  return `They can: ${eligible.slice(0, MAX_CANDIDATES).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function names(logins: readonly string[]): string {
  return logins.length === 0 ? '' : ` (${logins.join(', ')})`
}
