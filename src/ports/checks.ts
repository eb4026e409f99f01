import type { CheckConclusion } from '../core/gate/conclusion.ts'
import type { CheckOutput } from '../core/report/check-output.ts'
import type { RepositoryKey } from './pull-requests.ts'

export type { CheckConclusion } from '../core/gate/conclusion.ts'
export type { CheckAction, CheckAnnotation, CheckOutput } from '../core/report/check-output.ts'

/** Required checks and rulesets know the check by this name: it never changes. */
export const CHECK_NAME = 'countersign'

/**
 * The name under which it is said what a pull request onto a branch does that does not require the check. Whoever may
 * push may make such a branch: what is green against it must not be green for another one.
 */
export const PREVIEW_NAME = 'countersign-preview'

/** Of open runs on a commit: that there is none, that there is none but the one that `announce` opened, or nothing. */
export type KnownOpening = 'none' | 'unknown' | { readonly announcedRun: number }

/** What a check is about: a pull request, or commits of a branch where it has no number. */
export interface CheckTarget extends RepositoryKey {
  readonly number?: number
}

/** Writes the check run named `countersign` on a head commit. Every method throws `Fault`. */
export interface Checks {
  /**
   * Puts the commit back to "in progress" and returns the run's id: the app's latest run on the commit where that is
   * still open, else a new one. A concluded run is never reopened, because its annotations could not be taken back.
   * What is known of open ones saves looking for them. With `keepsVerdict` a concluded run is not superseded yet, and its
   * id is returned: what it says stands until `conclude` is told of another verdict, and nothing is written for the same.
   */
  start(key: CheckTarget, headSha: string, known?: KnownOpening, keepsVerdict?: boolean): Promise<number>
  /**
   * Opens a run on a commit that has none, before the examination that will `start` it has its turn. It is tried once,
   * and given up where GitHub's limits would have it wait or it would take what a verdict needs. Returns the run's id.
   */
  announce(key: CheckTarget, headSha: string): Promise<number>
  /**
   * Concludes the run. The first write carries the whole verdict; annotations follow in batches of 50. Texts over
   * GitHub's limits are cut with a notice. Concluding once more with the same verdict writes only what is missing;
   * with another verdict it writes a new run that supersedes the first.
   * Returns GitHub's clock at the end of the first write, ISO 8601, never earlier than that write.
   */
  conclude(key: CheckTarget, checkRunId: number, conclusion: CheckConclusion, output: CheckOutput): Promise<string>
  /**
   * Has a run that was concluded say this title and these texts; its verdict and its annotations stay, those of `output`
   * are not looked at.
   */
  remark(key: CheckTarget, checkRunId: number, output: CheckOutput): Promise<void>
  /**
   * Writes a concluded run named `countersign-preview`, which nothing may rely on. Returns GitHub's clock as `conclude`
   * does.
   */
  preview(key: CheckTarget, headSha: string, conclusion: CheckConclusion, output: CheckOutput): Promise<string>
}
