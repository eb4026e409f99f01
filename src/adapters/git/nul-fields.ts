import { spawn } from 'node:child_process'
import { Fault } from '../../ports/fault.ts'
import { gitArguments, gitEnvironment } from './git.ts'

/** One field; git itself accepts far larger messages, which nobody writes. */
const MAX_FIELD_CHARS = 32 * 1024 * 1024

/**
 * What a git command prints, cut at its NULs, one field at a time: memory does not grow with the output. What follows
 * the last NUL is no field. Throws `Fault` where git cannot be run, fails, or prints a field of more than 32 MiB.
 */
export async function* nulFields(repository: string, command: readonly string[]): AsyncGenerator<string> {
  const child = spawn('git', gitArguments(repository, command), {
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = endOf(child)
  try {
    yield* fieldsOf(child.stdout.setEncoding('utf8'))
    const { code, said } = await ended
    if (code === null) throw new Fault('unavailable', `git could not be run: ${said.trim()}`)
    if (code !== 0) throw new Fault('not-found', `git ${command[0]} failed in ${repository}: ${said.trim()}`)
  } finally {
    // The reader may have stopped early, or thrown: git must not outlive it.
    child.kill()
  }
}

interface Ended {
  /** Null where git did not start, or was ended from outside. */
  readonly code: number | null
  readonly said: string
}

function endOf(child: ReturnType<typeof spawn>): Promise<Ended> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < 10_000) said += chunk.toString()
  })
  return new Promise((resolve) => {
    child.on('error', (cause) => resolve({ code: null, said: cause.message }))
    child.on('close', (code) => resolve({ code, said }))
  })
}

async function* fieldsOf(output: AsyncIterable<string>): AsyncGenerator<string> {
  let open: string[] = []
  let openChars = 0
  for await (const chunk of output) {
    const parts = chunk.split('\0')
    for (const [index, part] of parts.entries()) {
      open.push(part)
      openChars += part.length
      if (openChars > MAX_FIELD_CHARS) throw new Fault('invalid', 'git printed a text of more than 32 MiB')
      if (index === parts.length - 1) break
      yield open.join('')
      open = []
      openChars = 0
    }
  }
}
