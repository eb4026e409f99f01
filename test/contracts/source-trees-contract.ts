import { describe, expect, it } from 'vitest'
import type { MemoryEntry } from '../../src/adapters/memory/source-trees.ts'
import type { SourceTrees, TreeEntry } from '../../src/ports/source-trees.ts'

interface PlacedFiles {
  readonly trees: SourceTrees
  readonly revision: string
}

const SUBMODULE = { kind: 'submodule', commit: '5'.repeat(40) } as const

type Place = (files: Readonly<Record<string, MemoryEntry>>) => Promise<PlacedFiles>

/** What every implementation of `SourceTrees` does. `place` puts files where the trees read them. */
export function sourceTreesContract(place: Place): void {
  describe('a listing', () => listing(place))
  describe('content', () => content(place))
}

function listing(place: Place): void {
  it('has every file, link and submodule by path, and no folders', async () => {
    const files = { 'z.tf': 'z', 'a/b/c.tf': 'c', 'a-b.tf': 'a', 'a/link': link('b/c.tf'), vendored: SUBMODULE }
    const { trees, revision } = await place(files)
    const listed = (await trees.list(revision)).map(({ path, kind }) => `${kind} ${path}`)
    expect(listed).toEqual(['file a-b.tf', 'file a/b/c.tf', 'symlink a/link', 'submodule vendored', 'file z.tf'])
  })

  it('gives equal content one id, other content another, and a submodule its commit', async () => {
    const placed = await place({ 'one.tf': 'same', 'two.tf': 'same', 'three.tf': 'other', vendored: SUBMODULE })
    const ids = await Promise.all(['one.tf', 'two.tf', 'three.tf', 'vendored'].map((path) => entryOf(placed, path)))
    expect(ids[0]?.id).toBe(ids[1]?.id)
    expect(ids[2]?.id).not.toBe(ids[1]?.id)
    expect(ids[3]?.id).toBe(SUBMODULE.commit)
  })

  it('tells sizes in bytes where it tells them', async () => {
    const { sizeBytes } = await entryOf(await place({ 'a.tf': 'å\n' }), 'a.tf')
    expect(sizeBytes ?? 3).toBe(3)
  })

  it('takes any name that git takes', async () => {
    const names = ['"quoted".tf', 'sp ace.tf', 'ünïcode 🚀.tf', '[a]*?.tf', 'semi;colon#?.tf', '-dash.tf']
    const { trees, revision } = await place(Object.fromEntries(names.map((name) => [name, name])))
    expect((await trees.list(revision)).map((entry) => entry.path)).toEqual([...names].sort())
  })

  it('of a revision that is not there is a fault', async () => {
    const { trees } = await place({ 'a.tf': 'a' })
    await expect(trees.list('9'.repeat(40))).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })
}

function content(place: Place): void {
  it('is what was put there, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const placed = await place({
      'a.tf': 'resource {}\r\nå 🚀',
      'empty.tf': '',
      'bytes.bin': bytes,
      link: link('a.tf'),
    })
    expect((await read(placed, 'a.tf')).toString()).toBe('resource {}\r\nå 🚀')
    expect((await read(placed, 'empty.tf')).length).toBe(0)
    expect(new Uint8Array(await read(placed, 'bytes.bin'))).toEqual(bytes)
    expect((await read(placed, 'link')).toString()).toBe('a.tf')
  })

  it('can be read many times and at once', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, number) => [`f${number}.tf`, `content ${number}`]))
    const { trees, revision } = await place(files)
    const entries = await trees.list(revision)
    const contents = await Promise.all([...entries, ...entries].map((entry) => trees.read(revision, entry)))
    const texts = contents.map((content) => Buffer.from(content).toString())
    expect(texts).toEqual([...entries, ...entries].map((entry) => files[entry.path]))
  })

  it('of a blob that is not there is a fault', async () => {
    const { trees, revision } = await place({ 'a.tf': 'a' })
    const lost: TreeEntry = { path: 'lost.tf', id: '9'.repeat(40), kind: 'file' }
    await expect(trees.read(revision, lost)).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })
}

async function entryOf({ trees, revision }: PlacedFiles, path: string): Promise<TreeEntry> {
  return (await trees.list(revision)).find((entry) => entry.path === path) ?? expect.fail(`${path} is not listed`)
}

async function read(placed: PlacedFiles, path: string): Promise<Buffer> {
  return Buffer.from(await placed.trees.read(placed.revision, await entryOf(placed, path)))
}

function link(target: string): MemoryEntry {
  return { kind: 'symlink', target }
}
