/** A version of a module, as Terraform reads it. */
export interface ModuleVersion {
  /** At least three. */
  readonly segments: readonly bigint[]
  /** How many of them were written. */
  readonly written: number
  /** Empty for a release. */
  readonly prerelease: string
  readonly build: string
}

/** UTF-16 units. */
const MAX_VERSION_LENGTH = 250
const MAX_SEGMENT = 2n ** 63n - 1n
const IDENTIFIERS = '[\\dA-Za-z~-]*(?:\\.[\\dA-Za-z~-]+)*'
/** A pre-release needs no dash before it where it begins with a letter; `v` may stand in front. */
const VERSION = new RegExp(
  `^v?(\\d+(?:\\.\\d+)*)(?:-(\\d${IDENTIFIERS})|-?([A-Za-z~-]${IDENTIFIERS}))?(?:\\+([\\dA-Za-z~-]${IDENTIFIERS}))?$`,
)

/** Any number of segments, each below 2^63; undefined for anything else. */
export function parseVersion(text: string): ModuleVersion | undefined {
  const match = text.length > MAX_VERSION_LENGTH ? null : VERSION.exec(text)
  if (match === null) return undefined
  const [, numbers = '', numeric, alphabetic, build = ''] = match
  const segments = numbers.split('.').map(BigInt)
  if (segments.some((segment) => segment > MAX_SEGMENT)) return undefined
  const written = segments.length
  while (segments.length < 3) segments.push(0n)
  return { segments, written, prerelease: numeric ?? alphabetic ?? '', build }
}

/** The canonical spelling: three segments at least, no `v`, no leading zeros. */
export function versionText({ segments, prerelease, build }: ModuleVersion): string {
  return segments.join('.') + (prerelease === '' ? '' : `-${prerelease}`) + (build === '' ? '' : `+${build}`)
}

/** Negative where `one` is older, zero where they are equal; builds do not count, and `1.2.0` is `1.2.0.0`. */
export function compareVersions(one: ModuleVersion, other: ModuleVersion): number {
  const length = Math.max(one.segments.length, other.segments.length)
  for (let at = 0; at < length; at++) {
    const difference = (one.segments[at] ?? 0n) - (other.segments[at] ?? 0n)
    if (difference !== 0n) return difference < 0n ? -1 : 1
  }
  return comparePrereleases(one.prerelease, other.prerelease)
}

export function hasSameSegments(one: ModuleVersion, other: ModuleVersion): boolean {
  return one.segments.length === other.segments.length && one.segments.every((each, at) => each === other.segments[at])
}

/** A release is newer than its pre-releases. */
function comparePrereleases(one: string, other: string): number {
  if (one === other) return 0
  if (one === '' || other === '') return one === '' ? 1 : -1
  const [left, right] = [one.split('.'), other.split('.')]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareIdentifiers(left[at] ?? '', right[at] ?? '')
    if (order !== 0) return order
  }
  return 0
}

/** Numbers come before words; a missing identifier comes before a number, and after a word. */
function compareIdentifiers(one: string, other: string): number {
  if (one === other) return 0
  const [left, right] = [numberOf(one), numberOf(other)]
  if (one === '') return right === undefined ? 1 : -1
  if (other === '') return left === undefined ? -1 : 1
  if (left === undefined || right === undefined) {
    if (left !== right) return left === undefined ? 1 : -1
    return one > other ? 1 : -1
  }
  return left > right ? 1 : -1
}

function numberOf(identifier: string): bigint | undefined {
  return /^\d+$/.test(identifier) && BigInt(identifier) <= MAX_SEGMENT ? BigInt(identifier) : undefined
}
