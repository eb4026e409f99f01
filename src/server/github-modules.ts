import type { Clients } from '../adapters/github/clients.ts'
import { moduleRepositories } from '../adapters/github/module-repositories.ts'
import type { SourceTreesCache } from '../adapters/github/source-trees.ts'
import { archivePackages } from '../adapters/module-sources/archive-packages.ts'
import { modulesByKind } from '../adapters/module-sources/by-kind.ts'
import { cachingModules } from '../adapters/module-sources/caching.ts'
import { gitModules } from '../adapters/module-sources/git-modules.ts'
import { httpArchives } from '../adapters/module-sources/http-archives.ts'
import { registryMirror } from '../adapters/module-sources/registry-mirror.ts'
import type { ServerConfig } from '../intake/environment.ts'
import type { ModuleSources } from '../ports/module-sources.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'

/**
 * Modules that one review of a repository may read: of repositories on the same GitHub, with the installation's rights,
 * and of what the operator has set up beside them. Each review sees one state of the world.
 */
export function githubModules(
  repository: RepositoryKey,
  { installation }: Clients,
  cache: SourceTreesCache,
  { apiUrl, modules }: ServerConfig,
): ModuleSources {
  const host = apiUrl === GITHUB_API ? 'github.com' : new URL(apiUrl).host
  const options = { host, readsPublic: modules?.readsPublicRepositories ?? false }
  const repositories = gitModules(moduleRepositories(installation, repository, cache, options))
  const { registry, archiveOrigins = [] } = modules ?? {}
  const mirrorOrigins = registry === undefined ? [] : [new URL(registry.url).origin]
  const archives = archivePackages({ origins: [...archiveOrigins, ...mirrorOrigins] })
  const mirror = registry === undefined ? {} : { registry: registryMirror({ ...registry, repositories, archives }) }
  return cachingModules(modulesByKind({ git: repositories, http: httpArchives(archives), ...mirror }))
}

const GITHUB_API = 'https://api.github.com'
