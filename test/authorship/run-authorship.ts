import { authorshipCommand } from '../../src/cli/authorship.ts'
import type { CommandStreams } from '../../src/cli/command-streams.ts'

interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | undefined
}

/** Runs the command as the command line does, with its streams in memory. */
export async function runAuthorship(argv: readonly string[], stdin = ''): Promise<Run> {
  const result = { stdout: '', stderr: '', code: undefined as number | undefined }
  const streams: CommandStreams = {
    // In small pieces, so that lines and characters are cut anywhere.
    stdin: pieces(new TextEncoder().encode(stdin), 7),
    stdout: sink((text) => {
      result.stdout += text
    }),
    stderr: sink((text) => {
      result.stderr += text
    }),
    setExitCode: (code) => {
      result.code = code
    },
  }
  const silent = { writeOut: () => undefined, writeErr: () => undefined }
  const command = authorshipCommand(streams).exitOverride().configureOutput(silent)
  await command.parseAsync([...argv], { from: 'user' })
  return result
}

/** A sink that is always slower than its writer. */
function sink(take: (text: string) => void): CommandStreams['stdout'] {
  return {
    write(text) {
      take(text)
      return false
    },
    once: (_, listener) => setImmediate(listener),
  }
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
