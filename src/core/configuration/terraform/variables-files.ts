import { directoryOf } from './paths.ts'

/** Whether a path is a file of values for variables, in either syntax. */
export function isVariablesFile(path: string): boolean {
  return /\.tfvars(?:\.json)?$/.test(path)
}

/**
 * The directory of the root module that a file of variables' values belongs to: its own, else the nearest one above it
 * that has module files, which `isModule` tells. Undefined where there is none: nobody can tell what it is for.
 */
export function ownerOfVariables(path: string, isModule: (directory: string) => boolean): string | undefined {
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    if (isModule(directory)) return directory
    if (directory === '') return undefined
  }
}
