import type {
  AppReading,
  BranchFacts,
  InstallationFacts,
  RequiredCheck,
  Seen,
  WebhookFacts,
} from '../core/setup/facts.ts'
import type { Departed } from './departures.ts'
import type { RepositoryKey, RepositoryName } from './pull-requests.ts'

/**
 * How the gate is set up on GitHub. What the app may not see is told as that; every method throws `Fault` only where
 * GitHub did not answer, or answered in a way that is not known.
 */
export interface Setup {
  /**
   * The checks that a branch requires, in one or two requests that need no more than the gate itself. Remembered for ten
   * minutes a repository and branch, unless `forgetRules` is called: the rules may have changed meanwhile.
   */
  requiredChecks(repository: RepositoryKey, branch: string): Promise<Seen<readonly RequiredCheck[]>>
  /** What an installation grants, remembered for as long, unless `forgetRules` is called for all of it. */
  installation(installationId: number): Promise<InstallationFacts>
  /**
   * Has the checks that branches require read anew: of a repository, or of all of an installation, and then what it
   * grants, too.
   */
  forgetRules(of: Departed): void
  app(): Promise<AppReading>
  webhook(): Promise<Seen<WebhookFacts>>
  /** Every installation of the app. */
  installations(): Promise<readonly InstallationFacts[]>
  /** Undefined where there is no such repository, or the app is not installed on it. */
  installationOf(repository: RepositoryName): Promise<InstallationFacts | undefined>
  /** `branch` undefined is the default branch. Not to be asked of a suspended installation. */
  repository(repository: RepositoryKey, branch: string | undefined): Promise<RepositorySetup>
}

export interface RepositorySetup {
  /** `owner/name`, as GitHub spells it. */
  readonly name: string
  readonly pageUrl: string
  readonly branch: BranchFacts
}
