import type { RepositoryName } from './pull-requests.ts'

/** Branches that were seen to be the gate's business. Every method throws `Fault`. */
export interface GovernedBranches {
  /** The branch is the default one, or its rules require the check now. */
  saw(repository: RepositoryName, branch: string): Promise<void>
  /** Those of which that was so in the last days, whatever their rules are now. */
  of(repository: RepositoryName): Promise<readonly string[]>
}
