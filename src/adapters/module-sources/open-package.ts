import { createHash } from 'node:crypto'
import { Fault } from '../../ports/fault.ts'
import {
  type Choice,
  type ModulePackage,
  type ModulePin,
  type UnreadableModule,
  unreadableModule,
} from '../../ports/module-sources.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'
import { boundedTrees } from './bounded-trees.ts'
import type { PackageLimits } from './package-limits.ts'
import { expandSubdirectory } from './subdirectory-pattern.ts'
import { withinTime } from './time-limit.ts'

/** Where a package's content was found. */
export interface FoundPackage {
  /** For reasons, e.g. `github.com/acme/modules`. */
  readonly name: string
  readonly trees: SourceTrees
  readonly revision: string
  /** The module's directory; may be a pattern that exactly one path of the package must match. */
  readonly directory: string
  readonly choice: Choice
  /** `content` gives what identifies all that the package holds. */
  readonly pin: (content: () => string) => ModulePin
}

/**
 * Lists a package and checks that the module in it can be read; its trees are then kept within `limits`. A package that
 * is too large to be listed is unreadable.
 */
export async function openPackage(
  found: FoundPackage,
  limits: PackageLimits,
): Promise<ModulePackage | UnreadableModule> {
  const { name, trees, revision, choice } = found
  const listing = await listingOf(found, limits)
  if (listing.kind === 'unreadable') return listing
  const { entries } = listing
  const expanded = expandSubdirectory(
    found.directory,
    entries.map(({ path }) => path),
  )
  if (expanded.kind === 'none') return unreadableModule(`${name} ${expanded.why}`)
  const { directory } = expanded
  const own = entries.filter((entry) => isModuleFile(directory, entry.path))
  const place = directory === '' ? 'its root' : directory
  if (own.length === 0) return unreadableModule(`${name} has no Terraform files in ${place}`)
  const link = own.find((entry) => entry.kind !== 'file')
  if (link !== undefined) return unreadableModule(`${name} has a link at ${link.path}, which is not followed`)
  return {
    kind: 'package',
    pin: found.pin(() => contentOf(entries)),
    trees: boundedTrees(name, trees, revision, entries, limits),
    revision,
    directory,
    choice,
  }
}

interface Listing {
  readonly kind: 'entries'
  readonly entries: readonly TreeEntry[]
}

async function listingOf(
  { name, trees, revision }: FoundPackage,
  limits: PackageLimits,
): Promise<Listing | UnreadableModule> {
  try {
    const entries = await withinTime(limits.timeMs, `Listing ${name}`, trees.list(revision))
    if (entries.length <= limits.files) return { kind: 'entries', entries }
    return unreadableModule(`${name} holds more than ${limits.files} files`)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'invalid') {
      return unreadableModule(`${name} cannot be listed: ${error.message}`)
    }
    throw error
  }
}

function isModuleFile(directory: string, path: string): boolean {
  const prefix = directory === '' ? '' : `${directory}/`
  return path.startsWith(prefix) && /^[^/]+\.(?:tf|tofu)(?:\.json)?$/.test(path.slice(prefix.length))
}

/** Equal for packages of the same files, links and submodules at the same paths. */
function contentOf(entries: readonly TreeEntry[]): string {
  const hash = createHash('sha256')
  for (const { kind, path, id } of entries) hash.update(JSON.stringify([kind, path, id]))
  return hash.digest('hex').slice(0, 32)
}
