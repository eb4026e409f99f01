import type { DirectoryOutline } from '../core/configuration/terraform/roots.ts'
import type { ChangedPath } from './change-set.ts'
import type { UnitOutline } from './terragrunt-outline.ts'

/** What reads files on one side of a change. */
interface Readers {
  readonly directories: ReadonlyMap<string, DirectoryOutline>
  readonly units: ReadonlyMap<string, UnitOutline>
}

/**
 * The changed submodules that configuration calls into or may read files of: what these say is in another repository, so
 * another commit of it may say anything. Names alone are compared; a submodule that none of them leads to is nobody's.
 */
export function readSubmodules(changed: readonly ChangedPath[], sides: readonly Readers[]): ReadonlySet<string> {
  const submodules = changed.filter(({ base, head }) => base?.kind === 'submodule' || head?.kind === 'submodule')
  if (submodules.length === 0) return new Set()
  const outlines = sides.flatMap(({ directories, units }) => [...directories.values(), ...units.values()])
  const called = new Set(outlines.flatMap((each) => [...('calls' in each ? each.calls : each.modules)]))
  const reads = new Set(outlines.flatMap((each) => [...each.reads]))
  return new Set(
    submodules.flatMap(({ path }) => {
      const isCalled = [...called].some((directory) => directory === path || directory.startsWith(`${path}/`))
      return isCalled || [...reads].some((ending) => mayLieIn(path, ending)) ? [path] : []
    }),
  )
}

/** Whether a path that ends so may lie in a folder: it names that folder, or nobody knows anything of it. */
function mayLieIn(folder: string, ending: string): boolean {
  const name = folder.slice(folder.lastIndexOf('/') + 1)
  return ending === '' || ending.split('/').slice(0, -1).includes(name)
}
