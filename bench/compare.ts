import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fullDiff } from '@aws-cdk/cloudformation-diff'
import { z } from 'zod'
import { type PolicyChange, policyChanges, widenedPolicy } from './policy-changes.ts'
import { type BenchRow, printRows } from './row.ts'

const PAIRS = 20_000
/** The peer is slower: it reads a part of the pairs. */
const PEER_PAIRS = 2_000
const SEED = 20260301
const STATEMENT_COUNTS = [1, 10, 100, 1_000]
const ROUNDS = 15

/**
 * `countersign compare --jsonl` as a user runs it, over changes of policies like those that AWS manages, beside
 * `IamChanges.permissionsBroadened` of @aws-cdk/cloudformation-diff over the same changes in the same run.
 */
export async function compareBench(): Promise<readonly BenchRow[]> {
  const changes = policyChanges(PAIRS, SEED)
  const batch = await runBatch(changes)
  const times = sorted(batch.answers.map(({ elapsedMs }) => elapsedMs))
  const peer = peerAnswers(changes.slice(0, PEER_PAIRS))
  const peerTimes = sorted(peer.map(({ elapsedMs }) => elapsedMs))
  const verdicts = batch.answers.map(({ verdict }) => verdict)
  const quiet = (change: PolicyChange) => change.nature === 'narrowed' || change.nature === 'rewritten'
  return [
    ...distribution('a pair', times, ['limit: 1', 'limit: 20', 'limit: 250']),
    ...distribution('a pair, cloudformation-diff', peerTimes, []),
    row('undecided', verdicts.filter((verdict) => verdict === 'undecided').length, `of ${PAIRS}`, 'limit: 0'),
    row(
      'decisions a second, the whole process',
      PAIRS / (batch.wallMs / 1e3),
      '1/s',
      `${batch.megabytes.toFixed(0)} MB of policies`,
    ),
    row('resident memory, the whole process, peak', batch.peakMb, 'MB', 'limit: 200'),
    row(
      'narrowings and rewritings called broadening',
      share(changes, (at) => verdicts[at] === 'broadened', quiet),
      '%',
      'each is none by construction',
    ),
    row(
      'the same, cloudformation-diff',
      share(changes.slice(0, PEER_PAIRS), (at) => peer[at]?.broadened === true, quiet),
      '%',
    ),
    ...(await scaling()),
    row('the catalogue of actions, loaded in a new process, median', catalogueMs(), 'ms', 'limit: 60'),
  ]
}

const answerSchema = z.object({ verdict: z.string(), elapsedMs: z.number() })

interface Batch {
  readonly answers: readonly z.infer<typeof answerSchema>[]
  readonly wallMs: number
  readonly peakMb: number
  readonly megabytes: number
}

async function runBatch(changes: readonly PolicyChange[]): Promise<Batch> {
  const lines = changes.map(({ base, head }, id) => `${JSON.stringify({ id, kind: 'identity', base, head })}\n`)
  const startedAt = performance.now()
  const command = fileURLToPath(new URL('../bin/countersign.js', import.meta.url))
  const child = spawn(process.execPath, [command, 'compare', '--jsonl', '-'], { stdio: ['pipe', 'pipe', 'inherit'] })
  let peakMb = 0
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    peakMb = Math.max(peakMb, peakMemoryMb(child.pid))
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  for (const line of lines) {
    if (!child.stdin.write(line)) await new Promise((resolve) => child.stdin.once('drain', resolve))
  }
  peakMb = Math.max(peakMb, peakMemoryMb(child.pid))
  child.stdin.end()
  if ((await ended) !== 0) throw new Error('countersign compare failed')
  const answers = output
    .trim()
    .split('\n')
    .map((line) => answerSchema.parse(JSON.parse(line)))
  const megabytes = lines.reduce((sum, line) => sum + line.length, 0) / 1e6
  return { answers, wallMs: performance.now() - startedAt, peakMb, megabytes }
}

/** The high-water mark of a process's resident memory, as Linux keeps it; 0 once it has ended. */
function peakMemoryMb(pid: number | undefined): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) / 1024
  } catch {
    return 0
  }
}

function peerAnswers(changes: readonly PolicyChange[]) {
  return changes.map(({ base, head }) => {
    const startedAt = performance.now()
    const { iamChanges } = fullDiff(templateOf(base), templateOf(head))
    return { broadened: iamChanges.permissionsBroadened, elapsedMs: performance.now() - startedAt }
  })
}

function templateOf(policy: PolicyChange['base']): Parameters<typeof fullDiff>[0] {
  const properties = { PolicyDocument: policy, Roles: ['example'] }
  return { Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: properties } } }
}

/** One action more in a policy that grows: the cost a statement says whether it is close to linear. */
async function scaling(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const count of STATEMENT_COUNTS) {
    const changes = Array.from({ length: ROUNDS }, (_, round) => widenedPolicy(count, SEED + round))
    const { answers } = await runBatch([...changes, ...changes])
    const times = sorted(answers.slice(ROUNDS).map(({ elapsedMs }) => elapsedMs))
    const medianMs = quantile(times, 0.5)
    rows.push(
      row(
        `${count} statements, one action more, median`,
        medianMs,
        'ms',
        `${((1e3 * medianMs) / count).toFixed(0)} µs a statement`,
      ),
    )
  }
  return rows
}

function catalogueMs(): number {
  const script = fileURLToPath(new URL('load-catalogue.ts', import.meta.url))
  const times = Array.from({ length: ROUNDS }, () =>
    Number(execFileSync(process.execPath, [script], { encoding: 'utf8' })),
  )
  return quantile(sorted(times), 0.5)
}

function distribution(name: string, times: readonly number[], limits: readonly string[]): readonly BenchRow[] {
  return [
    row(`${name}, median`, quantile(times, 0.5), 'ms', limits[0]),
    row(`${name}, 99th percentile`, quantile(times, 0.99), 'ms', limits[1]),
    row(`${name}, worst`, quantile(times, 1), 'ms', limits[2]),
  ]
}

function row(name: string, value: number, unit: string, beside?: string): BenchRow {
  return { name, value, unit, ...(beside === undefined ? {} : { beside }) }
}

function share(
  changes: readonly PolicyChange[],
  is: (at: number) => boolean,
  among: (change: PolicyChange) => boolean,
) {
  const indices = changes.flatMap((change, at) => (among(change) ? [at] : []))
  return (100 * indices.filter(is).length) / indices.length
}

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((one, other) => one - other)
}

function quantile(ordered: readonly number[], part: number): number {
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * part))] ?? 0
}

if (import.meta.main) printRows('compare', await compareBench())
