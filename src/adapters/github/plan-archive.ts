import { crc32 } from 'node:zlib'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { MAX_PLAN_SIZE } from '../../core/configuration/terraform/plan/limits.ts'
import type { PlanFile } from '../../ports/plan-artifacts.ts'

/** How much of artifacts is looked at for one commit. Their content is held in memory and never written to disk. */
export interface PlanArchiveLimits {
  /** As they come over the network. */
  readonly compressedBytes: number
  /** Of all plans in them. */
  readonly unpackedBytes: number
  readonly plans: number
}

export const PLAN_ARCHIVE_LIMITS: PlanArchiveLimits = {
  compressedBytes: 20_000_000,
  unpackedBytes: 40_000_000,
  plans: 20,
}

/** Of one archive, whatever they are. */
const MAX_ENTRIES = 1_000
const MAX_NAME_BYTES = 1_024

/** `why` is a predicate about the archive. */
export type PlanArchive =
  | { readonly kind: 'files'; readonly files: readonly PlanFile[]; readonly unpackedBytes: number }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Reads the `.json` files of a zip; nothing else in it is unpacked. Total: a zip that promises one thing and holds
 * another, that is encrypted, names places outside of itself or is beyond a limit is refused as a whole.
 */
export async function readPlanArchive(content: Buffer, limits: PlanArchiveLimits): Promise<PlanArchive> {
  try {
    return await filesOf(await open(content), limits)
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', why: error.why }
    return { kind: 'refused', why: `is no zip that can be read: ${error instanceof Error ? error.message : error}` }
  }
}

/** Thrown where an archive is refused, and caught where its reading began. */
class Refusal {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

function open(content: Buffer): Promise<ZipFile> {
  // Names are read from their bytes: an extra field could give an entry another name.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true }
  return new Promise((resolve, reject) => {
    fromBuffer(content, options, (error, zip) => (error === null ? resolve(zip) : reject(error)))
  })
}

async function filesOf(zip: ZipFile, limits: PlanArchiveLimits): Promise<PlanArchive> {
  if (zip.entryCount > MAX_ENTRIES) throw new Refusal(`holds more than ${MAX_ENTRIES} files`)
  const files: PlanFile[] = []
  const names = new Set<string>()
  let unpackedBytes = 0
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (!name.toLowerCase().endsWith('.json')) continue
    refuseLink(entry, name)
    if (names.size >= limits.plans) throw new Refusal(TOO_MANY)
    if (names.has(name)) throw new Refusal(`holds ${name} twice`)
    names.add(name)
    if (entry.uncompressedSize > MAX_PLAN_SIZE) {
      files.push({ kind: 'unreadable', path: name, why: TOO_LARGE })
      continue
    }
    unpackedBytes += entry.uncompressedSize
    if (unpackedBytes > limits.unpackedBytes) throw new Refusal(TOO_MUCH)
    files.push(planFile(name, await contentOf(zip, entry, name)))
  }
  if (files.length === 0) throw new Refusal('holds no file that ends in .json')
  return { kind: 'files', files, unpackedBytes }
}

const TOO_LARGE = `has more than ${MAX_PLAN_SIZE / 1_000_000} MB, the most that is read`
const TOO_MANY = `holds more files that end in .json than the ${PLAN_ARCHIVE_LIMITS.plans} that are read for one commit`
const TOO_MUCH = `holds more than the ${PLAN_ARCHIVE_LIMITS.unpackedBytes / 1_000_000} MB of plans that are read for one commit`

/** Every name is checked, also those of files that are of no interest: an archive with such names is nobody's mistake. */
function nameOf(entry: Entry): string {
  const name = new TextDecoder('utf-8', { ignoreBOM: true }).decode(entry.fileNameRaw)
  if (entry.fileNameRaw.length > MAX_NAME_BYTES) throw new Refusal(`holds a name of more than ${MAX_NAME_BYTES} bytes`)
  const segments = name.replace(/\/$/, '').split('/')
  const leadsElsewhere = /[\u0000-\u001f\u007f\\\ufffd]|^[A-Za-z]:/.test(name)
  if (leadsElsewhere || segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new Refusal(`holds a file named ${JSON.stringify(name.slice(0, 100))}, which is no path within it`)
  }
  if (entry.isEncrypted()) throw new Refusal(`holds ${name}, which is encrypted`)
  return name
}

/** Bits of a Unix mode that say what an entry is; no bits are an ordinary file. */
const KIND_BITS = 0o170000
const REGULAR = 0o100000

function refuseLink({ externalFileAttributes }: Entry, name: string): void {
  const kind = (externalFileAttributes >>> 16) & KIND_BITS
  if (kind !== 0 && kind !== REGULAR) throw new Refusal(`holds ${name}, which is a link or a device`)
}

async function contentOf(zip: ZipFile, entry: Entry, name: string): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  // The stream ends with an error as soon as it gives more or fewer bytes than the directory promises.
  for await (const chunk of stream) chunks.push(chunk)
  const content = Buffer.concat(chunks)
  if (crc32(content) !== entry.crc32) throw new Refusal(`holds ${name}, whose checksum is another one`)
  return content
}

function planFile(path: string, content: Buffer): PlanFile {
  if (content[0] === 0xff && content[1] === 0xfe) {
    return { kind: 'unreadable', path, why: 'is UTF-16, as some shells redirect output; it has to be UTF-8' }
  }
  return { kind: 'text', path, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(content) }
}
