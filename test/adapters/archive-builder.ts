import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

/** One entry of a tar, with whatever is to be wrong about it. */
export interface TarEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  /** One character: `0` for a file, `5` for a folder, `2` for a symbolic link … */
  readonly type?: string
  readonly target?: string
  /** In place of the digits that tell the content's size. */
  readonly size?: string
}

export function tarOf(entries: readonly TarEntry[], end: Uint8Array = Buffer.alloc(1_024)): Buffer {
  return Buffer.concat([...entries.flatMap(tarBlocks), end])
}

export function tgzOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return gzipSync(tarOf(Object.entries(files).map(([name, content]) => ({ name, content }))))
}

/** The records of an extended header. */
export function paxOf(records: Readonly<Record<string, string>>): string {
  const text = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    const digits = String(rest.length).length
    const length = rest.length + digits
    return `${String(length).length > digits ? length + 1 : length}${rest}`
  })
  return text.join('')
}

function tarBlocks({ name, content = '', type = '0', target = '', size }: TarEntry): readonly Buffer[] {
  const body = Buffer.from(content)
  const header = Buffer.alloc(512)
  header.write(name, 0, 100)
  header.write('0000644\x000000000\x000000000\0', 100)
  header.write(size ?? `${body.length.toString(8).padStart(11, '0')}\0`, 124, 12)
  header.write('00000000000\0        ', 136)
  header.write(type, 156)
  header.write(target, 157, 100)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
}

/** One entry of a zip, with whatever is to be wrong about it. */
export interface ZipEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  /** The Unix mode, e.g. `0o120777` for a symbolic link. */
  readonly mode?: number
  readonly flags?: number
  readonly method?: number
  /** What the zip claims, in place of the truth. */
  readonly claimedBytes?: number
  readonly claimedChecksum?: number
  readonly extra?: Buffer
}

/** A deflated zip; `counted` is how many entries it claims to hold. */
export function zipOf(entries: readonly ZipEntry[], counted = entries.length): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const packed = packedOf(entry)
    locals.push(
      Buffer.concat([Buffer.from('PK\u0003\u0004'), packed.common, lengths(entry, 0), packed.name, packed.body]),
    )
    directory.push(directoryRecord(entry, packed, offset))
    offset += locals.at(-1)?.length ?? 0
  }
  const records = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(counted, 8)
  end.writeUInt16LE(counted, 10)
  end.writeUInt32LE(records.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, records, end])
}

interface PackedEntry {
  readonly name: Buffer
  readonly body: Buffer
  /** What the local header and the directory have in common, from the version to the sizes. */
  readonly common: Buffer
}

function packedOf(entry: ZipEntry): PackedEntry {
  const { content = '', method = 8, flags = 0x800 } = entry
  const plain = Buffer.from(content)
  const body = method === 8 ? deflateRawSync(plain) : plain
  const common = Buffer.alloc(22)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(flags, 2)
  common.writeUInt16LE(method, 4)
  common.writeUInt32LE(entry.claimedChecksum ?? crc32(plain), 10)
  common.writeUInt32LE(body.length, 14)
  common.writeUInt32LE(entry.claimedBytes ?? plain.length, 18)
  return { name: Buffer.from(entry.name), body, common }
}

function lengths({ name }: ZipEntry, extraBytes: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt16LE(Buffer.byteLength(name), 0)
  buffer.writeUInt16LE(extraBytes, 2)
  return buffer
}

function directoryRecord(entry: ZipEntry, { name, common }: PackedEntry, offset: number): Buffer {
  const { extra = Buffer.alloc(0), mode = 0o100644 } = entry
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE((mode << 16) >>> 0, 6)
  tail.writeUInt32LE(offset, 10)
  const madeByUnix = Buffer.from([20, 3])
  return Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    madeByUnix,
    common,
    lengths(entry, extra.length),
    tail,
    name,
    extra,
  ])
}
