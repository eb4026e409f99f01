import { Fault } from '../../ports/fault.ts'

/** Records of an extended header that every reader takes alike, or that say nothing of paths and content. */
const KNOWN_RECORD =
  /^(?:path|linkpath|[mac]time|[ug]id|[ug]name|comment|LIBARCHIVE\..*|SCHILY\.(?:xattr\..*|dev|ino|nlink|fflags))$/
const BLOCK_BYTES = 512
const MAX_HEADER_BYTES = 64 * 1024

/**
 * Refuses, with a `Fault` of kind `invalid`, what readers of tar files understand differently, so that what is reviewed
 * is what Terraform unpacks: content after the end, sparse files, settings for all entries, long names of two kinds, and
 * numbers that are none (POSIX 1003.1, "pax interchange format").
 */
export function checkTarLayout(content: Buffer): void {
  const nameKinds = new Set<string>()
  for (let at = 0; at < content.length; ) {
    const header = content.subarray(at, at + BLOCK_BYTES)
    if (header.every((byte) => byte === 0)) {
      checkEnd(content.subarray(at))
      return
    }
    if (header.length < BLOCK_BYTES) throw new Fault('invalid', 'it ends in the middle of an entry')
    const type = String.fromCharCode(header[156] ?? 0)
    const sizeBytes = sizeOf(header)
    const body = content.subarray(at + BLOCK_BYTES, at + BLOCK_BYTES + sizeBytes)
    if (body.length < sizeBytes) throw new Fault('invalid', 'it ends in the middle of an entry')
    checkExtension(type, body)
    if (type === 'x' || type === 'L') nameKinds.add(type)
    if (nameKinds.size > 1) throw new Fault('invalid', 'it gives long names in two ways')
    at += BLOCK_BYTES + Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES
  }
}

function checkEnd(rest: Buffer): void {
  if (!rest.every((byte) => byte === 0)) throw new Fault('invalid', 'it goes on after its end')
}

/** Octal digits; the binary form is for files that are far too large. */
function sizeOf(header: Buffer): number {
  const digits = /^ *([0-7]{1,12})[ \0]*$/.exec(header.toString('latin1', 124, 136))?.[1]
  if (digits === undefined) throw new Fault('invalid', 'an entry in it has a size that is no number')
  return Number.parseInt(digits, 8)
}

function checkExtension(type: string, body: Buffer): void {
  if (!['x', 'g', 'L', 'K'].includes(type)) return
  if (body.length > MAX_HEADER_BYTES)
    throw new Fault('invalid', `a header in it has more than ${MAX_HEADER_BYTES} bytes`)
  if (type === 'K') throw new Fault('invalid', 'it holds a link')
  if (type === 'L') return
  for (const key of recordKeys(body)) {
    if (type === 'g' ? key !== 'comment' : !KNOWN_RECORD.test(key)) {
      throw new Fault('invalid', `a header in it sets ${JSON.stringify(key)}, which readers understand differently`)
    }
  }
}

/** The keys of records `LENGTH KEY=VALUE\n`, where the length counts the record's own bytes. */
function recordKeys(body: Buffer): readonly string[] {
  const keys: string[] = []
  for (let at = 0; at < body.length; ) {
    const digits = /^([1-9]\d{0,5}) /.exec(body.toString('latin1', at, at + 8))?.[1]
    const record = body.toString('utf8', at, at + Number(digits ?? 0))
    const [, key] = /^\d+ ([^=\0]+)=[^\0]*\n$/.exec(record) ?? []
    const isWhole = at + Number(digits) <= body.length
    if (digits === undefined || key === undefined || !isWhole)
      throw new Fault('invalid', 'a header in it cannot be read')
    if (keys.includes(key)) throw new Fault('invalid', `a header in it sets ${key} twice`)
    keys.push(key)
    at += Number(digits)
  }
  return keys
}
