import { argumentScenarios } from './arguments.ts'
import { listScenarios } from './lists.ts'
import { otherAccountScenarios } from './other-accounts.ts'
import { particularScenarios } from './particular.ts'
import { policyScenarios } from './policies.ts'
import { presenceScenarios } from './presence.ts'
import { recordAndConnectionScenarios } from './records-and-connections.ts'
import type { Scenario } from './scenario.ts'
import { switchScenarios } from './switches.ts'

/** One scenario at least for everything that an adapter reads. */
export function scenarios(): readonly Scenario[] {
  return [
    ...policyScenarios(),
    ...switchScenarios(),
    ...listScenarios(),
    ...presenceScenarios(),
    ...recordAndConnectionScenarios(),
    ...otherAccountScenarios(),
    ...particularScenarios(),
    ...argumentScenarios(),
  ]
}
