import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that only this user can read, and that goes with the process at the latest. */
export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Makes a folder. Whatever ends the process, but for what nobody can refuse, removes it first. */
export function temporaryFolder(prefix: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), prefix))
  const clear = () => {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 })
    } catch (error) {
      process.stderr.write(
        `countersign: ${path} could not be removed: ${error instanceof Error ? error.message : error}\n`,
      )
    }
  }
  const endings = Object.entries(SIGNALS).map(([signal, code]) => ({ signal, end: () => process.exit(code) }))
  process.on('exit', clear)
  for (const { signal, end } of endings) process.once(signal, end)
  return {
    path,
    remove() {
      process.off('exit', clear)
      for (const { signal, end } of endings) process.off(signal, end)
      clear()
    },
  }
}
