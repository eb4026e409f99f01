import {
  nameOfSource,
  type RegistrySource,
  registryModule,
} from '../../core/configuration/terraform/source/module-source.ts'
import { parseModuleSource } from '../../core/configuration/terraform/source/parse-module-source.ts'
import { type ModuleVersion, parseVersion, versionText } from '../../core/configuration/terraform/source/version.ts'
import { isExact, newestSatisfying } from '../../core/configuration/terraform/source/version-constraint.ts'
import {
  type ModulePackage,
  type ModulePin,
  type ModuleRequest,
  type ModuleSources,
  pinText,
  type UnreadableModule,
  unreadableModule,
} from '../../ports/module-sources.ts'
import { parseArchiveAddress } from './archive-address.ts'
import type { ArchivePackages } from './archive-packages.ts'
import { allowedSource, type MirroredRegistry, noVersion } from './mirrored-registry.ts'
import { type RegistryEndpoint, registryClient } from './registry-client.ts'

export interface RegistryMirrorOptions extends MirroredRegistry, RegistryEndpoint {
  /** Reads the repositories that the mirror points at. */
  readonly repositories: ModuleSources
  /** Reads the archives that the mirror points at. */
  readonly archives: ArchivePackages
}

/**
 * A registry's modules as a mirror of the operator's tells them: the newest version that a call admits, in the git
 * repository or the archive that the mirror names for it. Nothing but the mirror, `repositories` and `archives` is
 * asked. Throws `Fault` of kind `invalid` for an endpoint that is neither HTTPS nor on this machine.
 */
export function registryMirror(options: RegistryMirrorOptions): ModuleSources {
  const client = registryClient(options)
  return {
    async resolve(request) {
      const source = allowedSource(options, request.source)
      if (source.kind === 'unreadable') return source
      const versions = await client.versions(source)
      const version = parseVersion(newestSatisfying(versions ?? [], source.constraint) ?? '')
      if (version === undefined) return noVersion(source)
      const location = await client.location(source, versionText(version))
      const found: FoundVersion = { name: `${nameOfSource(source)} ${versionText(version)}`, source, version, location }
      return openLocation(options, request, found)
    },
  }
}

interface FoundVersion {
  readonly name: string
  readonly source: RegistrySource
  readonly version: ModuleVersion
  readonly location: string | undefined
}

async function openLocation(
  { repositories, archives }: RegistryMirrorOptions,
  request: ModuleRequest,
  { name, source, version, location }: FoundVersion,
): Promise<ModulePackage | UnreadableModule> {
  if (location === undefined) return unreadableModule(`The mirror does not say where ${name} is`)
  const target = parseModuleSource(location, undefined)
  const choice = isExact(source.constraint) ? 'call' : 'newest'
  const pinOf = (content: string): ModulePin => ({
    kind: 'version',
    module: registryModule(source),
    version: versionText(version),
    content,
  })
  if (target.kind === 'git') {
    const inside = { ...target, subdirectory: within(target.subdirectory, source) }
    const answer = await repositories.resolve({ ...request, source: inside })
    if (answer.kind === 'unreadable') return unreadableModule(`${name}: ${answer.why}`)
    return { ...answer, pin: pinOf(pinText(answer.pin)), choice }
  }
  if (target.kind === 'unknown') return unreadableModule(`Where the mirror says ${name} is ${target.reason}`)
  const address = parseArchiveAddress(location)
  if (address.kind === 'none') return unreadableModule(`Where the mirror says ${name} is ${address.why}`)
  const directory = within(address.subdirectory, source)
  return archives.open(address, { name, directory, choice, pin: (content) => pinOf(content()) })
}

/** The call's subdirectory is one of the directory that the mirror names. */
function within(directory: string, { subdirectory }: RegistrySource): string {
  return [directory, subdirectory].filter((part) => part !== '').join('/')
}
