import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { diskBlobCache } from '../../src/adapters/filesystem/disk-blob-cache.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-blobs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const INFRA = { installationId: 7, owner: 'Acme', repo: 'infra' }
const DAY_MS = 86_400_000

describe('blobs on the disk', () => {
  it('are read again by another process, whatever the case of the name', async () => {
    const { open } = place()
    const id = await keep(open(), 'resource {}')
    expect(text(await open().read({ ...INFRA, owner: 'acme', repo: 'INFRA' }, id))).toBe('resource {}')
    expect(await open().read(INFRA, '9'.repeat(40))).toBeUndefined()
  })

  it('are never given to another repository or installation that asks for the same content', async () => {
    const cache = place().open()
    const id = await keep(cache, 'a secret')
    expect(await cache.read({ ...INFRA, repo: 'infra2' }, id)).toBeUndefined()
    expect(await cache.read({ ...INFRA, installationId: 8 }, id)).toBeUndefined()
  })

  it('are deleted with their repository, or with all of the installation, and others stay', async () => {
    const { directory, open } = place()
    const cache = open()
    const other = { ...INFRA, repo: 'other' }
    const id = await keep(cache, 'same')
    for (const repository of [other, { ...INFRA, installationId: 8 }]) await keep(cache, 'same', repository)
    await cache.forget(INFRA)
    expect(await cache.read(INFRA, id)).toBeUndefined()
    expect(text(await cache.read(other, id))).toBe('same')
    await cache.forget({ installationId: 7, owner: 'acme' })
    expect(readdirSync(directory)).toEqual(['8'])
  })

  it('that were damaged are missing, and gone', async () => {
    const { files, open } = place()
    const id = await keep(open(), 'as it was')
    for (const file of files()) writeFileSync(file, 'as somebody would like it')
    expect(await open().read(INFRA, id)).toBeUndefined()
    expect(files()).toEqual([])
  })

  it('are readable for nobody else, and have no name of a repository in their path', async () => {
    const { files, open } = place()
    await keep(open(), 'x')
    const [file = ''] = files()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    expect(file.slice(folder.length)).not.toMatch(/acme|infra/i)
  })

  it('take no more room than they may: what was not used for longest goes', async () => {
    const { files, open, wait } = place(10_000)
    const cache = open()
    const ids: string[] = []
    for (let number = 0; number < 30; number += 1) {
      wait(2 * 3_600_000)
      ids.push(await keep(cache, `${number}`.padEnd(1_000, '.')))
      const [first = ''] = ids
      expect(text(await cache.read(INFRA, first))).toMatch(/^0\./)
      expect(files().reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(10_000)
    }
    const [, second = ''] = ids
    expect(await cache.read(INFRA, second)).toBeUndefined()
  })

  it('that nobody used for a month go with the next that is kept', async () => {
    const { files, open, wait } = place()
    await keep(open(), 'old')
    wait(31 * DAY_MS)
    await keep(open(), 'new')
    expect(files().map((file) => readFileSync(file, 'utf8'))).toEqual(['new'])
  })

  it('larger than what is set free at once are not kept', async () => {
    const { files, open } = place(1_000)
    const cache = open()
    await keep(cache, 'small')
    await keep(cache, 'x'.repeat(500))
    expect(files().map((file) => readFileSync(file, 'utf8'))).toEqual(['small'])
  })

  it('that cannot be written or read are told of, and are missing', async () => {
    const { directory, problems, open } = place()
    writeFileSync(directory, 'a file where the directory should be')
    const id = await keep(open(), 'x')
    expect(await open().read(INFRA, id)).toBeUndefined()
    expect(problems).toHaveLength(2)
  })

  it('have ids of git and nothing else: no path leads out of the directory', async () => {
    const { directory, files, open } = place()
    const cache = open()
    await keep(cache, 'x')
    writeFileSync(join(directory, 'outside'), 'a secret')
    await cache.keep(INFRA, '../../escaped', Buffer.from('x'))
    expect(await cache.read(INFRA, '../../outside')).toBeUndefined()
    expect(files()).toHaveLength(2)
  })
})

let places = 0

function place(maxBytes = 1_000_000) {
  places += 1
  const directory = join(folder, String(places))
  const problems: unknown[] = []
  let nowMs = Date.parse('2026-03-01T10:00:00Z')
  const clock = { now: () => nowMs }
  return {
    directory,
    problems,
    wait(ms: number) {
      nowMs += ms
    },
    open: () => diskBlobCache({ directory, maxBytes, clock, onProblem: (error) => problems.push(error) }),
    files: () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
  }
}

async function keep(cache: ReturnType<typeof diskBlobCache>, content: string, repository = INFRA): Promise<string> {
  const id = createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest('hex')
  await cache.keep(repository, id, Buffer.from(content))
  return id
}

function text(content: Uint8Array | undefined): string | undefined {
  return content && Buffer.from(content).toString()
}
