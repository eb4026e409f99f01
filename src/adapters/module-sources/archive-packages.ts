import { createHash } from 'node:crypto'
import { Fault } from '../../ports/fault.ts'
import { type ModulePackage, type UnreadableModule, unreadableModule } from '../../ports/module-sources.ts'
import type { ArchiveAddress } from './archive-address.ts'
import { type ArchiveTree, archiveFiles } from './archive-files.ts'
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits.ts'
import { fetchArchive } from './fetch-archive.ts'
import { type FoundPackage, openPackage } from './open-package.ts'
import { PACKAGE_LIMITS, type PackageLimits } from './package-limits.ts'
import { readTar, unpackGzip } from './read-tar.ts'
import { readZip } from './read-zip.ts'
import { withinTime } from './time-limit.ts'

export interface ArchiveOptions {
  /** Where archives may be fetched, e.g. `https://artifacts.example.com`; nothing else is ever asked. */
  readonly origins: readonly string[]
  readonly limits?: ArchiveLimits & PackageLimits
}

/** Packages in archives, each fetched once: make one a review. */
export interface ArchivePackages {
  /** `unreadable` for what is not there, may not be read or is refused; an outage is a `Fault`. */
  open(
    address: ArchiveAddress,
    found: Pick<FoundPackage, 'name' | 'directory' | 'choice' | 'pin'>,
  ): Promise<ModulePackage | UnreadableModule>
}

export function archivePackages(options: ArchiveOptions): ArchivePackages {
  const { limits = { ...ARCHIVE_LIMITS, ...PACKAGE_LIMITS } } = options
  const origins = new Set(options.origins)
  const known = new Map<string, Promise<ArchiveTree>>()
  let heldBytes = 0
  const unpack = async (address: ArchiveAddress) => {
    const tree = await unpackFrom(address, origins, limits)
    heldBytes += tree.sizeBytes
    if (heldBytes <= limits.heldBytes) return tree
    throw new Fault('invalid', `all archives together unpack to more than ${limits.heldBytes} bytes`)
  }
  return {
    async open(address, found) {
      const key = JSON.stringify([address.url.href, address.format, address.checksum])
      const unpacked = known.get(key) ?? unpack(address)
      known.set(key, unpacked)
      try {
        const { trees, revision } = await unpacked
        return await openPackage({ ...found, trees, revision }, limits)
      } catch (error) {
        if (error instanceof Fault && ['invalid', 'not-found', 'forbidden'].includes(error.kind)) {
          return unreadableModule(`The archive of ${found.name} is not read: ${error.message}`)
        }
        known.delete(key)
        throw error
      }
    },
  }
}

async function unpackFrom(
  address: ArchiveAddress,
  origins: ReadonlySet<string>,
  limits: ArchiveLimits,
): Promise<ArchiveTree> {
  const content = await fetchArchive(address.url, origins, limits)
  refuseOther(content, address)
  const files = archiveFiles(limits)
  // Padding and headers come on top of what the files hold.
  const tarBytes = limits.unpackedBytes + limits.entries * 2_048
  const unpack = async () => {
    if (address.format === 'zip') return readZip(content, files)
    return readTar(address.format === 'tar' ? content : await unpackGzip(content, tarBytes), files)
  }
  await withinTime(limits.timeMs, 'Unpacking an archive', unpack())
  return files.tree()
}

function refuseOther(content: Buffer, { checksum }: ArchiveAddress): void {
  if (checksum === undefined) return
  const digest = createHash(checksum.algorithm).update(content).digest('hex')
  if (digest !== checksum.digest) throw new Fault('invalid', 'it does not have the checksum that its address names')
}
