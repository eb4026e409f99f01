import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readBundledRule } from '../src/adapters/filesystem/bundled-rules.ts'
import { answerJsonLines } from '../src/cli/authorship-jsonl.ts'
import type { CommandStreams } from '../src/cli/command-streams.ts'
import { classifyCommit } from '../src/core/authorship/classify.ts'
import { pullRequestAuthorship } from '../src/core/authorship/pull-request.ts'
import { parseSignatures, type Signatures } from '../src/core/authorship/signatures.ts'
import { commitFacts } from '../test/authorship/commit-facts.ts'
import { type CorpusRow, factsOf, readCorpus } from '../test/authorship/corpus.ts'
import { pullRequestFactsOf, readPullRequests } from '../test/authorship/pull-request-corpus.ts'
import { hostileMessages } from './hostile-messages.ts'
import { type BenchRow, printRows } from './row.ts'
import { SeededRandom } from './seeded-random.ts'

const COMMITS = 200_000
const SEED = 20260301
const ROUNDS = 3
const MEGABYTE = 1 << 20
const CHUNK_BYTES = 64 * 1024
/** Of a thousand commits of the generated stream, about so many show an AI tool, as in public history. */
const EVIDENCE_SHARE = 0.1

/**
 * Commits a second through `countersign authorship --jsonl`, in the process and as a user runs it; precision and recall
 * over the corpus of the tests; and how long messages of a megabyte take that were made to be slow.
 */
export async function authorshipBench(): Promise<readonly BenchRow[]> {
  const signatures = bundled()
  const chunks = inChunks(commitLines())
  const megabytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6
  const process = await inProcess(chunks, signatures)
  const command = await asCommand(chunks)
  return [
    row('commits a second, in the process', COMMITS / (process / 1e3), '1/s', 'target: 20,000'),
    row('commits a second, the whole command', COMMITS / (command.wallMs / 1e3), '1/s', 'target: 20,000'),
    row('the lines', megabytes, 'MB', `${COMMITS.toLocaleString('en-GB')} commits`),
    row('resident memory of the command, peak', command.peakMb, 'MB', 'limit: 200'),
    ...accuracy(signatures),
    ...hostile(signatures),
  ]
}

function bundled(): Signatures {
  const { signatures } = parseSignatures(readBundledRule('authorship/signatures.yml'), 'signatures.yml')
  if (signatures === null) throw new Error('the bundled signatures cannot be read')
  return signatures
}

/** Commits in the shapes of the corpus, no two alike, with bodies as long as real ones. */
function commitLines(): readonly string[] {
  const random = new SeededRandom(SEED)
  const shown = readCorpus('with-evidence')
  const others = readCorpus('without-ai-evidence')
  return Array.from({ length: COMMITS }, (_, id) => {
    const shape = random.pick(random.chance(EVIDENCE_SHARE) ? shown : others)
    if (shape === undefined) throw new Error('the corpus is empty')
    return `${JSON.stringify(lineOf(shape, id, random))}\n`
  })
}

const SENTENCE =
  'The importer gave up after the first failure, so that whole batches were lost until somebody noticed. '

function lineOf({ shape: _, expect: __, ...commit }: CorpusRow, id: number, random: SeededRandom) {
  const [subject = '', ...rest] = commit.message.split('\n')
  const body = SENTENCE.repeat(random.heavyTailed(2, 1, 60)).replaceAll('. ', '.\n')
  return { ...commit, id, message: [`${subject} ${id}`, '', body, ...rest].join('\n') }
}

/** As a file or a pipe is read: lines and characters are cut anywhere. */
function inChunks(lines: readonly string[]): readonly Uint8Array[] {
  const bytes = Buffer.from(lines.join(''))
  const count = Math.ceil(bytes.length / CHUNK_BYTES)
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES))
}

