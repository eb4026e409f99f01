import { readdir } from 'node:fs/promises'
import { nameOfSource, registryModule } from '../../core/configuration/terraform/source/module-source.ts'
import { parseVersion, versionText } from '../../core/configuration/terraform/source/version.ts'
import { isExact, newestSatisfying } from '../../core/configuration/terraform/source/version-constraint.ts'
import { Fault } from '../../ports/fault.ts'
import { type ModulePin, type ModuleSources, unreadableModule } from '../../ports/module-sources.ts'
import type { SourceTrees } from '../../ports/source-trees.ts'
import { containedDirectory } from './contained-directory.ts'
import { tooLargeToList } from './measure-directory.ts'
import { allowedSource, type MirroredRegistry, noVersion } from './mirrored-registry.ts'
import { openPackage } from './open-package.ts'
import { PACKAGE_LIMITS, type PackageLimits } from './package-limits.ts'

export interface RegistryDirectoryOptions extends MirroredRegistry {
  /** Holds `<namespace>/<name>/<provider>/<version>/` with a version's files. Links below it are not followed. */
  readonly directory: string
  /** A directory on disk as a tree whose revision is its path. */
  readonly openDirectory: (path: string) => SourceTrees
  readonly limits?: PackageLimits
}

/** A registry's modules that the operator keeps as directories on disk; of those a call admits, the newest. */
export function registryDirectory(options: RegistryDirectoryOptions): ModuleSources {
  const { directory, openDirectory, limits = PACKAGE_LIMITS } = options
  return {
    async resolve(request) {
      const source = allowedSource(options, request.source)
      if (source.kind === 'unreadable') return source
      const folder = `${source.namespace}/${source.name}/${source.provider}`
      const version = newestSatisfying(await versionsIn(directory, folder), source.constraint)
      const parsed = parseVersion(version ?? '')
      if (version === undefined || parsed === undefined) return noVersion(source)
      const found = await containedDirectory(directory, `${folder}/${version}`)
      if (found.kind !== 'directory') return noVersion(source)
      const name = `${nameOfSource(source)} ${versionText(parsed)}`
      const tooLarge = await tooLargeToList(found.path, limits)
      if (tooLarge !== undefined) return unreadableModule(`${name} ${tooLarge}`)
      const pin = (content: () => string): ModulePin => ({
        kind: 'version',
        module: registryModule(source),
        version: versionText(parsed),
        content: content(),
      })
      return openPackage(
        {
          name,
          trees: openDirectory(found.path),
          revision: found.path,
          directory: source.subdirectory,
          choice: isExact(source.constraint) ? 'call' : 'newest',
          pin,
        },
        limits,
      )
    },
  }
}

async function versionsIn(directory: string, folder: string): Promise<readonly string[]> {
  const found = await containedDirectory(directory, folder)
  if (found.kind !== 'directory') return []
  try {
    const entries = await readdir(found.path, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
  } catch (cause) {
    throw new Fault('unavailable', `${found.path} cannot be read`, { cause })
  }
}
