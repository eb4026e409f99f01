import { cleanSubdirectory, parsePackage } from '../../core/configuration/terraform/source/package-address.ts'

export type ArchiveFormat = 'tar' | 'tar.gz' | 'zip'

/** An archive on the web, as a module address or a registry's answer names it. */
export interface ArchiveAddress {
  readonly kind: 'archive'
  /** Holds whatever the address holds: never to be shown. */
  readonly url: URL
  readonly format: ArchiveFormat
  readonly checksum?: Checksum
  /** Of the module within; may be a pattern. */
  readonly subdirectory: string
}

export interface Checksum {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512'
  /** Hexadecimal, in lower case. */
  readonly digest: string
}

interface NoArchive {
  readonly kind: 'none'
  /** A predicate for people. */
  readonly why: string
}

const FORMATS: Readonly<Record<string, ArchiveFormat>> = { tar: 'tar', 'tar.gz': 'tar.gz', tgz: 'tar.gz', zip: 'zip' }
const UNREAD_FORMAT = /\.(?:tar\.bz2|tbz2|tar\.xz|txz|tar\.zst|tzst|bz2|gz|xz|zst)$/i

/**
 * Reads an absolute address as go-getter does: `archive` and `checksum` are for the installer and no part of the URL,
 * `//` begins the subdirectory, and a path's ending names the format where `archive` does not.
 */
export function parseArchiveAddress(text: string): ArchiveAddress | NoArchive {
  const address = parsePackage(text)
  if (address === undefined) return none('has a subdirectory that leaves its package')
  const url = URL.parse(address.base)
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return none('is no address on the web')
  const parameters = new URLSearchParams(address.query ?? '')
  const archive = parameters.get('archive')
  const checksum = parameters.get('checksum')
  parameters.delete('archive')
  parameters.delete('checksum')
  url.search = parameters.toString()
  const format = formatOf(archive, url.pathname)
  if (format === undefined) return none('is no archive that is read: zip, tar, tar.gz and tgz are')
  const expected = checksum === null ? undefined : parseChecksum(checksum)
  if (checksum !== null && expected === undefined) return none('has a checksum that is not understood')
  const subdirectory = cleanSubdirectory(address.subdirectory) ?? ''
  return { kind: 'archive', url, format, subdirectory, ...(expected === undefined ? {} : { checksum: expected }) }
}

function formatOf(archive: string | null, path: string): ArchiveFormat | undefined {
  if (archive !== null && archive !== '') return Object.hasOwn(FORMATS, archive) ? FORMATS[archive] : undefined
  if (UNREAD_FORMAT.test(path) && !/\.(?:tar\.gz|tgz)$/.test(path)) return undefined
  const ending = /\.(tar\.gz|tgz|tar|zip)$/.exec(path)?.[1]
  return ending === undefined ? undefined : FORMATS[ending]
}

const LENGTHS: Readonly<Record<number, Checksum['algorithm']>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' }

/** `sha256:…` and the like; without a name the length tells. */
function parseChecksum(text: string): Checksum | undefined {
  const [, name, digest = ''] = /^(?:(md5|sha1|sha256|sha512):)?([0-9a-f]+)$/i.exec(text) ?? []
  const algorithm = LENGTHS[digest.length]
  if (algorithm === undefined || (name !== undefined && name.toLowerCase() !== algorithm)) return undefined
  return { algorithm, digest: digest.toLowerCase() }
}

function none(why: string): NoArchive {
  return { kind: 'none', why }
}
