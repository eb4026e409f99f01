import { nextReminder, type Waiting } from '../core/gate/reminders.ts'
import type { ReminderSettings } from '../core/rules/settings.ts'
import type { HeldPull, HeldPulls } from '../ports/held-pulls.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'
import type { DecidedPull } from './decide-pull.ts'
import { mayRelease, type ShownPull } from './request-reviews.ts'

/**
 * Notes that a pull request waits for somebody, or that it no longer does, once its check says so. A draft waits for
 * nobody, nor does what no approval releases. What was sent, and since when it is held, stays as it is while the check shows the same.
 */
export async function noteHeld(
  key: PullRequestKey,
  { pull, decided, digest }: ShownPull,
  reminders: ReminderSettings | undefined,
  publishedAt: string,
  heldPulls: HeldPulls,
): Promise<void> {
  if (!mayRelease(decided.decision) || pull.draft || reminders === undefined) {
    await heldPulls.release(key)
    return
  }
  const known = await heldPulls.of(key)
  const { heldSince, sent } = known?.digest === digest ? known : { heldSince: publishedAt, sent: [] }
  const next = nextReminder(reminders, waitingOf({ heldSince, sent }, decided))
  await heldPulls.set({ key, digest, heldSince, sent, dueAt: next?.at })
}

/** For how long a held pull request has waited, by its reviews. */
export function waitingOf(
  { heldSince, sent }: Pick<HeldPull, 'heldSince' | 'sent'>,
  { decision, reviews, writers, members, excluded }: DecidedPull,
): Waiting {
  const able = new Set([...writers, ...members].map(({ login }) => login.toLowerCase()))
  const answers = reviews.filter(({ author, state }) => {
    const login = author?.login.toLowerCase()
    return login !== undefined && state !== 'PENDING' && able.has(login) && !excluded.has(login)
  })
  const answeredAt = answers.map(({ submittedAt }) => submittedAt)
  return { heldSince, sent, answeredAt, isObjectedTo: decision.objections.length > 0 }
}
