import { Worker } from 'node:worker_threads'
import type { MergedChange, Outcome } from '../core/backtest/replayed.ts'
import { failedVerdict } from '../core/backtest/verdict-of.ts'
import type { RuleFiles } from './replay-rules.ts'

/** What a thread is started with: rules as text, since compiled ones cannot be sent. */
export interface ReplayWorkerData {
  readonly repository: string
  readonly rules: RuleFiles
  readonly against?: RuleFiles
  /** The file of an organisation's settings. */
  readonly floor?: string
}

export type ReplayWorkerTask = Pick<MergedChange, 'sha' | 'base' | 'committedAtMs'>

export interface ReplayThreadLimits {
  /** Of one change. */
  readonly answerMs: number
  readonly heapMegabytes: number
}

/** Far more than any review takes; what hangs must not hang the others. */
const DEFAULT_REPLAY_LIMITS: ReplayThreadLimits = { answerMs: 10 * 60_000, heapMegabytes: 4_096 }

/** Replays changes in threads of their own: a new one after each that died or took too long. */
export interface ReplayThread {
  /** Never throws: a change that ends the thread has failed, and no other one has. */
  replay(change: MergedChange): Promise<Outcome>
  end(): Promise<void>
}

export function replayThread(data: ReplayWorkerData, limits: ReplayThreadLimits = DEFAULT_REPLAY_LIMITS): ReplayThread {
  let worker: Worker | undefined
  const end = async () => {
    await worker?.terminate()
    worker = undefined
  }
  return {
    async replay({ sha, base, committedAtMs }) {
      const startedAt = performance.now()
      worker ??= startWorker(data, limits)
      const task: ReplayWorkerTask = { sha, base, committedAtMs }
      const answer = await answerOf(worker, task, limits.answerMs)
      if (answer.kind === 'outcome') return answer.outcome
      await end()
      const verdict = failedVerdict(answer.reason)
      const elapsedMs = Math.round(performance.now() - startedAt)
      return { sha, elapsedMs, verdict, ...(data.against === undefined ? {} : { against: verdict }) }
    },
    end,
  }
}

function startWorker(data: ReplayWorkerData, { heapMegabytes }: ReplayThreadLimits): Worker {
  // The sources run as they are; the published package carries compiled JavaScript.
  const source = import.meta.url.endsWith('.ts')
    ? new URL('./replay-worker.ts', import.meta.url)
    : new URL('./replay-worker.js', import.meta.url)
  return new Worker(source, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } })
}

type Answer =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'lost'; readonly reason: string }

function answerOf(worker: Worker, task: ReplayWorkerTask, answerMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(late)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      resolve(answer)
    }
    const lost = (reason: string) => settle({ kind: 'lost', reason })
    const onMessage = (outcome: Outcome) => settle({ kind: 'outcome', outcome })
    const onError = (error: unknown) => lost(`the examination died: ${error instanceof Error ? error.message : error}`)
    const onExit = (code: number) => lost(`the examination ended early with code ${code}`)
    const late = setTimeout(() => lost(`the examination took more than ${answerMs / 1_000} seconds`), answerMs)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(task)
  })
}
