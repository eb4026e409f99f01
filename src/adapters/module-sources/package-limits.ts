/** How much of one package is looked at. */
export interface PackageLimits {
  readonly files: number
  /** Of one file that is read. */
  readonly fileBytes: number
  /** Of all files that are read together. */
  readonly readBytes: number
  /** To find and list a package. */
  readonly timeMs: number
}

export const PACKAGE_LIMITS: PackageLimits = {
  files: 50_000,
  fileBytes: 5 * 1024 * 1024,
  readBytes: 64 * 1024 * 1024,
  timeMs: 30_000,
}
