import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { Fault } from '../../ports/fault.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'
import { gitArguments, gitEnvironment, runGit } from './git.ts'

/** Trees and blobs of a local repository (bare or not), read by one long-lived `git cat-file`. */
export interface GitTrees extends SourceTrees {
  close(): void
}

/** `environment` may name further object directories (a test merge's). */
export function gitTrees(repository: string, environment: Readonly<Record<string, string>> = {}): GitTrees {
  let reader: BlobReader | undefined
  return {
    async list(revision) {
      const command = ['ls-tree', '-r', '-z', '-l', '--full-tree', '--end-of-options', revision]
      const { code, stdout, stderr } = await runGit(repository, command, { environment })
      if (code !== 0) throw new Fault('not-found', `git ls-tree failed in ${repository}: ${stderr.trim()}`)
      return parseTree(stdout.toString('utf8'))
    },
    read(_revision, entry) {
      reader ??= startReader(repository, environment)
      return reader.read(entry.id)
    },
    close() {
      reader?.close()
      reader = undefined
    },
  }
}

const KINDS: Readonly<Record<string, TreeEntry['kind']>> = { '120000': 'symlink', '160000': 'submodule' }

function parseTree(output: string): TreeEntry[] {
  const entries: TreeEntry[] = []
  for (const record of output.split('\0')) {
    if (record === '') continue
    // Of a blob that is not here, as in a partial clone, the size is `BAD`: it is an entry all the same.
    const match = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-|BAD)\t([\s\S]+)$/.exec(record)
    // INVARIANT: no entry is passed over: what is not seen would pass.
    if (match === null) throw new Fault('invalid', `git ls-tree printed what is no entry: ${record.slice(0, 200)}`)
    const [, mode = '', id = '', size = '', path = ''] = match
    entries.push({ path, id, kind: KINDS[mode] ?? 'file', ...(/^\d/.test(size) ? { sizeBytes: Number(size) } : {}) })
  }
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1))
}

interface BlobReader {
  read(id: string): Promise<Uint8Array>
  close(): void
}

interface Waiting {
  readonly id: string
  resolve(content: Uint8Array): void
  reject(fault: Fault): void
}

/** `git cat-file --batch` answers in the order asked: `<id> blob <size>\n<content>\n`, or `<id> missing\n`. */
function startReader(repository: string, environment: Readonly<Record<string, string>>): BlobReader {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    'git',
    gitArguments(repository, ['cat-file', '--batch']),
    { env: gitEnvironment(environment), stdio: ['pipe', 'pipe', 'ignore'] },
  )
  const waiting: Waiting[] = []
  let chunks: Buffer[] = []
  let available = 0
  let needed = 0
  const drain = () => {
    while (waiting[0] !== undefined && available >= needed) {
      const buffer = Buffer.concat(chunks)
      const answer = takeAnswer(buffer)
      chunks = [answer.kind === 'partial' ? buffer : buffer.subarray(answer.length)]
      available = chunks[0]?.length ?? 0
      needed = answer.kind === 'partial' ? answer.needed : 0
      if (answer.kind === 'partial') return
      const next = waiting.shift()
      if (answer.kind === 'content') next?.resolve(answer.content)
      else next?.reject(new Fault('not-found', `object ${next.id} is missing in ${repository}`))
    }
  }
  const fail = (why: string) => {
    for (const each of waiting.splice(0)) each.reject(new Fault('unavailable', `git cat-file in ${repository} ${why}`))
  }
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    available += chunk.length
    drain()
  })
  child.on('error', (cause) => fail(`could not be started: ${cause.message}`))
  child.on('close', () => fail('ended early'))
  child.stdin.on('error', () => fail('ended early'))
  return {
    read: (id) =>
      new Promise((resolve, reject) => {
        waiting.push({ id, resolve, reject })
        child.stdin.write(`${id}\n`)
      }),
    close: () => child.stdin.end(),
  }
}

type Answer =
  | { readonly kind: 'partial'; readonly needed: number }
  | { readonly kind: 'missing'; readonly length: number }
  | { readonly kind: 'content'; readonly length: number; readonly content: Uint8Array }

function takeAnswer(buffer: Buffer): Answer {
  const end = buffer.indexOf(10)
  if (end === -1) return { kind: 'partial', needed: buffer.length + 1 }
  const header = buffer.subarray(0, end).toString('latin1')
  const size = / (\d+)$/.exec(header)?.[1]
  if (size === undefined) return { kind: 'missing', length: end + 1 }
  const length = end + 1 + Number(size) + 1
  if (buffer.length < length) return { kind: 'partial', needed: length }
  return { kind: 'content', length, content: Uint8Array.prototype.slice.call(buffer, end + 1, length - 1) }
}
