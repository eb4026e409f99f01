import type { ChangedPlace, ToldOnLines } from '../core/report/line-comments.ts'
import type { PullRequestKey } from './pull-requests.ts'

/** A comment on lines that the pull request touches. `body` is Markdown, escaped by whoever wrote it. */
export interface NewLineComment extends ChangedPlace {
  readonly path: string
  readonly body: string
}

/**
 * The app's own comments on lines of a pull request. It takes the permission `pull_requests: write`; every method throws
 * `Fault` (`forbidden` without it).
 */
export interface ReviewComments {
  /** What the app has said so far, oldest first; other accounts' texts are none of it. */
  own(key: PullRequestKey): Promise<ToldOnLines>
  /**
   * One review that neither approves nor objects, with these comments on lines of the commit. Lines that GitHub does not
   * count to the change are left out, since it would refuse the others with them.
   */
  add(key: PullRequestKey, headSha: string, body: string, comments: readonly NewLineComment[]): Promise<void>
  /** Replaces the text of one of the app's own comments. `Fault` of kind `not-found` where somebody has deleted it. */
  edit(key: PullRequestKey, id: number, body: string): Promise<void>
}
