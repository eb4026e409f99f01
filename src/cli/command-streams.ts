import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { Fault } from '../ports/fault.ts'

/** What a command reads and writes; tests pass their own. */
export interface CommandStreams {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: TextSink
  readonly stderr: TextSink
  setExitCode(code: number): void
}

export interface TextSink {
  /** False where the reader is slower than the writer: wait for `drain`. */
  write(text: string): boolean
  once(event: 'drain', listener: () => void): unknown
}

export const processStreams: CommandStreams = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  setExitCode: (code) => {
    process.exitCode = code
  },
}

/** Writes `text` and waits where the reader lags behind, so that memory does not grow with the output. */
export async function written(sink: TextSink, text: string): Promise<void> {
  if (text !== '' && !sink.write(text)) await new Promise<void>((resolve) => sink.once('drain', resolve))
}

/** Opens a file, or standard input for `-`. Throws `Fault` where the file cannot be read. */
export async function* openInput(path: string, streams: CommandStreams): AsyncGenerator<Uint8Array> {
  if (path === '-') return yield* streams.stdin
  const file = createReadStream(path)
  try {
    await once(file, 'open')
    yield* file
  } catch (cause) {
    throw new Fault('not-found', `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause })
  } finally {
    file.destroy()
  }
}
