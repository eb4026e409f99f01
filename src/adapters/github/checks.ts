import { LRUCache } from 'lru-cache'
import type { CheckConclusion, Checks, CheckTarget } from '../../ports/checks.ts'
import { Fault } from '../../ports/fault.ts'
import type { ClientFor } from './answer.ts'
import { type AnnotationBody, type FittedOutput, fitOutput } from './check-output.ts'
import { type CheckRun, type CheckRuns, checkRuns, type Verdict } from './check-runs.ts'
import type { Timers } from './retry.ts'

/** GitHub takes no more annotations in one request; the next request's are added to them. */
const BATCH = 50
const MAX_BATCH_BYTES = 1024 * 1024
const MAX_TRIES = 3
const RETRY_WAIT_MS = 500
const MAX_REMEMBERED_RUNS = 1_000

/**
 * Check runs as GitHub's REST interface gives them. A write whose answer is lost may or may not have been made, so
 * nothing is sent twice blindly: the run is read back first, and only what it lacks is sent. `detailsUrl` is where the
 * link *Details* leads; to the app's homepage where it is absent.
 */
export function githubChecks(clientFor: ClientFor, appId: number, timers: Timers, detailsUrl?: string): Checks {
  /** Runs that this process opened and that bear nothing yet: they need not be read before the verdict. */
  const blank = new LRUCache<number, true>({ max: MAX_REMEMBERED_RUNS })
  const runsOf = async (key: CheckTarget) => checkRuns(await clientFor(key.installationId), key, appId, detailsUrl)
  return {
    async start(key, headSha, known = 'unknown', keepsVerdict = false) {
      if (typeof known === 'object') {
        blank.set(known.announcedRun, true)
        return known.announcedRun
      }
      const runs = await runsOf(key)
      let looksFirst = known !== 'none' || keepsVerdict
      const run = await surely(timers, async () => {
        const latest = looksFirst ? await runs.latestOn(headSha) : undefined
        // The answer to what was sent may have been lost.
        looksFirst = true
        return latest !== undefined && (latest.status !== 'completed' || keepsVerdict) ? latest : runs.open(headSha)
      })
      if (run.status !== 'completed' && run.annotationsCount === 0) blank.set(run.id, true)
      return run.id
    },
    async announce(key, headSha) {
      const { id } = await (await runsOf(key)).open(headSha, true)
      blank.set(id, true)
      return id
    },
    async conclude(key, checkRunId, conclusion, output) {
      const runs = await runsOf(key)
      const fitted = fitOutput(output)
      const isBlank = blank.delete(checkRunId)
      return concludeRun(runs, checkRunId, isBlank, conclusion, fitted, timers)
    },
    async remark(key, checkRunId, output) {
      const runs = await runsOf(key)
      const { title, summary, text } = fitOutput(output)
      await surely(timers, () => runs.amend(checkRunId, { title, summary, ...(text === undefined ? {} : { text }) }))
    },
    async preview(key, headSha, conclusion, output) {
      const runs = await runsOf(key)
      const fitted = fitOutput(output)
      const verdict = { ...verdictOf(conclusion, fitted), actions: [] }
      const firstBatch = batchFrom(fitted, 0)
      const run = await runs.openPreview(headSha, verdict, firstBatch)
      await appendAll(runs, run.id, verdict, fitted, firstBatch.length, timers)
      return run.answeredAt
    },
  }
}

function verdictOf(conclusion: CheckConclusion, { title, summary, text, actions }: FittedOutput): Verdict {
  return { conclusion, title, summary, ...(text === undefined ? {} : { text }), actions }
}

/** Repeats what looks before it writes, for as long as GitHub is merely unavailable. */
async function surely<T>(timers: Timers, operation: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await operation()
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'unavailable' || tries >= MAX_TRIES) throw error
      await timers.sleep(RETRY_WAIT_MS * tries)
    }
  }
}

async function concludeRun(
  runs: CheckRuns,
  checkRunId: number,
  isBlank: boolean,
  conclusion: CheckConclusion,
  output: FittedOutput,
  timers: Timers,
): Promise<string> {
  const verdict = verdictOf(conclusion, output)
  const firstBatch = batchFrom(output, 0)
  let lookFirst = !isBlank
  const { run, sent } = await surely(timers, async () => {
    const known = lookFirst ? await runs.read(checkRunId) : undefined
    lookFirst = true
    if (known !== undefined && bears(known, verdict)) return { run: known, sent: known.annotationsCount }
    const blank = known === undefined || (known.status !== 'completed' && known.annotationsCount === 0)
    const written = blank
      ? await runs.conclude(checkRunId, verdict, firstBatch)
      : await runs.openConcluded(known.headSha, verdict, firstBatch)
    return { run: written, sent: firstBatch.length }
  })
  await appendAll(runs, run.id, verdict, output, sent, timers)
  return run.answeredAt
}

async function appendAll(
  runs: CheckRuns,
  id: number,
  verdict: Verdict,
  output: FittedOutput,
  sent: number,
  timers: Timers,
): Promise<void> {
  for (let from = sent; from < output.annotations.length; ) {
    from = await appendBatch(runs, id, verdict, output, from, timers)
  }
}

/** Whether the run says just this already: an earlier try came through. */
function bears(run: CheckRun, verdict: Verdict): boolean {
  const same = run.conclusion === verdict.conclusion && run.title === verdict.title && run.summary === verdict.summary
  return run.status === 'completed' && same
}

/**
 * Sends the batch that begins at annotation number `sent`; returns where the next one begins. Annotations go out in
 * one order only, so that after a lost answer their number alone tells which ones GitHub has.
 */
async function appendBatch(
  runs: CheckRuns,
  id: number,
  verdict: Verdict,
  output: FittedOutput,
  sent: number,
  timers: Timers,
): Promise<number> {
  let lookFirst = false
  return surely(timers, async () => {
    const from = lookFirst ? Math.max(sent, (await runs.read(id)).annotationsCount) : sent
    lookFirst = true
    const batch = batchFrom(output, from)
    if (batch.length > 0) await runs.append(id, verdict, batch)
    return from + batch.length
  })
}

/** Fifty annotations at most, fewer where they are long: GitHub's gateway gives up on requests of many megabytes. */
function batchFrom({ annotations }: FittedOutput, from: number): readonly AnnotationBody[] {
  const batch: AnnotationBody[] = []
  let bytes = 0
  for (const annotation of annotations.slice(from, from + BATCH)) {
    bytes += Buffer.byteLength(JSON.stringify(annotation))
    if (bytes > MAX_BATCH_BYTES && batch.length > 0) break
    batch.push(annotation)
  }
  return batch
}
