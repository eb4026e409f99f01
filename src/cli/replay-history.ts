import { isHeld, type MergedChange, type Outcome } from '../core/backtest/replayed.ts'
import { withProgress } from './progress.ts'
import { type ReplayWorkerData, replayThread } from './replay-thread.ts'

export interface ReplayHistory extends ReplayWorkerData {
  readonly changes: readonly MergedChange[]
  /** What an earlier run has found, by commit: those changes are not replayed again. */
  readonly known: ReadonlyMap<string, Outcome>
  /** How many changes are examined at a time. */
  readonly jobs: number
  /** Is told of each outcome as it comes. */
  readonly found: (outcome: Outcome) => void
}

/** Replays every change that is not known yet, several at a time, and shows on a terminal how far that is. */
export async function replayHistory(history: ReplayHistory): Promise<ReadonlyMap<string, Outcome>> {
  const { changes, known, jobs, found, ...data } = history
  const outcomes = new Map<string, Outcome>()
  const open: MergedChange[] = []
  for (const change of changes) {
    const outcome = known.get(change.sha)
    if (outcome === undefined) open.push(change)
    else outcomes.set(change.sha, outcome)
  }
  // Neighbours in history read nearly the same files: the threads go along it side by side.
  const queue = open.values()
  const work = async () => {
    const thread = replayThread(data)
    try {
      for (const change of queue) {
        const outcome = await thread.replay(change)
        outcomes.set(change.sha, outcome)
        found(outcome)
      }
    } finally {
      await thread.end()
    }
  }
  const startedAt = performance.now()
  const resumed = outcomes.size
  const bar = () =>
    progressBar({ done: outcomes.size, resumed, all: changes.length, held: heldOf(outcomes), startedAt })
  const threads = Array.from({ length: Math.min(jobs, open.length) }, work)
  await withProgress(bar, Promise.all(threads))
  return outcomes
}

function heldOf(outcomes: ReadonlyMap<string, Outcome>): number {
  return [...outcomes.values()].filter(({ verdict }) => isHeld(verdict)).length
}

const BAR_WIDTH = 30

interface Progress {
  readonly done: number
  /** Done by an earlier run. */
  readonly resumed: number
  readonly all: number
  readonly held: number
  readonly startedAt: number
}

/** `█████░░░░░ 50 of 100 changes, 12 held, about 3 min left`. */
function progressBar({ done, resumed, all, held, startedAt }: Progress): string {
  const full = Math.floor((BAR_WIDTH * done) / Math.max(1, all))
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`
  const fresh = done - resumed
  const leftMs = fresh === 0 ? undefined : ((performance.now() - startedAt) / fresh) * (all - done)
  const left = leftMs === undefined ? '' : `, about ${shownTime(leftMs)} left`
  return `${bar} ${done} of ${all} changes, ${held} held${left}`
}

function shownTime(timeMs: number): string {
  const seconds = Math.ceil(timeMs / 1_000)
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
