import type { HclFile } from '../../syntax/hcl/ast.ts'
import { isModuleFile } from './declarations.ts'
import type { Repository } from './module-access.ts'
import { moduleSourceOf } from './module-source.ts'
import type { FindModule, FoundModule, ModuleCall } from './module-tree.ts'
import { repositoryPath } from './paths.ts'

/** The modules that one evaluation has read, each directory once. */
interface ReadModules {
  readonly find: FindModule
  /** Modules of elsewhere that are not loaded. */
  readonly wanted: readonly ModuleCall[]
}

/** Finds modules by their sources: paths in the repository, and whatever else the repository's caller can bring. */
export function readModules(repository: Repository): ReadModules {
  const known = new Map<string, FoundModule>()
  const wanted: ModuleCall[] = []
  const read = (directory: string): FoundModule => {
    const found = known.get(directory) ?? readDirectory(directory, repository)
    known.set(directory, found)
    return found
  }
  return {
    wanted,
    find: (from, call) => {
      if (isLocalSource(call.source)) return readLocal(from, call.source, read)
      const answer = repository.remoteModule(call)
      if (answer.kind === 'not-loaded') wanted.push(call)
      return answer.kind === 'directory' ? read(answer.directory) : answer
    },
  }
}

/** Whether a source is a path beside the file that it stands in. */
export function isLocalSource(source: string): boolean {
  return /^\.\.?(?:[/\\]|$)/.test(source)
}

/** A path out of the repository is none, and neither is one out of the package that a module of elsewhere came in. */
function readLocal(from: string, source: string, read: (directory: string) => FoundModule): FoundModule {
  const directory = repositoryPath(from, source)
  const [own, other] = [from, directory].map((path) => path?.match(/^module:[^/]*/)?.[0])
  if (directory === undefined || own !== other) return { kind: 'unreadable', reason: 'lies outside of the repository' }
  return read(directory)
}

function readDirectory(directory: string, repository: Repository): FoundModule {
  const paths = repository.filesIn(directory).filter((path) => isModuleFile(directory, path))
  const answers = paths.map((path) => [path, repository.readFile(path)] as const)
  if (answers.some(([, { kind }]) => kind === 'not-loaded')) return { kind: 'not-loaded' }
  const files = new Map<string, HclFile>()
  for (const [path, answer] of answers) if (answer.kind === 'text') files.set(path, repository.parse(path, answer.text))
  if (files.size < answers.length) return { kind: 'unreadable', reason: 'has a file that cannot be read' }
  if (files.size === 0) return { kind: 'unreadable', reason: 'names a directory without Terraform files' }
  return { kind: 'module', source: moduleSourceOf(directory, files) }
}
