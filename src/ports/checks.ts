import type { CheckConclusion } from '../core/gate/conclusion.ts'
import type { CheckOutput } from '../core/report/check-output.ts'
import type { PullRequestKey } from './pull-requests.ts'

export type { CheckConclusion } from '../core/gate/conclusion.ts'
export type { CheckAnnotation, CheckOutput } from '../core/report/check-output.ts'

/** Writes the check run named `countersign` on a head commit. Every method throws `Fault`. */
export interface Checks {
  /**
   * Puts the commit back to "in progress" and returns the run's id: the app's latest run on the commit where that is
   * still open, else a new one. A concluded run is never reopened, because its annotations could not be taken back.
   */
  start(key: PullRequestKey, headSha: string): Promise<number>
  /**
   * Concludes the run. The first write carries the whole verdict; annotations follow in batches of 50. Texts over
   * GitHub's limits are cut with a notice. Concluding once more with the same verdict writes only what is missing;
   * with another verdict it writes a new run that supersedes the first.
   * Returns GitHub's clock at the end of the first write, ISO 8601, never earlier than that write.
   */
  conclude(key: PullRequestKey, checkRunId: number, conclusion: CheckConclusion, output: CheckOutput): Promise<string>
}
