import { isModuleFile, isModulePath } from '../core/configuration/terraform/declarations.ts'
import { directoryOf, fileNameOf } from '../core/configuration/terraform/paths.ts'
import {
  callersOf,
  closureOf,
  type DirectoryOutline,
  directoryOutline,
  rootDirectories,
} from '../core/configuration/terraform/roots.ts'
import { isVariablesFile, ownerOfVariables } from '../core/configuration/terraform/variables-files.ts'
import type { TreeEntry } from '../ports/source-trees.ts'
import type { ChangedPath } from './change-set.ts'
import { readSubmodules } from './read-submodules.ts'
import type { TerraformSide } from './side-repository.ts'
import type { SideTexts } from './side-texts.ts'
import { endingsThatRead } from './template-reads.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import type { UnitOutline } from './terragrunt-outline.ts'
import { pathsReadByUnits, type ReachedUnit, reachedUnits, type UnitSides } from './terragrunt-reach.ts'
import { unitOutlines } from './terragrunt-readings.ts'

/** A root module that the change reaches. */
export interface ReachedRoot {
  readonly directory: string
  /** Terraform was not run here before: whatever it gives now is new, though its files may have been there. */
  readonly isNew: boolean
  /** Every file of the root and of the modules in the repository that it calls, by side. */
  readonly files: { readonly base: readonly string[]; readonly head: readonly string[] }
}

/** What the change reaches: directories that Terraform is run in, and units that Terragrunt deploys. */
export interface Reached {
  readonly roots: readonly ReachedRoot[]
  readonly units: readonly ReachedUnit[]
  /** Directories that Terraform is run in by itself, by side. */
  readonly runIn: { readonly base: ReadonlySet<string>; readonly head: ReadonlySet<string> }
  /** Changed paths that Terragrunt reads. */
  readonly configuration: ReadonlySet<string>
  /** Changed submodules that any of it leads into. */
  readonly submodules: ReadonlySet<string>
}

/**
 * The root modules whose result the changed paths may change: through their own files or their modules', through
 * their variables' files, or through files that they may read. What was a root stays one, whatever calls it now.
 */
export async function reachedRoots(
  changed: readonly ChangedPath[],
  base: TerraformSide,
  head: TerraformSide,
  memory: TerraformMemory,
  folders: ModuleFoldersOfSides = moduleFoldersOf({ base: base.texts, head: head.texts }, memory),
): Promise<Reached> {
  if (changed.length === 0) return NOTHING
  const [known, then] = await Promise.all([
    readFolders(base.texts, folders.base, memory),
    readFolders(head.texts, folders.head, memory),
  ])
  const units: UnitSides = await unitsOf(base, head, memory)
  const before = directoriesOf(known, units.base)
  const after = directoriesOf(then, units.head)
  const reached = {
    base: reachedDirectories(changed, before.directories, [base.texts, head.texts]),
    head: reachedDirectories(changed, after.directories, [base.texts, head.texts]),
  }
  const names = [...new Set([...before.roots, ...after.roots])].sort()
  const roots = names.flatMap((directory): ReachedRoot[] => {
    if (!reached.base.has(directory) && !reached.head.has(directory)) return []
    const closures = {
      base: closureOf([directory], before.directories),
      head: closureOf([directory], after.directories),
    }
    const wasRun = before.roots.has(directory) || before.deployed.has(directory)
    const isNew = !wasRun && after.directories.get(directory)?.isExplicit === true
    const files = { base: filesOf(closures.base, base.texts), head: filesOf(closures.head, head.texts) }
    return [{ directory, isNew, files }]
  })
  const isUnitReached = (side: keyof UnitSides, { modules, reads }: UnitOutline) =>
    modules.some((module) => reached[side].has(module)) ||
    reads.some((ending) => changed.some(({ path }) => path.endsWith(ending)))
  return {
    roots,
    units: reachedUnits(changed, units, isUnitReached),
    runIn: { base: before.roots, head: after.roots },
    configuration: pathsReadByUnits(changed, units),
    submodules: readSubmodules(changed, [
      { directories: before.directories, units: units.base },
      { directories: after.directories, units: units.head },
    ]),
  }
}

const NOTHING: Reached = {
  roots: [],
  units: [],
  runIn: { base: new Set(), head: new Set() },
  configuration: new Set(),
  submodules: new Set(),
}

async function unitsOf(base: TerraformSide, head: TerraformSide, memory: TerraformMemory): Promise<UnitSides> {
  const before = await unitOutlines(base, memory)
  return { base: before, head: await unitOutlines(head, memory, before) }
}

interface Directories {
  readonly directories: ReadonlyMap<string, DirectoryOutline>
  readonly roots: ReadonlySet<string>
  /** What units deploy, their own directories too. */
  readonly deployed: ReadonlySet<string>
}

