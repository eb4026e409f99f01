import { crc32 } from 'node:zlib'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { Fault } from '../../ports/fault.ts'
import type { ArchiveFiles } from './archive-files.ts'

/** Bits of a Unix mode that say what an entry is, and the two kinds that are read; no bits are an ordinary entry. */
const KIND_BITS = 0o170000
const REGULAR = 0o100000
const FOLDER = 0o040000
const ENTRY_SIGNATURE = 0x02014b50

/**
 * Reads a zip's central directory, as Go's `archive/zip` does. Its content must have the size and the checksum that the
 * directory promises. Throws `Fault` of kind `invalid` for everything that is refused.
 */
export async function readZip(content: Buffer, files: ArchiveFiles): Promise<void> {
  try {
    const zip = await open(content)
    for await (const entry of zip.eachEntry()) await readEntry(zip, entry, files)
    refuseUncounted(zip, content)
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    throw new Fault('invalid', `it is no zip that can be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

function open(content: Buffer): Promise<ZipFile> {
  // Names are read from their bytes: an extra field could give an entry another name than Go reads.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true }
  return new Promise((resolve, reject) => {
    fromBuffer(content, options, (error, zip) => (error === null ? resolve(zip) : reject(error)))
  })
}

async function readEntry(zip: ZipFile, entry: Entry, files: ArchiveFiles): Promise<void> {
  const name = new TextDecoder('utf-8', { ignoreBOM: true }).decode(entry.fileNameRaw)
  if (entry.isEncrypted()) throw new Fault('invalid', `${name} is encrypted`)
  const kind = (entry.externalFileAttributes >>> 16) & KIND_BITS
  if (kind !== 0 && kind !== REGULAR && kind !== FOLDER) {
    throw new Fault('invalid', `${name} is a link or a device`)
  }
  if (name.endsWith('/') !== (kind === FOLDER) && kind !== 0) {
    throw new Fault('invalid', `${name} is a folder by its name or by its mode, and not by both`)
  }
  files.announce(entry.uncompressedSize)
  if (!name.endsWith('/')) return files.addFile(name, await contentOf(zip, entry, name))
  if (entry.uncompressedSize > 0) throw new Fault('invalid', `the folder ${name} has content`)
  files.addFolder(name)
}

async function contentOf(zip: ZipFile, entry: Entry, name: string): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  // The stream ends with an error as soon as it gives more or fewer bytes than the directory promises.
  for await (const chunk of stream) chunks.push(chunk)
  const content = Buffer.concat(chunks)
  if (crc32(content) !== entry.crc32)
    throw new Fault('invalid', `${name} does not have the checksum that the zip promises`)
  return content
}

/** A count of entries has 16 bits: one more entry than 65,536 would go unseen. */
function refuseUncounted(zip: ZipFile, content: Buffer): void {
  const end = Number(zip.readEntryCursor)
  if (end + 4 <= content.length && content.readUInt32LE(end) === ENTRY_SIGNATURE) {
    throw new Fault('invalid', 'it holds more entries than it counts')
  }
}
