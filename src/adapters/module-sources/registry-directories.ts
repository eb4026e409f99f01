import { nameOfSource } from '../../core/configuration/terraform/source/module-source.ts'
import { type ModuleSources, unreadableModule } from '../../ports/module-sources.ts'
import { containedDirectory } from './contained-directory.ts'
import { type RegistryDirectoryOptions, registryDirectory } from './registry-directory.ts'

/**
 * Modules of every registry that has a directory of its own: `<directory>/<registry host>/<namespace>/<name>/<provider>/
 * <version>/`. What is there is what may be read. No part of that path may be a link.
 */
export function registryDirectories(
  options: Pick<RegistryDirectoryOptions, 'directory' | 'openDirectory' | 'limits'>,
): ModuleSources {
  return {
    async resolve(request) {
      const { source } = request
      if (source.kind === 'unknown') return unreadableModule(`The source ${source.reason}`)
      if (source.kind !== 'registry') return unreadableModule(`${nameOfSource(source)} is not in a registry`)
      const found = await containedDirectory(options.directory, source.host)
      if (found.kind !== 'directory') return unreadableModule(`There is no mirror of the registry ${source.host}`)
      const registry = { registryHost: source.host, namespaces: [source.namespace], directory: found.path }
      return registryDirectory({ ...options, ...registry }).resolve(request)
    },
  }
}
