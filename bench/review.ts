import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { hclSecondOpinion } from '../src/adapters/second-opinion/hcl-second-opinion.ts'
import { runReview } from '../src/cli/review.ts'
import type { Review } from '../src/review/review.ts'
import { BASE_FILES, SUGGESTED_IAM } from '../test/demo/repository.ts'
import { type BenchRow, printRows } from './row.ts'

const ROUNDS = 15

/** Time of the whole review of the demo's change over two directories, beside the design's limit. */
export async function reviewBench(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  try {
    const base = write(join(folder, 'base'), BASE_FILES)
    const head = write(join(folder, 'head'), { ...BASE_FILES, 'iam.tf': SUGGESTED_IAM })
    const command = await timesOf(() => runReview({ repo: folder, base, head }))
    const secondOpinion = hclSecondOpinion()
    const server = await timesOf(() => runReview({ repo: folder, base, head }, secondOpinion))
    await secondOpinion.close()
    const beside = 'limit: a check concludes within seconds'
    return [
      { name: 'as a command: each starts the second parser, median', value: share(command, 0.5), unit: 'ms', beside },
      { name: 'as a command, 95th percentile', value: share(command, 0.95), unit: 'ms', beside },
      { name: 'as the server: the second parser runs already, median', value: share(server, 0.5), unit: 'ms', beside },
      { name: 'as the server, 95th percentile', value: share(server, 0.95), unit: 'ms', beside },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds of each round, sorted; the first one, which compiles, is left out. */
async function timesOf(round: () => Promise<Review>): Promise<readonly number[]> {
  const times: number[] = []
  for (let count = 0; count <= ROUNDS; count++) {
    const startedAt = performance.now()
    const { result } = await round()
    times.push(performance.now() - startedAt)
    if (result.findings.length === 0) throw new Error('the demo change must have findings')
  }
  return times.slice(1).sort((one, other) => one - other)
}

function share(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

if (import.meta.main) printRows('review', await reviewBench())
