import { matchesPath, type PathPattern } from './path-pattern.ts'

/** A part of the repository, or of what it configures. What is left out limits nothing. */
export interface Scope {
  readonly paths?: readonly PathPattern[]
  readonly except?: readonly PathPattern[]
  /** Names of environments; one of them is enough. */
  readonly environments?: readonly string[]
}

/** Where a fact stands. */
export interface Place {
  /** The file of the finding, and that of the statement where it is another one. Never empty. */
  readonly files: readonly string[]
  /** The environments, as settings name them, that any of it belongs to. */
  readonly environments: readonly string[]
}

/**
 * Whether a place belongs to a scope. Where several files are concerned, a scope that `tightens` takes a place with one
 * of them, and one that loosens only a place with all of them: nobody escapes a rule by writing half of a grant elsewhere.
 */
export function isWithin({ paths, except, environments }: Scope, place: Place, tightens: boolean): boolean {
  const isInside = (file: string) =>
    (paths === undefined || matchesPath(paths, file)) && !(except !== undefined && matchesPath(except, file))
  const isThere = tightens ? place.files.some(isInside) : place.files.every(isInside)
  return isThere && (environments === undefined || environments.some((name) => place.environments.includes(name)))
}
