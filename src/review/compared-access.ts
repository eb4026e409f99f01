import type { ModuleAccess } from '../core/configuration/terraform/module-access.ts'
import type { LocatedDifference } from '../core/difference/differ.ts'

/** What a root gives on both sides in one variant, and how that differs. */
export interface ComparedAccess {
  readonly base: ModuleAccess
  readonly head: ModuleAccess
  readonly difference: readonly LocatedDifference[]
}
