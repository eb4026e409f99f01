import type { PolicyKind } from '../../authorization/access.ts'
import { displayText, type MapValue, type Value } from '../../value/value.ts'

/** Whether a value has the shape of an AWS policy document: an object whose Statement says Effect or Action. */
export function isPolicyDocument(value: Value): boolean {
  return statementsOf(value).some((statement) => MARKS.some((mark) => statement.entries.has(mark)))
}

const MARKS = ['Effect', 'Action', 'NotAction']

/**
 * What a raw document is for. Its shape decides (a principal without a resource is a trust policy, with one a
 * resource policy); documents without principals are told apart by their path.
 */
export function guessPolicyKind(path: string, value: Value): PolicyKind {
  const statements = statementsOf(value)
  const hasPrincipal = statements.some((each) => each.entries.has('Principal') || each.entries.has('NotPrincipal'))
  if (hasPrincipal) return statements.some(namesResource) || !statements.every(assumesRole) ? 'resource' : 'trust'
  if (/(^|[^a-z])scps?([^a-z]|$)|service[-_]?control/i.test(path)) return 'scp'
  if (/boundary/i.test(path)) return 'boundary'
  return 'identity'
}

/**
 * A new policy that only its name makes a limit, under which everything is allowed that it allows, may be a grant that
 * is called one: it counts as that.
 */
export function kindOfNew(guess: PolicyKind): PolicyKind {
  return LIMITS.has(guess) ? 'identity' : guess
}

const LIMITS: ReadonlySet<PolicyKind> = new Set<PolicyKind>(['boundary', 'scp', 'rcp', 'session'])

function namesResource(statement: MapValue): boolean {
  return statement.entries.has('Resource') || statement.entries.has('NotResource')
}

function assumesRole(statement: MapValue): boolean {
  const action = statement.entries.get('Action')?.value
  const items = action?.kind === 'list' ? action.items : action === undefined ? [] : [action]
  return items.every((item) => item.kind === 'text' && /^sts:/i.test(displayText(item)))
}

function statementsOf(value: Value): readonly MapValue[] {
  if (value.kind !== 'map') return []
  const statement = value.entries.get('Statement')?.value
  const items = statement?.kind === 'list' ? statement.items : statement === undefined ? [] : [statement]
  return items.filter((item) => item.kind === 'map')
}
