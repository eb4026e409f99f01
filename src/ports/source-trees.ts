/** One entry of a repository's tree. Paths are repository-relative, POSIX. */
export interface TreeEntry {
  readonly path: string
  /** Content identity within one kind: equal ids mean equal content. A submodule's is its commit. */
  readonly id: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  /** Bytes, where the source of the tree tells. */
  readonly sizeBytes?: number
}

/** Reads trees and blobs of one repository or directory. Faults (network, disk) are thrown as `Fault`. */
export interface SourceTrees {
  /** Every entry of the tree at `revision`, sorted by path (by UTF-16 units). Folders are no entries. */
  list(revision: string): Promise<readonly TreeEntry[]>
  /** The content of one entry; a symlink's is its target. Throws `Fault` where it cannot be read or is too large. */
  read(revision: string, entry: TreeEntry): Promise<Uint8Array>
}
