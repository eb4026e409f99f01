import { join, normalize } from 'node:path/posix'
import { type FileFormat, recogniseFile } from '../core/configuration/recognise.ts'
import type { ChangedPath } from './change-set.ts'
import type { SideTexts } from './side-texts.ts'
import { belongsTo, folderOf, moduleDirectories, ownerOfVariables } from './terraform-modules.ts'

/** A changed file that configures access, or what judges it. */
export interface GovernedChange extends ChangedPath {
  readonly format: Exclude<FileFormat, 'none'> | 'read-by-module'
}

interface GovernedChanges {
  readonly governed: readonly GovernedChange[]
  /** Terraform modules that the change reaches, through their own files or through files that they read. */
  readonly directories: readonly string[]
}

/** What may hold access by its name; everything else is governed only where a module reads it. */
const MAY_BE_GOVERNED = /(\.(tf|tofu|tfvars|json|ya?ml|hcl|template)|(^|\/)CODEOWNERS)$/i
/** Functions of Terraform that bring a file's content into a value. */
const READS_FILES =
  /\b(file|filebase64|templatefile|fileset|fileexists|file(md5|sha1|sha256|sha512|base64sha256|base64sha512))\s*\(/

/** Sorts the changed files into governed ones and the rest, and finds the modules that the change reaches. */
export async function governedChanges(
  changed: readonly ChangedPath[],
  base: SideTexts,
  head: SideTexts,
): Promise<GovernedChanges> {
  const candidates = changed.filter(({ path }) => MAY_BE_GOVERNED.test(path)).map(({ path }) => path)
  await Promise.all([base.load(candidates), head.load(candidates)])
  const governed = changed.flatMap((change): GovernedChange[] => {
    const format = formatOf(change, base, head)
    return format === 'none' ? [] : [{ ...change, format }]
  })
  const known = new Set([...moduleDirectories(base), ...moduleDirectories(head)])
  const direct = changed.flatMap(({ path }) => modulesOf(path, known))
  const others = changed.filter(({ path }) => modulesOf(path, known).length === 0)
  if (changed.length > 0) await Promise.all([base, head].map((side) => side.load(moduleFiles(side))))
  const readers = others.length === 0 ? [] : [...fileReaders(base), ...fileReaders(head)]
  const reached = new Set([...direct, ...readers])
  for (const side of [base, head]) addCallers(reached, side)
  return { governed, directories: [...reached].sort() }
}

/** A file is what it is on either side: a policy document that became something else is still governed. */
function formatOf(change: ChangedPath, base: SideTexts, head: SideTexts): FileFormat {
  if (!MAY_BE_GOVERNED.test(change.path)) return 'none'
  const after = change.head === undefined ? 'none' : recogniseFile(change.path, head.texts.get(change.path))
  if (after !== 'none' || change.base === undefined) return after
  return recogniseFile(change.path, base.texts.get(change.path))
}

function modulesOf(path: string, known: ReadonlySet<string>): readonly string[] {
  const candidates = [...new Set([folderOf(path), ownerOfVariables(path)])]
  return candidates.filter((each) => known.has(each) && belongsTo(each, path))
}

/** Adds the changed files that nothing recognised by themselves and that a module reads. */
export function withReadFiles(
  governed: readonly GovernedChange[],
  changed: readonly ChangedPath[],
  read: ReadonlySet<string>,
): readonly GovernedChange[] {
  const known = new Set(governed.map((each) => each.path))
  const found = changed.filter(({ path }) => read.has(path) && !known.has(path))
  return [...governed, ...found.map((change): GovernedChange => ({ ...change, format: 'read-by-module' }))]
}

function moduleFiles(side: SideTexts): readonly string[] {
  return [...side.entries.keys()].filter((path) => /\.(tf|tofu)$/.test(path))
}

/** Modules whose text calls a function that reads files: what they read may be among the changed files. */
function fileReaders(side: SideTexts): readonly string[] {
  return moduleFiles(side)
    .filter((path) => READS_FILES.test(side.texts.get(path) ?? ''))
    .map(folderOf)
}

/** What a called module gives back may change what its caller's policies mean: adds callers, and theirs. */
function addCallers(reached: Set<string>, side: SideTexts): void {
  const callers = new Map<string, Set<string>>()
  for (const path of moduleFiles(side)) {
    for (const [, source = ''] of (side.texts.get(path) ?? '').matchAll(LOCAL_SOURCE)) {
      const called = normalize(join(folderOf(path), source)).replace(/^\.$|\/$/, '')
      callers.set(called, (callers.get(called) ?? new Set()).add(folderOf(path)))
    }
  }
  // A set that grows while it is walked: each directory is visited once, so cycles end.
  for (const directory of reached) for (const caller of callers.get(directory) ?? []) reached.add(caller)
}

/** A call of a module in this repository. */
const LOCAL_SOURCE = /\bsource\s*=\s*"(\.{1,2}\/[^"$]*)"/g
