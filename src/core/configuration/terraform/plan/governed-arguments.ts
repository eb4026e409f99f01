import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { flagOf, memberOf } from '../json-members.ts'
import { marksAnything, type PlannedChange, withoutInstanceKeys } from './planned-change.ts'
import type { Plan } from './read-plan.ts'

/** What of the instance at an address is Terraform's to set. */
export interface Governed {
  /** Whether one of its arguments counts. */
  readonly argument: (address: string, name: string) => boolean
  /** Whether a plan says how it is configured: without that, nobody knows what a provider found out. */
  readonly isConfigured: (address: string) => boolean
}

/**
 * Which arguments count. A plan also tells what providers found out: an `aws_s3_bucket` has the policy that another
 * resource sets, as it was before. So an argument counts where a plan's configuration writes it, or where a plan
 * changes it to something known; and then on both sides.
 */
export function governedArguments(plans: readonly Plan[]): Governed {
  const indexes = plans.map((plan) => ({ plan, changes: byAddress(plan) }))
  return {
    argument: (address, name) =>
      indexes.some(({ plan, changes }) =>
        changes.get(address)?.some((change) => isWritten(plan, change, name) || isChanged(plan, change, name)),
      ),
    isConfigured: (address) =>
      plans.some(({ configuration }) => configuration?.has(withoutInstanceKeys(address)) !== false),
  }
}

function byAddress({ changes }: Plan): ReadonlyMap<string, readonly PlannedChange[]> {
  const found = new Map<string, PlannedChange[]>()
  for (const change of changes) {
    for (const address of new Set([change.address, change.origin])) {
      const known = found.get(address)
      if (known === undefined) found.set(address, [change])
      else known.push(change)
    }
  }
  return found
}

function isWritten({ configuration }: Plan, { address }: PlannedChange, name: string): boolean {
  return configuration === undefined || configuration.get(withoutInstanceKeys(address))?.names.has(name) === true
}

/** What goes with its whole instance was not changed by itself, where the configuration says what was written. */
function isChanged({ configuration }: Plan, change: PlannedChange, name: string): boolean {
  const { address, before, after, afterUnknown } = change
  if (after === undefined && configuration?.has(withoutInstanceKeys(address)) !== false) return false
  const unknown = memberOf(afterUnknown, name)
  if (flagOf(unknown) === true || flagOf(afterUnknown) === true) return false
  if (marksAnything(unknown)) return true
  const [one, other] = [memberOf(before, name), memberOf(after, name)].map((value) =>
    isEmpty(value) ? undefined : value,
  )
  if (one === undefined || other === undefined) return one !== other
  return fingerprintOf(one) !== fingerprintOf(other)
}

/** Absent, null, or blocks of which there are none. */
export function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'null' || (value.kind === 'list' && value.items.length === 0)
}
