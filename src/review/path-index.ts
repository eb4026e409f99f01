import { isModulePath } from '../core/configuration/terraform/declarations.ts'
import { directoryOf } from '../core/configuration/terraform/paths.ts'

/** The paths of a tree by where they are. */
export interface PathIndex {
  /** Paths directly within a folder, sorted. */
  within(folder: string): readonly string[]
  /** Whether a folder holds module files of Terraform itself. */
  isModule(folder: string): boolean
  /** Paths anywhere below a folder, sorted; every path for the empty folder. */
  below(folder: string): readonly string[]
}

/** Indexes paths once; each question is then answered in the size of its answer. */
export function indexPaths(paths: Iterable<string>): PathIndex {
  const sorted = [...paths].sort()
  const folders = Map.groupBy(sorted, directoryOf)
  const modules = new Set(sorted.filter(isModulePath).map(directoryOf))
  return {
    isModule: (folder) => modules.has(folder),
    within: (folder) => folders.get(folder) ?? [],
    below: (folder) => {
      if (folder === '') return sorted
      const start = firstFrom(sorted, `${folder}/`)
      // `0` is the character after `/`.
      return sorted.slice(start, firstFrom(sorted, `${folder}0`))
    },
  }
}

/** The index of the first path that is not below `text` in order, by bisection. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