/** Milliseconds, the best of several rounds. */
async function inProcess(chunks: readonly Uint8Array[], signatures: Signatures): Promise<number> {
  const streams: CommandStreams = {
    stdin: fromChunks(chunks),
    stdout: { write: () => true, once: () => undefined },
    stderr: { write: () => true, once: () => undefined },
    setExitCode: () => undefined,
  }
  return best(async () => {
    const bad = await answerJsonLines(fromChunks(chunks), streams, signatures)
    if (bad > 0) throw new Error(`${bad} lines were not answered`)
  })
}

async function* fromChunks(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

async function best(work: () => Promise<void>): Promise<number> {
  let bestMs = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await work()
    bestMs = Math.min(bestMs, performance.now() - start)
  }
  return bestMs
}

async function asCommand(chunks: readonly Uint8Array[]): Promise<{ readonly wallMs: number; readonly peakMb: number }> {
  const startedAt = performance.now()
  const command = fileURLToPath(new URL('../bin/countersign.js', import.meta.url))
  const child = spawn(process.execPath, [command, 'authorship', '--jsonl', '-'], { stdio: ['pipe', 'pipe', 'inherit'] })
  let peakMb = 0
  let answers = 0
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) answers += 1
    peakMb = Math.max(peakMb, peakMemoryMb(child.pid))
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  for (const chunk of chunks) {
    if (!child.stdin.write(chunk)) await new Promise((resolve) => child.stdin.once('drain', resolve))
  }
  peakMb = Math.max(peakMb, peakMemoryMb(child.pid))
  child.stdin.end()
  if ((await ended) !== 0 || answers !== COMMITS) throw new Error('countersign authorship did not answer every line')
  return { wallMs: performance.now() - startedAt, peakMb }
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

/** Over commits and pull requests together: what is called AI, and what of the visible evidence is found. */
function accuracy(signatures: Signatures): readonly BenchRow[] {
  const isAi = (verdict: string) => verdict === 'ai' || verdict === 'ai-assisted'
  const commits = [...readCorpus('with-evidence'), ...readCorpus('without-ai-evidence')].map((each) => ({
    real: isAi(each.expect.verdict),
    said: isAi(classifyCommit(factsOf(each), signatures).verdict),
  }))
  const pulls = readPullRequests().map((each) => ({
    real: isAi(each.expect.verdict),
    said: isAi(pullRequestAuthorship(pullRequestFactsOf(each)).verdict),
  }))
  const all = [...commits, ...pulls]
  const right = all.filter(({ real, said }) => real && said).length
  const saidCount = all.filter(({ said }) => said).length
  const realCount = all.filter(({ real }) => real).length
  return [
    row('precision', right / saidCount, '', `target: 0.995; ${all.length - realCount} hard negatives`),
    row('recall of visible evidence', right / realCount, '', `target: 0.99; ${realCount} with evidence`),
  ]
}

/** The slowest of the hostile messages at a megabyte, and how its cost grows from one to four. */
function hostile(signatures: Signatures): readonly BenchRow[] {
  const figures = hostileMessages.map(({ name, fill }) => {
    const [oneMs, fourMs] = [millisecondsOf(fill(MEGABYTE), signatures), millisecondsOf(fill(4 * MEGABYTE), signatures)]
    return { name, oneMs, growth: fourMs / oneMs }
  })
  return [
    ...figures.map(({ name, oneMs }) => row(`1 MB ${name}`, oneMs, 'ms', 'limit: 50')),
    row(
      '4 MB cost so many times 1 MB, worst of those above a millisecond',
      Math.max(...figures.filter(({ oneMs }) => oneMs > 1).map(({ growth }) => growth)),
      '',
      'linear: 4',
    ),
  ]
}

function millisecondsOf(message: string, signatures: Signatures): number {
  let bestMs = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    classifyCommit(commitFacts({ message }), signatures)
    bestMs = Math.min(bestMs, performance.now() - start)
  }
  return bestMs
}

function row(name: string, value: number, unit: string, beside: string): BenchRow {
  return { name, value, unit, beside }
}

if (import.meta.main) printRows('authorship', await authorshipBench())
