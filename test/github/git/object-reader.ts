import { startGit } from './run-git.ts'

export interface GitObject {
  readonly sha: string
  readonly type: 'blob' | 'tree' | 'commit' | 'tag'
  readonly content: Buffer
}

export interface ObjectReader {
  /** The object that `name` (a sha, a ref, `sha^{commit}`) stands for; undefined where there is none. */
  read(name: string): Promise<GitObject | undefined>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void
  readonly reject: (error: Error) => void
}

const TYPES = ['blob', 'tree', 'commit', 'tag'] as const

/** Reads objects through one long-lived `git cat-file --batch`: no process a read. Started at the first read. */
export function objectReader(directory: string): ObjectReader {
  let child: ReturnType<typeof startGit> | undefined
  let exited: Promise<void> = Promise.resolve()
  const waiting: Waiting[] = []
  let buffered: Buffer = Buffer.alloc(0)

  const start = () => {
    const started = startGit(directory, ['cat-file', '--batch'])
    exited = new Promise((resolve) => {
      started.on('close', () => {
        for (const one of waiting.splice(0)) one.reject(new Error('git cat-file ended'))
        resolve()
      })
    })
    started.stdin.on('error', () => undefined)
    started.stdout.on('data', (chunk: Buffer) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk])
      for (let answer = parseAnswer(buffered); answer !== undefined; answer = parseAnswer(buffered)) {
        buffered = buffered.subarray(answer.length)
        waiting.shift()?.resolve(answer.object)
      }
    })
    return started
  }

  return {
    read(name) {
      if (/[\n\0]/.test(name)) return Promise.resolve(undefined)
      child ??= start()
      const { stdin } = child
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        stdin.write(`${name}\n`)
      })
    },
    async close() {
      child?.stdin.end()
      await exited
    },
  }
}

/** `<sha> <type> <size>\n<content>\n`, or one line that ends in `missing` or `ambiguous`. */
function parseAnswer(buffer: Buffer): { readonly length: number; readonly object: GitObject | undefined } | undefined {
  const lineEnd = buffer.indexOf(0x0a)
  if (lineEnd < 0) return undefined
  const [sha = '', word = '', size = ''] = buffer.subarray(0, lineEnd).toString('utf8').split(' ')
  const type = TYPES.find((known) => known === word)
  if (type === undefined || size === '') return { length: lineEnd + 1, object: undefined }
  const end = lineEnd + 1 + Number(size)
  if (buffer.length < end + 1) return undefined
  return { length: end + 1, object: { sha, type, content: Buffer.from(buffer.subarray(lineEnd + 1, end)) } }
}
