import { directoryOf } from '../core/configuration/terraform/paths.ts'
import type { ChangedPath } from './change-set.ts'
import type { UnitOutline } from './terragrunt-outline.ts'

/** A unit or a stack that the change reaches. */
export interface ReachedUnit {
  /** `UnitOutline.name`. */
  readonly name: string
  /** On which side it is there. */
  readonly isThere: { readonly base: boolean; readonly head: boolean }
}

/** The units and stacks of both sides of a change. */
export interface UnitSides {
  readonly base: ReadonlyMap<string, UnitOutline>
  readonly head: ReadonlyMap<string, UnitOutline>
}

/**
 * The units that the change reaches: those that are read as something else than before, those that a changed file lies
 * in, and those whose module it reaches. `reaches` tells that of a module's directory and of what it reads.
 */
export function reachedUnits(
  changed: readonly ChangedPath[],
  sides: UnitSides,
  reaches: (side: keyof UnitSides, outline: UnitOutline) => boolean,
): readonly ReachedUnit[] {
  const names = [...new Set([...sides.base.keys(), ...sides.head.keys()])].sort()
  const paths = new Set(changed.map(({ path }) => path))
  const touched = touchedUnits(paths, new Set(names))
  const included = { base: includedIn(sides.base), head: includedIn(sides.head) }
  return names.flatMap((name): ReachedUnit[] => {
    const [before, after] = [sides.base.get(name), sides.head.get(name)]
    const both = [before ?? [], after ?? []].flat()
    const isParent =
      (before === undefined || isOnlyIncluded(before, included.base)) &&
      (after === undefined || isOnlyIncluded(after, included.head))
    if (isParent) return []
    const isReached =
      before?.fingerprint !== after?.fingerprint ||
      touched.has(name) ||
      both.some(({ variablesFiles }) => variablesFiles.some((path) => paths.has(path))) ||
      (before !== undefined && reaches('base', before)) ||
      (after !== undefined && reaches('head', after))
    return isReached ? [{ name, isThere: { base: before !== undefined, head: after !== undefined } }] : []
  })
}

/** The changed paths that the reading of some unit depends on, as far as it is another reading than before. */
export function pathsReadByUnits(changed: readonly ChangedPath[], { base, head }: UnitSides): ReadonlySet<string> {
  const outlines = [
    ...[...base].flatMap(([name, outline]) => (head.get(name) === outline ? [] : [outline])),
    ...[...head].flatMap(([name, outline]) => (base.get(name) === outline ? [] : [outline])),
  ]
  const open = new Set(changed.map(({ path }) => path))
  const read = new Set<string>()
  for (const { answers } of outlines) {
    for (const path of open) {
      if (!answers.contents.has(path)) continue
      read.add(path)
      open.delete(path)
    }
  }
  return read
}

/** A file belongs to the nearest unit above it: Terragrunt copies it over the module's. */
function touchedUnits(paths: ReadonlySet<string>, names: ReadonlySet<string>): ReadonlySet<string> {
  const touched = new Set<string>()
  for (const path of paths) {
    for (let folder = directoryOf(path); ; folder = directoryOf(folder)) {
      if (names.has(folder)) touched.add(folder)
      if (names.has(folder) || folder === '') break
    }
  }
  return touched
}

function includedIn(outlines: ReadonlyMap<string, UnitOutline>): ReadonlySet<string> {
  return new Set([...outlines.values()].flatMap((outline) => outline.includes))
}

function isOnlyIncluded(outline: UnitOutline, included: ReadonlySet<string>): boolean {
  return outline.isParentIfIncluded && included.has(outline.path)
}
