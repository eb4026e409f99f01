import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { GeneratedFile } from './terraform-files.ts'

const ROUNDS = 5

/**
 * Milliseconds of `terraform fmt -check` over a folder of these files, the best of several runs; undefined where the
 * command is not there.
 */
export function formattingMs(files: readonly GeneratedFile[]): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return bestOf(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function bestOf(folder: string): number | undefined {
  let bestMs: number | undefined
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    const { status } = spawnSync('terraform', ['fmt', '-check', '-recursive', folder], { stdio: 'ignore' })
    // 0: all are formatted, 3: some are not; anything else means that it did not read them.
    if (status !== 0 && status !== 3) return undefined
    bestMs = Math.min(bestMs ?? Number.POSITIVE_INFINITY, performance.now() - start)
  }
  return bestMs
}
