import type { RepositoryKey } from './pull-requests.ts'

/**
 * Content of files that was read before, by the id of its git blob. A repository is only ever given what was kept for
 * it. No method throws: what cannot be kept or read is asked for again.
 */
export interface BlobCache {
  /** Undefined where it is not kept, or is no longer what its id says. */
  read(repository: RepositoryKey, id: string): Promise<Uint8Array | undefined>
  keep(repository: RepositoryKey, id: string, content: Uint8Array): Promise<void>
}
