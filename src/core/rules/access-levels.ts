import permissionActions from './permission-actions.json' with { type: 'json' }
import { matchesWildcard } from './wildcard.ts'

/**
 * The access levels that action patterns reach, as AWS's service authorization reference assigns them. Only
 * `permissions-management` is told apart so far; a pattern that is partly unknown may reach it.
 */
export function accessLevelsOf(patterns: readonly string[]): readonly string[] {
  return patterns.some(reachesPermissions) ? ['permissions-management'] : []
}

const PERMISSION_ACTIONS: readonly string[] = permissionActions

function reachesPermissions(pattern: string): boolean {
  if (!/^[\w*?:-]+$/.test(pattern)) return true
  const lower = pattern.toLowerCase()
  return PERMISSION_ACTIONS.some((action) => matchesWildcard(action, lower))
}
