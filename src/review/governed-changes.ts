import { MAX_UNNAMED_BYTES, mayBeGoverned, NAMED_CONFIGURATION } from '../core/configuration/may-be-governed.ts'
import { type FileFormat, recogniseFile } from '../core/configuration/recognise.ts'
import type { ChangedPath } from './change-set.ts'
import type { SideTexts } from './side-texts.ts'
import type { ModuleFoldersOfSides } from './terraform-roots.ts'

/** A changed file that configures access, or what judges it. */
export interface GovernedChange extends ChangedPath {
  readonly format: Exclude<FileFormat, 'none'> | 'read-by-module'
}

/**
 * The changed files that are governed by themselves; those that `isPolicy` names judge changes. What will be read of
 * module folders is loaded together with them, so that GitHub is asked for all of it at once.
 */
export async function governedChanges(
  changed: readonly ChangedPath[],
  base: SideTexts,
  head: SideTexts,
  folders: ModuleFoldersOfSides,
  isPolicy: (path: string) => boolean = () => false,
): Promise<readonly GovernedChange[]> {
  const candidates = changed.filter(isCandidate).map(({ path }) => path)
  if (changed.length > 0) {
    await Promise.all([
      base.load([...candidates, ...folders.base.unread]),
      head.load([...candidates, ...folders.head.unread]),
    ])
  }
  return changed.flatMap((change): GovernedChange[] => {
    const format = isPolicy(change.path) ? 'settings' : formatOf(change, base, head)
    return format === 'none' ? [] : [{ ...change, format }]
  })
}

/** Whether a file is read for what it is; others are governed only where a module reads them. */
function isCandidate({ path, base, head }: ChangedPath): boolean {
  if (NAMED_CONFIGURATION.test(path)) return true
  return mayBeGoverned(path) && [base, head].every((entry) => (entry?.sizeBytes ?? 0) <= MAX_UNNAMED_BYTES)
}

/** A file is what it is on either side: a policy document that became something else is still governed. */
function formatOf(change: ChangedPath, base: SideTexts, head: SideTexts): FileFormat {
  if (!isCandidate(change)) return 'none'
  const after = change.head === undefined ? 'none' : recogniseFile(change.path, head.texts.get(change.path))
  if (after !== 'none' || change.base === undefined) return after
  return recogniseFile(change.path, base.texts.get(change.path))
}

/**
 * Adds the changed files that nothing recognised by themselves and that a module reads. `configuration` are those that
 * Terragrunt reads, whatever they are called.
 */
export function withReadFiles(
  governed: readonly GovernedChange[],
  changed: readonly ChangedPath[],
  read: ReadonlySet<string>,
  configuration: ReadonlySet<string>,
): readonly GovernedChange[] {
  const known = new Set(governed.map((each) => each.path))
  const found = changed.filter(({ path }) => read.has(path) && !known.has(path))
  const formatOf = (path: string) =>
    configuration.has(path) && path.endsWith('.hcl') ? 'terragrunt' : 'read-by-module'
  return [...governed, ...found.map((change): GovernedChange => ({ ...change, format: formatOf(change.path) }))]
}
