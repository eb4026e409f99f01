import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runReview } from '../src/cli/review.ts'
import { BASE_FILES, SUGGESTED_IAM } from '../test/demo/repository.ts'
import { type BenchRow, printRows } from './row.ts'

const ROUNDS = 30

/** Time of the whole review of the demo's change over two directories, beside the design's limit. */
export async function reviewBench(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  try {
    const base = write(join(folder, 'base'), BASE_FILES)
    const head = write(join(folder, 'head'), { ...BASE_FILES, 'iam.tf': SUGGESTED_IAM })
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const startedAt = performance.now()
      const { result } = await runReview({ repo: folder, base, head })
      times.push(performance.now() - startedAt)
      if (result.findings.length === 0) throw new Error('the demo change must have findings')
    }
    const cold = times[0] ?? 0
    const sorted = times.slice(1).sort((one, other) => one - other)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    const beside = 'limit: a check concludes within seconds'
    return [
      { name: 'demo repository, first review in the process', value: cold, unit: 'ms', beside },
      { name: 'demo repository, median', value: at(0.5), unit: 'ms', beside },
      { name: 'demo repository, 95th percentile', value: at(0.95), unit: 'ms', beside },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

if (import.meta.main) printRows('review', await reviewBench())