/** A module that units deploy is called by them; a unit's own directory is nothing but the unit. */
function directoriesOf(
  directories: ReadonlyMap<string, DirectoryOutline>,
  units: ReadonlyMap<string, UnitOutline>,
): Directories {
  const own = new Set([...units.values()].map(({ path }) => directoryOf(path)))
  const deployed = new Set([...own, ...[...units.values()].flatMap(({ modules }) => modules)])
  return { directories, roots: rootDirectories(directories, deployed).difference(own), deployed }
}

/** The directories with module files of a side. */
export interface ModuleFolders {
  readonly folders: readonly Folder[]
  /** Those of their files that the memory does not know: they are read whatever the change is. */
  readonly unread: readonly string[]
}

export type ModuleFoldersOfSides = Readonly<Record<'base' | 'head', ModuleFolders>>

/** Finds what will have to be read of both sides; nothing is loaded yet. */
export function moduleFoldersOf(
  { base, head }: Readonly<Record<'base' | 'head', SideTexts>>,
  memory: TerraformMemory,
): ModuleFoldersOfSides {
  return { base: moduleFolders(base, memory), head: moduleFolders(head, memory) }
}

function moduleFolders(side: SideTexts, memory: TerraformMemory): ModuleFolders {
  const files = [...side.entries.values()].filter(({ path }) => isModulePath(path))
  const withVariables = ownersOf(side.entries.keys(), side)
  const folders = [...Map.groupBy(files, ({ path }) => directoryOf(path))].map(([directory, entries]): Folder => {
    const hasVariables = withVariables.has(directory)
    const content = `${hasVariables} ${entries.map(({ path, id }) => `${fileNameOf(path)} ${id}`).join(' ')}`
    return { directory, entries, hasVariables, content, known: memory.folder(directory, content) }
  })
  const unknown = folders.filter(({ known }) => known === undefined).flatMap(({ entries }) => entries)
  const unread = unknown.filter(({ path, id }) => memory.outline(path, id) === undefined).map(({ path }) => path)
  return { folders, unread }
}

/** The outlines of a side's directories. */
async function readFolders(
  side: SideTexts,
  { folders, unread }: ModuleFolders,
  memory: TerraformMemory,
): Promise<ReadonlyMap<string, DirectoryOutline>> {
  await side.load(unread)
  return withTemplates(
    new Map(folders.map((folder) => [folder.directory, folder.known ?? readFolder(folder, side, memory)])),
    side,
  )
}

/** A directory with module files. `content` is equal for equal files. */
interface Folder {
  readonly directory: string
  readonly entries: readonly TreeEntry[]
  readonly hasVariables: boolean
  readonly content: string
  readonly known: DirectoryOutline | undefined
}

function readFolder(folder: Folder, { texts }: SideTexts, memory: TerraformMemory): DirectoryOutline {
  const { directory, entries, hasVariables, content } = folder
  const outlines = entries.flatMap(({ path, id }) => {
    const text = texts.get(path)
    return memory.outline(path, id) ?? (text === undefined ? [] : memory.readOutline(path, id, text))
  })
  const outline = directoryOutline(directory, outlines, hasVariables)
  // What could not be read today may be read tomorrow.
  if (outlines.length === entries.length) memory.rememberFolder(directory, content, outline)
  return outline
}

/** A directory whose templates may read further files may read any. */
async function withTemplates(
  directories: ReadonlyMap<string, DirectoryOutline>,
  side: SideTexts,
): Promise<ReadonlyMap<string, DirectoryOutline>> {
  const reading = await endingsThatRead(
    new Set([...directories.values()].flatMap(({ templates }) => [...templates])),
    side,
  )
  if (reading.size === 0) return directories
  return new Map(
    [...directories].map(([directory, each]) => {
      const isReading = [...each.templates].some((ending) => reading.has(ending))
      return [directory, isReading ? { ...each, reads: new Set([...each.reads, '']) } : each]
    }),
  )
}

/** The directories that files of variables' values among the paths belong to. */
function ownersOf(paths: Iterable<string>, { index }: SideTexts): ReadonlySet<string> {
  return new Set([...paths].filter(isVariablesFile).flatMap((path) => ownerOfVariables(path, index.isModule) ?? []))
}

/** The directories of one side whose module one of the changed paths may matter to. */
function reachedDirectories(
  changed: readonly ChangedPath[],
  directories: ReadonlyMap<string, DirectoryOutline>,
  sides: readonly SideTexts[],
): ReadonlySet<string> {
  const paths = changed.map(({ path }) => path)
  const reading = [...directories].flatMap(([directory, { reads }]) => {
    const readsChanged = [...reads].some((ending) => paths.some((path) => path.endsWith(ending)))
    return readsChanged ? [directory] : []
  })
  const changing = callersOf([...paths.filter(isModulePath).map(directoryOf), ...reading], directories)
  // Values of variables are the root's own.
  return changing.union(new Set(sides.flatMap((side) => [...ownersOf(paths, side)])))
}

function filesOf(closure: ReadonlySet<string>, side: SideTexts): readonly string[] {
  return [...closure].flatMap((directory) =>
    side.index.within(directory).filter((path) => isModuleFile(directory, path)),
  )
}
