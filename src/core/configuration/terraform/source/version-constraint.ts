import { compareVersions, hasSameSegments, type ModuleVersion, parseVersion, versionText } from './version.ts'

/** Terms that must all hold; none admit every release. */
export type VersionConstraint = readonly VersionTerm[]

export interface VersionTerm {
  readonly operator: '=' | '!=' | '>' | '<' | '>=' | '<=' | '~>'
  readonly version: ModuleVersion
}

/** UTF-16 units. */
const MAX_CONSTRAINT_LENGTH = 1_000
const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '>', '<', '>=', '<=', '~>'])

/** Reads `>= 1.2, < 2` and the like; undefined where Terraform would call it no constraint. */
export function parseConstraint(text: string): VersionConstraint | undefined {
  if (text.length > MAX_CONSTRAINT_LENGTH) return undefined
  const terms = text.split(',').map(parseTerm)
  return terms.every((term) => term !== undefined) ? terms : undefined
}

function parseTerm(text: string): VersionTerm | undefined {
  const [, written = '', rest = ''] = /^[ \t\n\f\r]*([=!<>~]*)[ \t\n\f\r]*(\S*)[ \t\n\f\r]*$/.exec(text) ?? []
  const operator = written === '' ? '=' : written
  const version = parseVersion(rest)
  return version === undefined || !isOperator(operator) ? undefined : { operator, version }
}

function isOperator(text: string): text is VersionTerm['operator'] {
  return OPERATORS.has(text)
}

/** The canonical spelling; empty where every release is admitted. `~>` counts the segments that were written. */
export function constraintText(constraint: VersionConstraint): string {
  const terms = constraint.map(({ operator, version }) => {
    const segments = operator === '~>' ? version.segments.slice(0, version.written) : version.segments
    return `${operator} ${versionText({ ...version, segments })}`
  })
  return terms.join(', ')
}

/** Whether one term names the version, so that asking again later gives the same. */
export function isExact(constraint: VersionConstraint): boolean {
  return constraint.some(({ operator }) => operator === '=')
}

/**
 * Whether a version meets every term. A pre-release must in addition be named exactly: ranges never admit one
 * (Terraform's documentation, "Version Constraints").
 */
export function satisfies(version: ModuleVersion, constraint: VersionConstraint): boolean {
  if (!constraint.every((term) => meets(version, term))) return false
  return version.prerelease === '' || isExact(constraint)
}

/** The newest of `versions` that satisfies, as it is spelled there; what is no version is passed over. */
export function newestSatisfying(versions: readonly string[], constraint: VersionConstraint): string | undefined {
  let newest: { readonly text: string; readonly version: ModuleVersion } | undefined
  for (const text of versions) {
    const version = parseVersion(text)
    if (version === undefined || !satisfies(version, constraint)) continue
    if (newest === undefined || compareVersions(version, newest.version) > 0) newest = { text, version }
  }
  return newest?.text
}

function meets(version: ModuleVersion, { operator, version: bound }: VersionTerm): boolean {
  const order = compareVersions(version, bound)
  switch (operator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '>':
      return isComparable(version, bound) && order > 0
    case '<':
      return isComparable(version, bound) && order < 0
    case '>=':
      return isComparable(version, bound) && order >= 0
    case '<=':
      return isComparable(version, bound) && order <= 0
    case '~>':
      return isComparable(version, bound) && order >= 0 && isWithin(version, bound)
  }
}

/** A pre-release is only measured against pre-releases of the same release. */
function isComparable(version: ModuleVersion, bound: ModuleVersion): boolean {
  return version.prerelease === '' || (bound.prerelease !== '' && hasSameSegments(version, bound))
}

/** `~>` keeps all segments that were written but the last; `~> 1` therefore keeps none. */
function isWithin(version: ModuleVersion, bound: ModuleVersion): boolean {
  if (bound.prerelease !== '' && version.prerelease === '') return false
  if (bound.segments.length > version.segments.length) return false
  return bound.segments.slice(0, bound.written - 1).every((segment, at) => segment === version.segments[at])
}
