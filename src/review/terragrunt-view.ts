import { isModuleFile } from '../core/configuration/terraform/declarations.ts'
import type { Repository } from '../core/configuration/terraform/module-access.ts'
import { fileNameOf } from '../core/configuration/terraform/paths.ts'

/**
 * The repository as Terraform sees it where Terragrunt has copied a unit's files over those of its module: a path below
 * the module is the unit's file of the same place, where the unit has one.
 */
export interface UnitView {
  readonly repository: Repository
  /** Where what a path of the module shows is written. */
  placeOf(path: string): string
}

/** `module` and `unit` are directories; they are the same for a unit that has its module beside it. */
export function unitView(repository: Repository, module: string, unit: string): UnitView {
  if (module === unit) return { repository, placeOf: (path) => path }
  const within = (path: string) => path === module || module === '' || path.startsWith(`${module}/`)
  const unitPath = (path: string) => joined(unit, module === '' ? path : path.slice(module.length + 1))
  const modulePath = (path: string) => joined(module, unit === '' ? path : path.slice(unit.length + 1))
  const placeOf = (path: string): string => {
    if (!within(path)) return path
    const own = unitPath(path)
    return repository.identity(own) === undefined ? path : own
  }
  const withUnits = (list: (directory: string) => readonly string[]) => (directory: string) => {
    if (!within(directory)) return list(directory)
    return [...new Set([...list(directory), ...list(unitPath(directory)).map(modulePath)])].sort()
  }
  return {
    repository: {
      ...repository,
      readFile: (path) => repository.readFile(placeOf(path)),
      identity: (path) => repository.identity(placeOf(path)),
      filesIn: withUnits(repository.filesIn),
      listFiles: withUnits(repository.listFiles),
    },
    placeOf,
  }
}

/** The files directly in a module's directory that Terraform reads by itself: its own, and values of variables. */
export function rootFilesIn(repository: Pick<Repository, 'filesIn'>, module: string): readonly string[] {
  return repository
    .filesIn(module)
    .filter((path) => isModuleFile(module, path) || DECLARED_VARIABLES.test(fileNameOf(path)))
}

const DECLARED_VARIABLES = /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/

function joined(directory: string, path: string): string {
  if (path === '') return directory
  return directory === '' ? path : `${directory}/${path}`
}
