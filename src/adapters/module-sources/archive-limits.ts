/** How much of archives is looked at. Their content is held in memory and never written to disk. */
export interface ArchiveLimits {
  /** Of one archive, as it comes over the network. */
  readonly compressedBytes: number
  /** Of everything in it together. */
  readonly unpackedBytes: number
  /** Of all archives that are held together. */
  readonly heldBytes: number
  readonly entries: number
  /** Of one path within it. */
  readonly pathBytes: number
  /** To fetch and unpack it. */
  readonly timeMs: number
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  compressedBytes: 16 * 1024 * 1024,
  unpackedBytes: 64 * 1024 * 1024,
  heldBytes: 192 * 1024 * 1024,
  entries: 20_000,
  pathBytes: 1_024,
  timeMs: 30_000,
}
