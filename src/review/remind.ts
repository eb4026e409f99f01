import {
  dueReminder,
  nextReminder,
  type ReminderContent,
  type ReminderStage,
  reminderMarker,
  reminderText,
} from '../core/gate/reminders.ts'
import type { Clock } from '../ports/clock.ts'
import type { Comments } from '../ports/comments.ts'
import { Fault } from '../ports/fault.ts'
import type { HeldPull, HeldPulls } from '../ports/held-pulls.ts'
import type { PullRequest, PullRequestKey } from '../ports/pull-requests.ts'
import { type DecidedPull, decidePull } from './decide-pull.ts'
import { type ExamineDependencies, reviewPull } from './examine.ts'
import { waitingOf } from './note-held.ts'
import { mayRelease } from './request-reviews.ts'
import type { Review } from './review.ts'

export interface RemindDependencies extends ExamineDependencies {
  readonly heldPulls: HeldPulls
  readonly comments: Pick<Comments, 'add' | 'own'>
  /** GitHub's: what is held was dated by it. */
  readonly githubClock: Clock
}

/**
 * Looks at a held pull request whose time has come, and reminds people where that is still called for: by the pull
 * request, its reviews and the settings as they are now. Returns what was said. Throws `Fault`.
 */
export async function remind(held: HeldPull, dependencies: RemindDependencies): Promise<ReminderStage | undefined> {
  const { heldPulls, githubClock } = dependencies
  const looked = await look(held.key, dependencies)
  if (looked === undefined) {
    await heldPulls.release(held.key)
    return undefined
  }
  const { reviewed, decided, settings } = looked
  const nowMs = githubClock.now()
  // What is held now is something else: its own examination notes it.
  if (reviewed.digest !== held.digest) {
    await heldPulls.set({ ...held, dueAt: new Date(nowMs + LOOK_AGAIN_MS).toISOString() })
    return undefined
  }
  const waiting = waitingOf(held, decided)
  const stage = dueReminder(settings, waiting, nowMs)
  if (stage !== undefined) await speak(held, stage, looked, nowMs, dependencies)
  const sent = stage === undefined ? held.sent : [...held.sent, stage]
  await heldPulls.set({ ...held, sent, dueAt: nextReminder(settings, { ...waiting, sent })?.at })
  return stage
}

const LOOK_AGAIN_MS = 3_600_000

interface Looked {
  readonly pull: PullRequest
  readonly reviewed: Review
  readonly decided: DecidedPull
  readonly settings: NonNullable<Review['settings']['settings']['reminders']>
}

/** Undefined where it waits for nobody any more, or its settings ask for no reminders now. */
async function look(key: PullRequestKey, dependencies: RemindDependencies): Promise<Looked | undefined> {
  const pull = await openPull(key, dependencies)
  if (pull === undefined) return undefined
  const { reviewed, timeline } = await reviewPull(key, pull, dependencies)
  const settings = reviewed.settings.settings.reminders
  if (settings === undefined) return undefined
  const decided = await decidePull(key, pull, reviewed, timeline, dependencies)
  return mayRelease(decided.decision) ? { pull, reviewed, decided, settings } : undefined
}

async function openPull(key: PullRequestKey, { pullRequests }: RemindDependencies): Promise<PullRequest | undefined> {
  try {
    const pull = await pullRequests.get(key)
    return pull.state === 'open' && !pull.draft ? pull : undefined
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

/** Whoever sends comments may be interrupted before that is noted: what is there already is not said again. */
async function speak(
  { key, digest, heldSince }: HeldPull,
  stage: ReminderStage,
  { pull, decided, settings }: Looked,
  nowMs: number,
  { comments }: RemindDependencies,
): Promise<void> {
  const marker = reminderMarker({ stage, digest })
  if ((await comments.own(key)).some(({ body }) => body.startsWith(marker))) return
  const content: ReminderContent = {
    stage,
    digest,
    waitedMs: nowMs - Date.parse(heldSince),
    logins: whomToMention(pull, decided),
    teams: settings.escalation?.teams ?? [],
    owner: key.owner,
    nextStep: decided.decision.nextStep,
  }
  await comments.add(key, reminderText(content))
}

/** Who was asked for a review and could countersign; where nobody was, all who could: for what is missing in particular first. */
function whomToMention(
  { requestedReviewers = [] }: PullRequest,
  { decision, writers, members, excluded }: DecidedPull,
): readonly string[] {
  const counted = new Set(decision.counted.map(({ login }) => login.toLowerCase()))
  const people = [...writers, ...members].filter(({ login, type }) => {
    const key = login.toLowerCase()
    return type === 'User' && !excluded.has(key) && !counted.has(key)
  })
  const able = new Map(people.map(({ login }) => [login.toLowerCase(), login]))
  const demanded = decision.demands.flatMap(({ metBy, candidates }) => (metBy.length === 0 ? candidates : []))
  const wanted = requestedReviewers.filter((login) => able.has(login.toLowerCase()))
  const named = (logins: readonly string[]) => logins.flatMap((login) => able.get(login.toLowerCase()) ?? [])
  return [...new Set(wanted.length > 0 ? named(wanted) : [...named(demanded), ...able.values()])]
}
