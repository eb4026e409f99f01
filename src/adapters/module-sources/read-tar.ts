import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { Fault } from '../../ports/fault.ts'
import type { ArchiveFiles } from './archive-files.ts'
import { checkTarLayout } from './check-tar-layout.ts'

const gunzipped = promisify(gunzip)

/** Unpacks gzip to `maxBytes` at most. Throws `Fault` of kind `invalid` where there would be more, or it is no gzip. */
export async function unpackGzip(content: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await gunzipped(content, { maxOutputLength: maxBytes })
  } catch (cause) {
    const isTooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    const why = isTooLarge ? `it unpacks to more than ${maxBytes} bytes` : 'it is not packed with gzip'
    throw new Fault('invalid', why, { cause })
  }
}

/** Reads an unpacked tar. Throws `Fault` of kind `invalid` for everything that is refused. */
export async function readTar(content: Buffer, files: ArchiveFiles): Promise<void> {
  checkTarLayout(content)
  const tar = extract()
  tar.end(content)
  try {
    for await (const entry of tar) await readEntry(entry.header, entry, files)
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    throw new Fault('invalid', `it is no tar that can be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

async function readEntry(
  { name, type, size }: Header,
  content: AsyncIterable<unknown>,
  files: ArchiveFiles,
): Promise<void> {
  switch (type) {
    case 'directory':
      if (size > 0) throw new Fault('invalid', `the folder ${name} has content`)
      files.addFolder(name)
      return
    case 'file':
    case 'contiguous-file':
      files.announce(size)
      files.addFile(name, await joined(content, size))
      return
    case 'link':
    case 'symlink':
      throw new Fault('invalid', `${name} is a link`)
    default:
      throw new Fault('invalid', `${name} is a device, or of a kind that is not known`)
  }
}

async function joined(content: AsyncIterable<unknown>, sizeBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) if (chunk instanceof Uint8Array) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  if (bytes.length !== sizeBytes) throw new Fault('invalid', 'it ends in the middle of an entry')
  return bytes
}
