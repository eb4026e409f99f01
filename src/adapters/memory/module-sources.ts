import {
  type GitSource,
  nameOfSource,
  type RegistrySource,
  registryModule,
} from '../../core/configuration/terraform/source/module-source.ts'
import { isExact, newestSatisfying } from '../../core/configuration/terraform/source/version-constraint.ts'
import {
  type ModulePackage,
  type ModulePin,
  type ModuleSources,
  type UnreadableModule,
  unreadableModule,
} from '../../ports/module-sources.ts'
import { type MemoryEntry, memorySourceTrees } from './source-trees.ts'

type Files = Readonly<Record<string, MemoryEntry>>

export interface MemoryModuleSources extends ModuleSources {
  /** Publishes a version of a registry's module, e.g. `registry.terraform.io/acme/vpc/aws`. */
  publish(module: string, version: string, files: Files): void
  /** Sets what a ref of a repository means, e.g. of `github.com/acme/modules`; undefined for its default branch. */
  tag(repository: string, ref: string | undefined, files: Files): void
}

/** Modules held in memory. */
export function memoryModuleSources(): MemoryModuleSources {
  const modules = new Map<string, Map<string, Files>>()
  const put = (name: string, version: string, files: Files) => {
    modules.set(name, (modules.get(name) ?? new Map<string, Files>()).set(version, files))
  }
  return {
    publish: put,
    tag: (repository, ref, files) => put(repository, ref ?? DEFAULT_BRANCH, files),
    async resolve({ source }) {
      if (source.kind === 'unknown') return unreadableModule(`The source ${source.reason}`)
      if (source.kind !== 'registry' && source.kind !== 'git') return absent(nameOfSource(source))
      const name = source.kind === 'git' ? `${source.host}/${source.path}` : registryModule(source)
      const versions = modules.get(name) ?? new Map<string, Files>()
      const version = source.kind === 'git' ? (source.ref ?? DEFAULT_BRANCH) : newestOf(versions, source)
      const files = versions.get(version ?? '')
      if (version === undefined || files === undefined) return absent(nameOfSource(source))
      return packageOf(source, name, version, files)
    },
  }
}

const DEFAULT_BRANCH = 'HEAD'

function newestOf(versions: ReadonlyMap<string, Files>, { constraint }: RegistrySource): string | undefined {
  return newestSatisfying([...versions.keys()], constraint)
}

async function packageOf(
  source: GitSource | RegistrySource,
  name: string,
  version: string,
  files: Files,
): Promise<ModulePackage | UnreadableModule> {
  const trees = memorySourceTrees({ [version]: files })
  const content = JSON.stringify(await trees.list(version))
  const directory = source.subdirectory
  const prefix = directory === '' ? '' : `${directory}/`
  const own = Object.entries(files).filter(
    ([path]) => path.startsWith(prefix) && /^[^/]+\.tf$/.test(path.slice(prefix.length)),
  )
  if (own.length === 0 || own.some(([, entry]) => isLink(entry))) return absent(nameOfSource(source))
  const pin: ModulePin =
    source.kind === 'git'
      ? { kind: 'content', source: name, content }
      : { kind: 'version', module: name, version, content }
  const named = source.kind === 'git' ? source.ref !== undefined : isExact(source.constraint)
  return { kind: 'package', pin, trees, revision: version, directory, choice: named ? 'call' : 'newest' }
}

function isLink(entry: MemoryEntry): boolean {
  return typeof entry === 'object' && !(entry instanceof Uint8Array)
}

function absent(name: string): UnreadableModule {
  return unreadableModule(`There is no ${name}`)
}
