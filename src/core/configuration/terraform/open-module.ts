import type { HclFile } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import type { ModuleAccess, ModuleInput } from './module-access.ts'
import { moduleSourceOf } from './module-source.ts'
import { readModules } from './module-sources.ts'
import { modulesOf, moduleTree, type StaticModule } from './module-tree.ts'
import { blockSpan } from './overrides.ts'
import { filesFingerprint } from './syntax-fingerprint.ts'
import { unreadModules } from './unread-modules.ts'

/** A root module's files and every module that it calls, read, before anything is evaluated: the same in every variant. */
export interface OpenedModule extends Pick<ModuleAccess, 'wanted' | 'wantedModules' | 'addresses' | 'unread'> {
  readonly tree: StaticModule
  /** The paths of the files of the modules that are called. */
  readonly read: ReadonlySet<string>
  /** What every file of the tree and every file of variables' values says. */
  contentFingerprint(): string
}

/** Reads the tree of modules of a root. Where something is wanted, load it and open the module again. */
export function openModule(
  input: Omit<ModuleInput, 'variant' | 'before' | 'given' | 'assumed' | 'unaffected'>,
): OpenedModule {
  const wanted = new Set<string>()
  const read = new Set<string>()
  const modules = readModules({
    ...input,
    readFile: (path) => {
      const answer = input.readFile(path)
      if (answer.kind === 'not-loaded') wanted.add(path)
      read.add(path)
      return answer
    },
  })
  const { directory, files } = input
  const tree = moduleTree(moduleSourceOf(directory, files), modules.find)
  let content: string | undefined
  return {
    tree,
    read,
    wanted: [...wanted].sort(),
    wantedModules: modules.wanted,
    addresses: addressesOf(tree),
    unread: unreadModules(tree),
    contentFingerprint() {
      content ??= filesFingerprint(filesOf(tree))
      return content
    },
  }
}

/** Every file of a tree, the root's variables' files included, each once. */
export function filesOf(tree: StaticModule): ReadonlySet<HclFile> {
  return new Set(modulesOf(tree).flatMap(({ source }) => [...source.files.values()]))
}

/** Absolute addresses without instance keys. */
function addressesOf(tree: StaticModule): ReadonlyMap<string, Span> {
  const addresses = new Map<string, Span>()
  for (const { path, source } of modulesOf(tree)) {
    const { resources, modules } = source.declarations
    for (const [address, declared] of resources) addresses.set(path + address, blockSpan(declared))
    for (const [name, declared] of modules) addresses.set(`${path}module.${name}`, blockSpan(declared))
  }
  return addresses
}
