import type { FileOutline } from './outline.ts'
import { repositoryPath } from './paths.ts'

/** A directory of Terraform files. */
export interface DirectoryOutline {
  /** Directories that its module calls lead to. */
  readonly calls: ReadonlySet<string>
  /** Terraform is run in it: it has a backend, a provider or tfvars files of its own. */
  readonly isExplicit: boolean
  /** As above, and whoever deploys it from elsewhere does not do it instead: it has tfvars files or a whole backend. */
  readonly isRunHere: boolean
  readonly reads: ReadonlySet<string>
  readonly templates: ReadonlySet<string>
}

/** Joins the outlines of the files of one directory. */
export function directoryOutline(
  directory: string,
  files: readonly FileOutline[],
  hasVariables: boolean,
): DirectoryOutline {
  const called = files.flatMap((file) => file.calls.map((source) => repositoryPath(directory, source)))
  return {
    calls: new Set(called.filter((each) => each !== undefined && each !== directory).map((each) => each ?? '')),
    isExplicit: hasVariables || files.some((file) => file.isRoot),
    isRunHere: hasVariables || files.some((file) => file.keepsState),
    reads: new Set(files.flatMap((file) => file.reads)),
    templates: new Set(files.flatMap((file) => file.templates)),
  }
}

/** Modules are shown and tried in such folders: a call from there does not make a module anybody's part. */
const TRIAL_FOLDER = /(?:^|\/)(?:examples?|tests?|fixtures|samples?|wrappers)(?:\/|$)/

/**
 * The directories that are evaluated as root modules: those that Terraform is run in, those that no other directory
 * calls (but to show or test them: a published module is called from elsewhere), and of modules that only call each
 * other in a circle, all. What is deployed from elsewhere (`deployed`) is called from there.
 */
export function rootDirectories(
  directories: ReadonlyMap<string, DirectoryOutline>,
  deployed: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const called = new Set(
    [...directories].flatMap(([directory, { calls }]) => (TRIAL_FOLDER.test(directory) ? [] : [...calls])),
  )
  const isRoot = (directory: string, { isExplicit, isRunHere }: DirectoryOutline): boolean =>
    deployed.has(directory) ? isRunHere : isExplicit || !called.has(directory)
  const roots = new Set([...directories].filter(([directory, each]) => isRoot(directory, each)).map(([name]) => name))
  const reached = closureOf([...roots, ...deployed], directories)
  for (const directory of directories.keys()) if (!reached.has(directory)) roots.add(directory)
  return roots
}

/** Directories and every directory that their calls lead to, through any number of calls. */
export function closureOf(
  roots: Iterable<string>,
  directories: ReadonlyMap<string, DirectoryOutline>,
): ReadonlySet<string> {
  const closure = new Set(roots)
  // A set that grows while it is walked: each directory is visited once, so cycles end.
  for (const directory of closure) for (const called of directories.get(directory)?.calls ?? []) closure.add(called)
  return closure
}

/** Directories and every directory that calls one of them, through any number of calls. */
export function callersOf(
  called: Iterable<string>,
  directories: ReadonlyMap<string, DirectoryOutline>,
): ReadonlySet<string> {
  const callers = new Map<string, string[]>()
  for (const [directory, { calls }] of directories) {
    for (const each of calls) callers.set(each, [...(callers.get(each) ?? []), directory])
  }
  const found = new Set(called)
  // Likewise.
  for (const directory of found) for (const caller of callers.get(directory) ?? []) found.add(caller)
  return found
}
