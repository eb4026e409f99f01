import type { PullRequestKey } from './pull-requests.ts'

export type CheckConclusion = 'success' | 'neutral' | 'action_required' | 'failure'

export interface CheckAnnotation {
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly level: 'notice' | 'warning' | 'failure'
  readonly title: string
  readonly message: string
  readonly rawDetails?: string
}

export interface CheckOutput {
  readonly title: string
  /** Markdown, 65,535 characters at most. */
  readonly summary: string
  readonly annotations: readonly CheckAnnotation[]
}

/** Writes the check run named `countersign` on a head commit. Every method throws `Fault`. */
export interface Checks {
  /** Creates the run as in progress (or takes up the one this app has on that commit) and returns its id. */
  start(key: PullRequestKey, headSha: string): Promise<number>
  /**
   * Concludes the run. The first write carries the whole verdict; annotations follow in batches of 50.
   * Returns GitHub's clock at the end of the first write, ISO 8601.
   */
  conclude(key: PullRequestKey, checkRunId: number, conclusion: CheckConclusion, output: CheckOutput): Promise<string>
}
