import { nameOfSource, type RemoteSource } from '../../core/configuration/terraform/source/module-source.ts'
import { digestOf } from '../../core/value/fingerprint.ts'
import { type ModuleSources, unreadableModule } from '../../ports/module-sources.ts'
import { parseArchiveAddress } from './archive-address.ts'
import type { ArchivePackages } from './archive-packages.ts'

/** Modules whose source is an archive's own address, e.g. `https://artifacts.example.com/vpc-1.2.0.tgz//modules/vpc`. */
export function httpArchives(archives: ArchivePackages): ModuleSources {
  return {
    async resolve({ source }) {
      if (source.kind === 'unknown') return unreadableModule(`The source ${source.reason}`)
      const name = nameOfSource(source)
      if (source.kind !== 'http') return unreadableModule(`${name} is no archive`)
      const query = queryOf(source)
      if (query === undefined) return unreadableModule(`${name} has parameters, which are not kept`)
      if (/[%?#\\]/.test(source.address))
        return unreadableModule(`${name} has characters that addresses spell otherwise`)
      const address = parseArchiveAddress(`${source.address}//${source.subdirectory}${query}`)
      if (address.kind === 'none') return unreadableModule(`${name} ${address.why}`)
      const pin = (content: () => string) => ({ kind: 'content', source: name, content: content() }) as const
      return archives.open(address, { name, directory: source.subdirectory, choice: 'newest', pin })
    },
  }
}

const KNOWN_QUERIES: readonly string[] = ['', ...['tar.gz', 'tgz', 'tar', 'zip'].map((format) => `archive=${format}`)]

/** A source keeps no parameters, since they may hold keys; those that only name the format are told by its fingerprint. */
function queryOf({ kind, address, subdirectory, fingerprint }: RemoteSource): string | undefined {
  const query = KNOWN_QUERIES.find(
    (each) => digestOf('module-source', kind, address, subdirectory, each) === fingerprint,
  )
  return query === undefined || query === '' ? query : `?${query}`
}
