import { createHash } from 'node:crypto'
import { renameSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { directoryTrees } from '../../src/adapters/filesystem/directory-trees.ts'
import { places } from './module-sources-places.ts'

const world = places()
afterAll(() => world.remove())

const trees = directoryTrees()

describe('a plain directory', () => {
  it('gives files the ids and sizes that git gives, and reads them byte for byte', async () => {
    const content = Uint8Array.from({ length: 700_001 }, (_, at) => at % 251)
    const root = world.directory({ 'bytes.bin': content, 'empty.tf': '', 'a/b.tf': 'locals {}\n' })
    const entries = await trees.list(root)
    const idOf = (bytes: Uint8Array) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
    expect(entries).toEqual([
      { path: 'a/b.tf', kind: 'file', id: idOf(Buffer.from('locals {}\n')), sizeBytes: 10 },
      { path: 'bytes.bin', kind: 'file', id: idOf(content), sizeBytes: 700_001 },
      { path: 'empty.tf', kind: 'file', id: idOf(Buffer.from('')), sizeBytes: 0 },
    ])
    for (const [at, expected] of ['locals {}\n', content, ''].entries()) {
      const entry = entries[at] ?? expect.fail('it is not listed')
      expect(Buffer.from(await trees.read(root, entry)).equals(Buffer.from(expected))).toBe(true)
    }
  })

  it('reads of a link its target and never what it points to', async () => {
    const root = world.directory({ link: { kind: 'symlink', target: '/etc/passwd' } })
    const [entry] = await trees.list(root)
    expect(entry).toMatchObject({ path: 'link', kind: 'symlink' })
    expect(Buffer.from(await trees.read(root, entry ?? expect.fail('no link'))).toString()).toBe('/etc/passwd')
  })

  it('does not follow what has become a link since it was listed', async () => {
    const root = world.directory({ 'main.tf': 'locals {}\n' })
    const [entry] = await trees.list(root)
    renameSync(join(root, 'main.tf'), join(root, 'other.tf'))
    symlinkSync('/etc/passwd', join(root, 'main.tf'))
    const read = trees.read(root, entry ?? expect.fail('no file'))
    await expect(read).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
  })

  it('lists a file that is too large, and does not read it', async () => {
    const root = world.directory({ 'large.bin': '' })
    truncateSync(join(root, 'large.bin'), 65 * 1024 * 1024)
    const [entry] = await trees.list(root)
    expect(entry).toMatchObject({ path: 'large.bin', sizeBytes: 65 * 1024 * 1024 })
    const read = trees.read(root, entry ?? expect.fail('no file'))
    await expect(read).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
  })

  it('that is not there, or a file that is not, is a fault', async () => {
    const root = world.directory({ 'main.tf': '' })
    await expect(trees.list(join(root, 'none'))).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
    await expect(trees.list(join(root, 'main.tf'))).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
    const lost = { path: 'lost.tf', id: '0'.repeat(40), kind: 'file' } as const
    await expect(trees.read(root, lost)).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })
})
