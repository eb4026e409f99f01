import type { Logger } from 'pino'
import type { Clock } from '../ports/clock.ts'
import { Fault } from '../ports/fault.ts'
import type { HeldPull, HeldPulls } from '../ports/held-pulls.ts'
import type { PeriodicTask } from '../ports/jobs.ts'

export interface RemindersDependencies {
  readonly heldPulls: Pick<HeldPulls, 'due' | 'set'>
  /** Reminds people of one where that is still called for, and notes it. Returns what was said. */
  readonly remind: (held: HeldPull) => Promise<string | undefined>
  /** GitHub's: what is held was dated by it. */
  readonly clock: Clock
  readonly log: Logger
}

/** Looks at the held pull requests whose time has come. Those whose time has not cost no request. */
export function remindWhenDue(dependencies: RemindersDependencies, everySeconds: number = EVERY_SECONDS): PeriodicTask {
  const { heldPulls, clock } = dependencies
  return {
    name: 'reminders',
    everySeconds,
    async run(signal) {
      for (const held of await heldPulls.due(clock.now())) {
        signal.throwIfAborted()
        await remindOfOne(held, dependencies)
      }
    },
  }
}

const EVERY_SECONDS = 300
/** Where GitHub refuses, asking again soon would change nothing. */
const AFTER_REFUSAL_MS = 24 * 3_600_000

async function remindOfOne(held: HeldPull, { heldPulls, remind, clock, log }: RemindersDependencies): Promise<void> {
  const { owner, repo, number } = held.key
  const pull = `${owner}/${repo}#${number}`
  try {
    const said = await remind(held)
    if (said !== undefined) log.info({ pull, stage: said }, 'people were reminded of a held pull request')
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    log.warn({ err: error, pull }, 'nobody could be reminded of a held pull request')
    if (error.retryable) return
    await heldPulls.set({ ...held, dueAt: new Date(clock.now() + AFTER_REFUSAL_MS).toISOString() })
  }
}
