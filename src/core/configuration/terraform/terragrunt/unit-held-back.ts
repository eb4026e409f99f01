import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { toBoolean } from '../conversion.ts'
import { plainText } from '../text.ts'
import type { TerragruntUnit } from './terragrunt-unit.ts'

/**
 * Whether a unit was perhaps not deployed before, by `skip` or `exclude`, and is not held back in the same way now:
 * whatever it gives is new then. A unit that is held back from now on counts as before. Source: "skip" and "exclude",
 * Terragrunt reference.
 */
export function isHeldBackUnlike(before: TerragruntUnit | undefined, after: TerragruntUnit | undefined): boolean {
  if (before === undefined || after === undefined) return false
  const [skip, exclude] = [heldBackBy(before.skip), heldBackBy(exclusion(before))]
  return (
    (skip !== undefined && !isSame(skip, after.skip)) || (exclude !== undefined && !isSame(exclude, exclusion(after)))
  )
}

function isSame(before: Value, after: Value | undefined): boolean {
  return after !== undefined && fingerprintOf(before) === fingerprintOf(after)
}

function heldBackBy(condition: Value | undefined): Value | undefined {
  if (condition === undefined || condition.kind === 'null') return undefined
  const value = toBoolean(condition)
  return value?.kind === 'boolean' && !value.value ? undefined : condition
}

/** The condition of an exclude block that concerns what deploys. */
function exclusion({ exclude }: TerragruntUnit): Value | undefined {
  if (exclude?.kind !== 'map') return exclude
  const actions = exclude.entries.get('actions')?.value
  const names = actions?.kind === 'list' ? actions.items.map(plainText) : [undefined]
  const concernsDeployment = names.some((name) => name === undefined || DEPLOYING.has(name))
  return concernsDeployment ? exclude.entries.get('if')?.value : undefined
}

const DEPLOYING: ReadonlySet<string> = new Set(['all', 'all_except_output', 'apply'])
