import type { GcpRole } from '../authorization/gcp/role.ts'
import { type Box, names, pointOutside } from './boxes.ts'
import type { DocumentVerdict } from './document-verdict.ts'

/** A role is the set of its permissions. */
export function compareGcpRoles(base: GcpRole | undefined, head: GcpRole | undefined): DocumentVerdict {
  const answer = pointOutside(boxesOf(base), boxesOf(head))
  if (answer.kind === 'limit') return { verdict: 'undecided', reason: 'the roles have too many permissions' }
  if (answer.kind === 'none') return { verdict: 'not-broadened' }
  return { verdict: 'broadened', witness: { action: answer.point[0] ?? '', resource: '*', context: {} } }
}

function boxesOf(role: GcpRole | undefined): readonly Box[] {
  return role === undefined ? [] : [[names(role.includedPermissions, '')]]
}
