import { describe, expect, it } from 'vitest'
import { PLAN_ARCHIVE_LIMITS, readPlanArchive } from '../../src/adapters/github/plan-archive.ts'
import { type ZipEntry, zipOf } from './archive-builder.ts'

const PLAN: ZipEntry = { name: 'plan.json', content: '{}' }
const MEGABYTE = Buffer.alloc(1_000_000)

async function readingOf(content: Buffer, limits = PLAN_ARCHIVE_LIMITS) {
  return readPlanArchive(content, limits)
}

describe('an archive of plans', () => {
  it('gives every file that ends in .json, and unpacks nothing else', async () => {
    const broken = { name: 'head.tfplan', content: 'x', claimedChecksum: 1 }
    const entries = [PLAN, { name: 'live/', mode: 0o040755 }, { name: 'live/EU.JSON', content: '[]' }, broken]
    expect(await readingOf(zipOf(entries))).toEqual({
      kind: 'files',
      files: [
        { kind: 'text', path: 'plan.json', text: '{}' },
        { kind: 'text', path: 'live/EU.JSON', text: '[]' },
      ],
      unpackedBytes: 4,
    })
  })

  it('says of one file why it is not read, and gives the others', async () => {
    const large = { name: 'large.json', content: Buffer.alloc(20_000_001) }
    const utf16 = { name: 'utf16.json', content: Buffer.from('\ufeff{}', 'utf16le') }
    const { files } = expectFiles(await readingOf(zipOf([large, utf16, PLAN])))
    expect(files).toEqual([
      { kind: 'unreadable', path: 'large.json', why: 'has more than 20 MB, the most that is read' },
      { kind: 'unreadable', path: 'utf16.json', why: expect.stringContaining('has to be UTF-8') },
      { kind: 'text', path: 'plan.json', text: '{}' },
    ])
  })

  it.each<[string, Buffer, RegExp]>([
    ['is no zip', Buffer.from('{"format_version":"1.2"}'), /^is no zip that can be read: /],
    ['is empty', Buffer.alloc(0), /^is no zip that can be read: /],
    ['holds no plan', zipOf([{ name: 'head.tfplan', content: 'PK' }]), /^holds no file that ends in \.json$/],
    [
      'holds an encrypted file',
      zipOf([PLAN, { name: 'a', content: 'x', flags: 0x801 }]),
      /^holds a, which is encrypted$/,
    ],
    [
      'leads out of itself',
      zipOf([PLAN, { name: '../a.txt' }]),
      /^holds a file named "\.\.\/a\.txt", which is no path/,
    ],
    ['leads out of itself further down', zipOf([{ name: 'a/../../b.json' }]), /which is no path within it$/],
    ['holds an absolute path', zipOf([{ name: '/etc/plan.json' }]), /which is no path within it$/],
    ['holds a drive', zipOf([{ name: 'C:/plan.json' }]), /which is no path within it$/],
    ['holds a backslash', zipOf([{ name: 'a\\plan.json' }]), /which is no path within it$/],
    ['holds a control character', zipOf([{ name: 'plan\n.json' }]), /named "plan\\n\.json", which is no path/],
    ['holds a link', zipOf([{ ...PLAN, mode: 0o120777 }]), /^holds plan\.json, which is a link or a device$/],
    ['holds one name twice', zipOf([PLAN, PLAN]), /^holds plan\.json twice$/],
    ['holds content that was changed', zipOf([{ ...PLAN, claimedChecksum: 1 }]), /whose checksum is another one$/],
    [
      'unpacks to more than it says',
      zipOf([{ ...PLAN, content: MEGABYTE, claimedBytes: 9 }]),
      /^is no zip that can be/,
    ],
    [
      'holds a name beyond the limit',
      zipOf([{ name: `${'a'.repeat(1_024)}.json` }]),
      /a name of more than 1024 bytes$/,
    ],
    [
      'holds too many files',
      zipOf(Array.from({ length: 1_001 }, (_, n) => ({ name: `${n}` }))),
      /more than 1000 files$/,
    ],
    ['holds too many plans', zipOf(Array.from({ length: 21 }, (_, n) => ({ name: `${n}.json` }))), /than the 20 that/],
  ])('that %s is refused', async (_what, content, why) => {
    expect(await readingOf(content)).toEqual({ kind: 'refused', why: expect.stringMatching(why) })
  })

  it('that unpacks to more than 40 MB is refused before it does', async () => {
    const content = Buffer.alloc(19_000_000)
    const bomb = zipOf(['a.json', 'b.json', 'c.json'].map((name) => ({ name, content })))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await readingOf(bomb)).toEqual({ kind: 'refused', why: expect.stringContaining('more than the 40 MB') })
  })

  it('may use no more than other archives of the commit have left', async () => {
    const two = zipOf([PLAN, { ...PLAN, name: 'b.json' }])
    const left = { compressedBytes: 1_000, unpackedBytes: 4, plans: 2 }
    expectFiles(await readingOf(two, left))
    expect(await readingOf(two, { ...left, plans: 1 })).toMatchObject({ kind: 'refused' })
    expect(await readingOf(two, { ...left, unpackedBytes: 3 })).toMatchObject({ kind: 'refused' })
  })
})

function expectFiles(reading: Awaited<ReturnType<typeof readPlanArchive>>) {
  return reading.kind === 'files' ? reading : expect.fail(`The archive ${reading.why}`)
}
