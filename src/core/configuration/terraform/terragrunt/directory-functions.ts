import { textOf, type Value } from '../../../value/value.ts'
import { textArgument } from '../functions/function.ts'
import { directoryOf, fileNameOf, repositoryPath } from '../paths.ts'
import { checkoutPath, relativePath, relativeText } from './checkout-path.ts'
import { type ConfigCall, type ConfigFunctionTable, unknownResult } from './config-function.ts'

/** Source: "HCL functions", Terragrunt reference: those that tell where files are. */
export const DIRECTORY_FUNCTIONS: ConfigFunctionTable = {
  find_in_parent_folders: findInParentFolders,
  path_relative_to_include: (args, call) => relativeToInclude(args, call, (from, to) => relativePath(from, to)),
  path_relative_from_include: (args, call) => relativeToInclude(args, call, (from, to) => relativePath(to, from)),
  get_parent_terragrunt_dir: parentDirectory,
  get_terragrunt_dir: (_, call) => checkoutPath(ownDirectory(call), call.spans),
  get_original_terragrunt_dir: (_, call) => checkoutPath(directoryOf(call.config.context.originalPath), call.spans),
  get_repo_root: (_, call) => checkoutPath('', call.spans),
  get_path_from_repo_root: (_, call) => relativeText('', ownDirectory(call), call.spans),
  get_path_to_repo_root: (_, call) => relativeText(ownDirectory(call), '', call.spans),
}

function ownDirectory({ config }: ConfigCall): string {
  return directoryOf(config.context.configPath)
}

/**
 * The nearest file of a name above the directory of the configuration, never in it. Directories above the repository
 * are nobody's to look into: where the repository has none, the fallback holds.
 */
function findInParentFolders(args: readonly Value[], call: ConfigCall): Value | undefined {
  if (args.length > 2) return undefined
  const [nameArgument, fallback] = args
  const name = nameArgument === undefined ? '' : textArgument(nameArgument)
  if (name === undefined)
    return unknownResult(args, call, 'is a search for a name that is not known', [ownDirectory(call)], 'text')
  const names = name === '' ? ['terragrunt.hcl', 'terragrunt.hcl.json'] : [name]
  let directory = ownDirectory(call)
  while (directory !== '') {
    directory = directoryOf(directory)
    for (const each of names) {
      const path = repositoryPath(directory, each)
      if (path !== undefined && call.config.run.exists(path)) return checkoutPath(path, call.spans)
    }
  }
  return fallback
}

/** In an included file, between the two files' directories; in the file that includes, for the include it names. */
function relativeToInclude(
  args: readonly Value[],
  call: ConfigCall,
  relative: (from: string, to: string) => string,
): Value | undefined {
  const included = includedDirectory(args, call)
  if (included.kind === 'none') return textOf('.', call.spans)
  if (included.kind === 'refused') return undefined
  if (included.kind === 'unknown')
    return unknownResult(args, call, 'depends on an include whose path is not known', [], 'text')
  return textOf(relative(included.directory, ownDirectory(call)), call.spans)
}

function parentDirectory(args: readonly Value[], call: ConfigCall): Value | undefined {
  const included = includedDirectory(args, call)
  if (included.kind === 'refused') return undefined
  if (included.kind === 'unknown')
    return unknownResult(args, call, 'depends on an include whose path is not known', [], 'text')
  return checkoutPath(included.kind === 'none' ? ownDirectory(call) : included.directory, call.spans)
}

type IncludedDirectory =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'directory'; readonly directory: string }

/** The name of an include is only asked for where there are several. */
function includedDirectory([nameArgument]: readonly Value[], { config }: ConfigCall): IncludedDirectory {
  if (config.context.includer !== undefined) return { kind: 'directory', directory: directoryOf(config.path) }
  const includes = config.includes()
  const [only] = includes
  if (only === undefined) return { kind: 'none' }
  const name = textArgument(nameArgument)
  const selected = includes.length === 1 ? only : includes.find((include) => include.name === name)
  if (selected === undefined) return { kind: nameArgument !== undefined && name === undefined ? 'unknown' : 'refused' }
  if (selected.path === undefined) return { kind: 'unknown' }
  return { kind: 'directory', directory: directoryOf(selected.path) }
}

/** Whether a path is one that Terragrunt reads as configuration. */
export function configurationFileIn(path: string, exists: (path: string) => boolean): string {
  if (/\.(hcl|json)$/.test(fileNameOf(path))) return path
  const inside = ['terragrunt.hcl', 'terragrunt.hcl.json'].map((name) => (path === '' ? name : `${path}/${name}`))
  return inside.find((each) => exists(each)) ?? path
}
