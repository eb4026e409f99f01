import { spawn } from 'node:child_process'
import { gitArguments, gitEnvironment } from './git.ts'

/** Sizes of blobs, asked of one long-lived git. */
export interface BlobSizes {
  /** Bytes; undefined where the object is not there or git has ended. */
  sizeOf(id: string): Promise<number | undefined>
  close(): void
}

export function blobSizes(repository: string): BlobSizes {
  const command = ['cat-file', '--batch-check=%(objectsize)']
  const child = spawn('git', gitArguments(repository, command), {
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const waiting: ((size: number | undefined) => void)[] = []
  let ended = false
  let rest = ''
  // One line an object, in the order asked: its size, or `<id> missing`.
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) waiting.shift()?.(/^\d{1,15}$/.test(line) ? Number(line) : undefined)
  })
  const end = () => {
    ended = true
    for (const answer of waiting.splice(0)) answer(undefined)
  }
  child.on('error', end)
  child.on('close', end)
  child.stdin.on('error', end)
  return {
    sizeOf: (id) =>
      new Promise((resolve) => {
        if (ended) return resolve(undefined)
        waiting.push(resolve)
        child.stdin.write(`${id}\n`)
      }),
    close: () => child.stdin.end(),
  }
}
