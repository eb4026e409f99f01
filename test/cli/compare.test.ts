import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandStreams } from '../../src/cli/command-streams.ts'
import { compareCommand } from '../../src/cli/compare.ts'

const GET = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' })
const MORE = policy({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::data/*' })
const OPAQUE = { bindings: [{ role: 'roles/a', members: ['user:ann@example.com'], condition: { expression: 'x' } }] }
const OTHER = { bindings: [{ role: 'roles/a', members: ['user:ann@example.com'], condition: { expression: 'y' } }] }

function policy(...statements: object[]): object {
  return { Version: '2012-10-17', Statement: statements }
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compare-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

interface Outcome {
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

async function run(args: readonly string[], stdin: string | Uint8Array = ''): Promise<Outcome> {
  const out = { code: undefined as number | undefined, stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      out[name] += text
      return true
    },
    once: () => undefined,
  })
  const streams: CommandStreams = {
    stdin: chunks(stdin),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    setExitCode: (code) => {
      out.code = code
    },
  }
  await compareCommand(streams)
    .exitOverride()
    .parseAsync(['node', 'compare', ...args])
  return out
}

async function* chunks(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000)
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  const isWritten = typeof content === 'string' || content instanceof Uint8Array
  await writeFile(path, isWritten ? content : JSON.stringify(content))
  return path
}

describe('countersign compare BASE HEAD', () => {
  it.each([
    ['broadened', GET, MORE, 'identity', 1],
    ['not-broadened', MORE, GET, 'identity', 0],
    ['broadened', null, GET, 'identity', 1],
    ['undecided', OPAQUE, OTHER, 'gcp-policy', 3],
  ])('%s', async (expected, base, head, kind, code) => {
    const paths = [await file('base.json', JSON.stringify(base)), await file('head.json', JSON.stringify(head))]
    const json = await run([...paths, '--kind', kind, '--format', 'json'])
    expect(json.code).toBe(code)
    expect(JSON.parse(json.stdout)).toMatchObject({ verdict: expected, elapsedMs: expect.any(Number) })
    const text = await run([...paths, '--kind', kind])
    expect(text.code).toBe(code)
    expect(text.stdout).toContain(expected.replace('-', ' '))
  })

  it('shows the witness', async () => {
    const outcome = await run([await file('a.json', GET), await file('b.json', MORE), '--kind', 'identity'])
    expect(outcome.stdout).toContain('s3:PutObject')
    expect(outcome.stdout).toContain('arn:aws:s3:::data/x')
  })

  it.each([
    [
      'an unknown element',
      policy({ Effect: 'Allow', Action: '*', Resource: '*', Extra: 1 }),
      /head\.json:1:\d+: Unknown statement element "Extra"/,
    ],
    ['a duplicate key', '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}', /head\.json:1:\d+: .*twice/],
    ['no JSON', '{', /head\.json:1:\d+/],
    ['a prototype key', '{"__proto__":{},"Statement":[]}', /Unknown policy element "__proto__"/],
    ['a wrong type', policy({ Effect: 'Allow', Action: 5, Resource: '*' }), /Action holds a number/],
  ])('refuses %s with 64, naming the place', async (_, head, message) => {
    const outcome = await run([await file('base.json', GET), await file('head.json', head), '--kind', 'identity'])
    expect(outcome).toMatchObject({ code: 64, stdout: '' })
    expect(outcome.stderr).toMatch(message)
  })

  it.each([
    ['in Latin-1', Buffer.from(JSON.stringify(GET).replace('data', 'd\u00e4ta'), 'latin1')],
    ['in UTF-16', Buffer.from(`\ufeff${JSON.stringify(GET)}`, 'utf16le')],
  ])('refuses a text %s with 64', async (_, bytes) => {
    const outcome = await run([await file('base.json', bytes), await file('head.json', GET), '--kind', 'identity'])
    expect(outcome).toMatchObject({ code: 64, stdout: '' })
    expect(outcome.stderr).toContain('base.json is not UTF-8, as JSON is: save it as UTF-8')
  })

  it('takes a byte order mark, and other letters in UTF-8', async () => {
    const accented = JSON.stringify(GET).replace('data', 'd\u00e4ta')
    const paths = [await file('base.json', `\ufeff${accented}`), await file('head.json', accented)]
    expect((await run([...paths, '--kind', 'identity'])).code).toBe(0)
  })

  it('refuses a file that is not there, and too few arguments', async () => {
    const outcome = await run([join(folder, 'none.json'), await file('head.json', GET), '--kind', 'identity'])
    expect(outcome).toMatchObject({ code: 64, stdout: '' })
    await expect(run(['--kind', 'identity'])).rejects.toThrow('say which documents')
    await expect(run(['a', 'b', '--kind', 'other'])).rejects.toThrow('Allowed choices')
  })
})

describe('countersign compare --jsonl', () => {
  it('answers every line in order, whatever is wrong with some', async () => {
    const lines = [
      JSON.stringify({ id: 'a', kind: 'identity', base: GET, head: MORE }),
      '',
      '{"id":"b",',
      JSON.stringify({ id: 7, kind: 'identity', base: MORE, head: GET }),
      JSON.stringify({ id: 'c', kind: 'other', base: null, head: null }),
      '{"id":"d","kind":"identity","base":null,"base":null,"head":null}',
      JSON.stringify({ id: 'e', kind: 'identity', base: null }),
      JSON.stringify({ id: 'f', kind: 'identity', base: null, head: null, more: 1 }),
      JSON.stringify({ id: 'g', kind: 'identity', base: null, head: { Statement: [{}] } }),
      '[]',
      JSON.stringify({ kind: 'identity', base: null, head: null }),
      JSON.stringify({ id: 'h', kind: 'gcp-role', base: null, head: { includedPermissions: ['a.b.get'] } }),
    ]
    const outcome = await run(['--jsonl', '-'], lines.join('\n'))
    expect(outcome.code).toBe(0)
    const answers = outcome.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a', 'broadened'],
      [null, 'undecided'],
      [7, 'not-broadened'],
      ['c', 'undecided'],
      ['d', 'undecided'],
      ['e', 'undecided'],
      ['f', 'undecided'],
      ['g', 'undecided'],
      [null, 'undecided'],
      [null, 'undecided'],
      ['h', 'broadened'],
    ])
    expect(answers[0]).toEqual({
      id: 'a',
      verdict: 'broadened',
      witness: { action: 's3:PutObject', resource: 'arn:aws:s3:::data/x', context: {} },
      elapsedMs: expect.any(Number),
    })
    for (const answer of answers) {
      if (answer.verdict === 'undecided') expect(answer.reason).toEqual(expect.any(String))
    }
  })

  it('gives back every id as it was', async () => {
    const ids = ['12345678901234567890', '1.5', '-7', '"\\ud800"', '"__proto__"', '0']
    const lines = ids.map((id) => `{"id":${id},"kind":"scp","base":null,"head":null}`)
    const { stdout } = await run(['--jsonl', '-'], lines.join('\n'))
    expect(stdout.split('\n').map((line) => /^\{"id":(.*),"verdict":"not-broadened"/.exec(line)?.[1])).toEqual([
      ...ids,
      undefined,
    ])
  })

  it('leaves a line open whose bytes are no UTF-8, and goes on', async () => {
    const line = (id: string, name: string) =>
      JSON.stringify({ id, kind: 'identity', base: GET, head: GET }).replaceAll('data', name)
    const bytes = Buffer.concat([
      Buffer.from(`${line('a', 'd\u00e4ta')}\n`, 'latin1'),
      Buffer.from([line('b', 'd\u00e4ta'), line('c', '\\ufffd'), line('d', '\ufffd')].join('\n')),
    ])
    const answers = (await run(['--jsonl', '-'], bytes)).stdout.trimEnd().split('\n')
    expect(answers.map((answer) => JSON.parse(answer)).map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual(
      [
        ['a', 'undecided', expect.stringMatching(/^the line is not UTF-8, or holds U\+FFFD.*\\ufffd$/)],
        ['b', 'not-broadened', undefined],
        ['c', 'not-broadened', undefined],
        ['d', 'undecided', expect.stringContaining('U+FFFD')],
      ],
    )
  })

  it('reads a file', async () => {
    const path = await file('pairs.jsonl', `${JSON.stringify({ id: 'a', kind: 'scp', base: null, head: null })}\n`)
    expect((await run(['--jsonl', path])).stdout).toContain('"verdict":"not-broadened"')
  })

  it('takes neither documents nor a kind beside', async () => {
    await expect(run(['--jsonl', '-', '--kind', 'identity'])).rejects.toThrow('neither documents nor --kind')
  })
})
