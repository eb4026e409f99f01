import { createHash } from 'node:crypto'
import { crc32, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { parseArchiveAddress } from '../../src/adapters/module-sources/archive-address.ts'
import { ARCHIVE_LIMITS } from '../../src/adapters/module-sources/archive-limits.ts'
import { archivePackages } from '../../src/adapters/module-sources/archive-packages.ts'
import { httpArchives } from '../../src/adapters/module-sources/http-archives.ts'
import { PACKAGE_LIMITS } from '../../src/adapters/module-sources/package-limits.ts'
import { expectPackage, expectUnreadable, requestOf, textIn } from '../contracts/module-sources-contract.ts'
import { paxOf, type TarEntry, tarOf, tgzOf, type ZipEntry, zipOf } from './archive-builder.ts'
import { places } from './module-sources-places.ts'

const world = places()
afterAll(() => world.remove())

const LIMITS = { ...PACKAGE_LIMITS, ...ARCHIVE_LIMITS }
const MAIN = { name: 'main.tf', content: 'locals {}\n' }

/** Serves one archive under every path that ends as `ending` does, and resolves it. */
async function resolved(content: Buffer, ending: string, limits = LIMITS) {
  const origin = await world.serve((_, response) => response.end(content))
  const sources = httpArchives(archivePackages({ origins: [origin], limits }))
  return sources.resolve(requestOf(`${origin}/module.${ending}`))
}

const tar = (...entries: readonly TarEntry[]) => gzipSync(tarOf([MAIN, ...entries]))
const zip = (...entries: readonly ZipEntry[]) => zipOf([MAIN, ...entries])

describe('an archive', () => {
  const files = { 'main.tf': 'locals {}\n', 'modules/inner/main.tf': '# inner\n' }
  const zipped = zipOf(Object.entries(files).map(([name, content]) => ({ name, content })))
  const plain = tarOf(Object.entries(files).map(([name, content]) => ({ name, content })))

  it.each([
    ['tgz', tgzOf(files)],
    ['tar.gz', tgzOf(files)],
    ['tar', plain],
    ['zip', zipped],
    ['zip?archive=tar', plain],
  ])('is read as %s, byte for byte', async (ending, content) => {
    const found = expectPackage(await resolved(content, ending))
    expect((await found.trees.list(found.revision)).map(({ path }) => path)).toEqual(Object.keys(files))
    for (const [path, text] of Object.entries(files)) expect(await textIn(found, path)).toBe(text)
    expect(found).toMatchObject({ choice: 'newest', directory: '', pin: { kind: 'content' } })
  })

  it('may name its root and its folders, and have long names and the times of pax', async () => {
    const name = `${'long/'.repeat(30)}main.tf`
    const content = tar(
      { name: 'pax_global_header', type: 'g', content: paxOf({ comment: 'a'.repeat(40) }) },
      { name: './', type: '5' },
      { name: 'folder/', type: '5' },
      { name: 'folder/', type: '5' },
      { name: 'x', type: 'x', content: paxOf({ path: name, mtime: '1.5' }) },
      { name: 'short', content: '# long\n' },
    )
    const found = expectPackage(await resolved(content, 'tgz'))
    expect(await textIn(found, name)).toBe('# long\n')
  })

  it('whose format nobody reads is unreadable', async () => {
    for (const ending of ['tar.xz', 'tar.bz2', 'rar', 'zip?archive=tar.xz', 'zip?archive=false', '7z']) {
      expectUnreadable(await resolved(zipped, ending))
    }
    expect(expectUnreadable(await resolved(Buffer.from('<html>'), 'zip'))).toContain('no zip')
    expect(expectUnreadable(await resolved(Buffer.from('<html>'), 'tgz'))).toContain('not packed with gzip')
    expect(expectUnreadable(await resolved(Buffer.alloc(700, 65), 'tar'))).toContain('size that is no number')
  })
})

describe('a path in an archive', () => {
  it.each([
    ['that is absolute', '/etc/passwd', 'is absolute'],
    ['of a drive', 'C:/windows', 'is absolute'],
    ['that leads out', '../main.tf', 'leads out'],
    ['that leads out on a way', 'a/../../main.tf', 'leads out'],
    ['with a backslash', 'a\\..\\main.tf', 'backslash'],
    ['with an empty part', 'a//main.tf', 'empty part'],
    ['with a line break', 'a\nmain.tf', 'character'],
    ['that is too long', 'a'.repeat(60), 'more than 50 bytes'],
    ['that is there twice', 'main.tf', 'is in it twice'],
    ['that is there twice, written otherwise', './main.tf', 'is in it twice'],
    ['that differs in case only', 'Main.tf', 'differ only'],
    ['whose folder is a file', 'main.tf/other.tf', 'both a file and a folder'],
  ])('%s is refused', async (_, name, why) => {
    const limits = { ...LIMITS, pathBytes: 50 }
    expect(expectUnreadable(await resolved(tar({ name }), 'tgz', limits))).toContain(why)
    expect(expectUnreadable(await resolved(zip({ name }), 'zip', limits))).toContain(why)
  })

  it('of a folder that differs in case only, or letters that look alike, is refused', async () => {
    const folders = tar({ name: 'A/x.tf' }, { name: 'a/y.tf' })
    expect(expectUnreadable(await resolved(folders, 'tgz'))).toContain('differ only')
    const accents = zip({ name: 'caf\u00e9.tf' }, { name: 'cafe\u0301.tf' })
    expect(expectUnreadable(await resolved(accents, 'zip'))).toContain('differ only')
  })
})

describe('a tar', () => {
  it.each<[string, TarEntry | readonly TarEntry[], string]>([
    ['a symbolic link', { name: 'link', type: '2', target: '/etc/passwd' }, 'is a link'],
    ['a hard link', { name: 'link', type: '1', target: 'main.tf' }, 'is a link'],
    ['a link with a long target', { name: 'link', type: 'K', content: 'x'.repeat(200) }, 'holds a link'],
    ['a character device', { name: 'null', type: '3' }, 'is a device'],
    ['a block device', { name: 'disk', type: '4' }, 'is a device'],
    ['a pipe', { name: 'pipe', type: '6' }, 'is a device'],
    ['a sparse file', { name: 'sparse', type: 'S' }, 'is a device, or of a kind that is not known'],
    ['a sparse file of pax', { name: 'x', type: 'x', content: paxOf({ 'GNU.sparse.size': '9' }) }, 'GNU.sparse.size'],
    ['another size by pax', { name: 'x', type: 'x', content: paxOf({ size: '9' }) }, 'sets "size"'],
    ['a path for all by pax', { name: 'g', type: 'g', content: paxOf({ path: 'other.tf' }) }, 'sets "path"'],
    ['records that cannot be read', { name: 'x', type: 'x', content: '99 path=a\n' }, 'cannot be read'],
    [
      'long names in two ways',
      [
        { name: 'L', type: 'L', content: 'a' },
        { name: 'x', type: 'x', content: paxOf({ path: 'b' }) },
      ],
      'two ways',
    ],
    ['a folder with content', { name: 'folder/', type: '5', content: 'hidden' }, 'has content'],
    ['a size that is no number', { name: 'a.tf', size: '99999999999 ' }, 'no number'],
    ['a size beyond its end', { name: 'a.tf', size: '00000077777 ' }, 'in the middle'],
  ])('with %s is refused', async (_, entries, why) => {
    expect(expectUnreadable(await resolved(tar(...[entries].flat()), 'tgz'))).toContain(why)
  })

  it('that goes on after its end, or is cut short, is refused', async () => {
    const more = tarOf([{ name: 'main_override.tf', content: 'locals {}\n' }])
    const content = tarOf([MAIN], Buffer.concat([Buffer.alloc(1_024), more]))
    expect(expectUnreadable(await resolved(content, 'tar'))).toContain('goes on after its end')
    expect(expectUnreadable(await resolved(tarOf([MAIN]).subarray(0, 515), 'tar'))).toContain('in the middle')
  })
})

describe('a zip', () => {
  it.each<[string, ZipEntry, string]>([
    ['a symbolic link', { name: 'link', content: '/etc/passwd', mode: 0o120777 }, 'is a link or a device'],
    ['a device', { name: 'null', mode: 0o020666 }, 'is a link or a device'],
    ['a folder that is a file by its mode', { name: 'folder/', mode: 0o100644 }, 'not by both'],
    ['a folder with content', { name: 'folder/', mode: 0o040755, content: 'hidden' }, 'has content'],
    ['an encrypted file', { name: 'secret.tf', content: 'locals {}', flags: 1 }, 'is encrypted'],
    ['a strongly encrypted file', { name: 'secret.tf', content: 'locals {}', flags: 0x41 }, 'encryption'],
    ['a method that is not known', { name: 'a.tf', content: 'locals {}', method: 12 }, 'compression method'],
    ['less content than it claims', { name: 'a.tf', content: 'abc', claimedBytes: 9 }, 'bytes'],
    ['more content than it claims', { name: 'a.tf', content: 'a'.repeat(9_999), claimedBytes: 9 }, 'bytes'],
    ['content of another checksum', { name: 'a.tf', content: 'abc', claimedChecksum: 1 }, 'checksum'],
    ['a name that is no text', { name: 'a\ufffd.tf' }, 'character'],
  ])('with %s is refused', async (_, entry, why) => {
    expect(expectUnreadable(await resolved(zip(entry), 'zip'))).toContain(why)
  })

  it('that holds more entries than it counts is refused', async () => {
    const content = zipOf([MAIN, { name: 'main_override.tf', content: 'locals {}\n' }], 1)
    expect(expectUnreadable(await resolved(content, 'zip'))).toContain('more entries than it counts')
  })

  it('gives entries the names that their bytes say, whatever an extra field says', async () => {
    const raw = Buffer.from('b.tf')
    const extra = Buffer.concat([Buffer.from([0x75, 0x70, 9, 0, 1]), Buffer.alloc(4), raw])
    extra.writeUInt32LE(crc32(Buffer.from('a.tf')), 5)
    const found = expectPackage(await resolved(zip({ name: 'a.tf', content: '# a\n', extra }), 'zip'))
    expect(await textIn(found, 'a.tf')).toBe('# a\n')
  })
})

describe('limits on archives', () => {
  const large = 'a'.repeat(100_000)
  it.each<[string, Partial<typeof LIMITS>, string]>([
    ['what comes over the network', { compressedBytes: 100 }, 'more than 100 bytes'],
    ['what it unpacks to', { unpackedBytes: 50_000 }, 'unpacks to more than'],
    ['entries', { entries: 2 }, 'more than 2 entries'],
  ])('on %s are reasons', async (_, change, why) => {
    const limits = { ...LIMITS, ...change }
    const entries = [{ name: 'a.tf', content: large }, { name: 'b.tf' }, { name: 'c.tf' }]
    expect(expectUnreadable(await resolved(tar(...entries), 'tgz', limits))).toContain(why)
    expect(expectUnreadable(await resolved(zip(...entries), 'zip', limits))).toContain(why)
  })

  it('stop a bomb of gzip before it is unpacked, and a zip that lies about one', async () => {
    const limits = { ...LIMITS, unpackedBytes: 1_000_000, entries: 10 }
    const bomb = gzipSync(Buffer.alloc(40_000_000))
    expect(bomb.length).toBeLessThan(50_000)
    expect(expectUnreadable(await resolved(bomb, 'tgz', limits))).toContain('unpacks to more than')
    const lying = zip({ name: 'a.tf', content: Buffer.alloc(40_000_000), claimedBytes: 10 })
    expect(expectUnreadable(await resolved(lying, 'zip', limits))).toContain('bytes')
  })

  it('on all archives together are reasons', async () => {
    const content = tgzOf({ 'main.tf': large })
    const origin = await world.serve((_, response) => response.end(content))
    const archives = archivePackages({ origins: [origin], limits: { ...LIMITS, heldBytes: 150_000 } })
    const ask = (name: string) => httpArchives(archives).resolve(requestOf(`${origin}/${name}.tgz`))
    expectPackage(await ask('one'))
    expectPackage(await ask('one'))
    expect(expectUnreadable(await ask('two'))).toContain('all archives together')
  })

  it('on time are a fault: nobody can say what it would have been', async () => {
    const origin = await world.serve((_, response) => void response.write('PK'))
    const sources = httpArchives(archivePackages({ origins: [origin], limits: { ...LIMITS, timeMs: 50 } }))
    const answer = sources.resolve(requestOf(`${origin}/module.zip`))
    await expect(answer).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
  })
})

describe('the place of an archive', () => {
  const content = tgzOf({ 'main.tf': '# here\n', 'modules/vpc/main.tf': '# vpc\n' })

  it('must be of an origin that is allowed, and so must all that it redirects to', async () => {
    const other = await world.serve((_, response) => response.end(content))
    const origin = await world.serve((request, response) => {
      if (request.url === '/module.tgz') response.end(content)
      else response.writeHead(302, { location: request.url === '/near.tgz' ? '/module.tgz' : `${other}/x.tgz` }).end()
    })
    const sources = httpArchives(archivePackages({ origins: [origin] }))
    const ask = (source: string) => sources.resolve(requestOf(source))
    expect(await textIn(expectPackage(await ask(`${origin}/near.tgz`)), 'main.tf')).toBe('# here\n')
    expect(expectUnreadable(await ask(`${origin}/far.tgz`))).toContain('not among the origins')
    expect(expectUnreadable(await ask(`${other}/module.tgz`))).toContain('not among the origins')
  })

  it('is asked once a review, and again after an outage', async () => {
    const asked: string[] = []
    const origin = await world.serve((request, response) => {
      asked.push(request.url ?? '')
      if (asked.length === 1) response.writeHead(503).end()
      else response.end(content)
    })
    const sources = httpArchives(archivePackages({ origins: [origin] }))
    const ask = (inside: string) => sources.resolve(requestOf(`${origin}/module.tgz${inside}`))
    await expect(ask('')).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
    await ask('')
    expect(await textIn(expectPackage(await ask('//modules/vpc')), 'modules/vpc/main.tf')).toBe('# vpc\n')
    expect(asked).toEqual(['/module.tgz', '/module.tgz'])
  })

  it('that answers nothing, or refuses, leaves the module unread', async () => {
    for (const [status, why] of [
      [404, '404'],
      [403, '403'],
      [400, '400'],
    ] as const) {
      const origin = await world.serve((_, response) => response.writeHead(status).end())
      const sources = httpArchives(archivePackages({ origins: [origin] }))
      expect(expectUnreadable(await sources.resolve(requestOf(`${origin}/module.tgz`)))).toContain(why)
    }
  })

  it('with parameters that may hold keys is not asked', async () => {
    const origin = await world.serve((_, response) => response.end(content))
    const sources = httpArchives(archivePackages({ origins: [origin] }))
    const why = expectUnreadable(await sources.resolve(requestOf(`${origin}/module.tgz?token=abc`)))
    expect(why).toContain('parameters')
  })

  it('may promise a checksum in what a registry says of it', async () => {
    const origin = await world.serve((_, response) => response.end(content))
    const archives = archivePackages({ origins: [origin] })
    const open = (checksum: string) => {
      const address = parseArchiveAddress(`${origin}/module.tgz?checksum=${checksum}`)
      if (address.kind === 'none') return expect.fail(address.why)
      const pin = () => ({ kind: 'content', source: 'x', content: 'y' }) as const
      return archives.open(address, { name: 'x', directory: '', choice: 'call', pin })
    }
    const digest = createHash('sha256').update(content).digest('hex')
    expectPackage(await open(`sha256:${digest}`))
    expectPackage(await open(digest.toUpperCase()))
    expect(expectUnreadable(await open('0'.repeat(64)))).toContain('checksum')
    expect(parseArchiveAddress(`${origin}/module.tgz?checksum=file:sums.txt`).kind).toBe('none')
  })
})
