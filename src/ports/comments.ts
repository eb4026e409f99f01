import type { PullRequestKey } from './pull-requests.ts'

/** A comment of this app's own on a pull request. */
export interface OwnComment {
  readonly id: number
  readonly body: string
  /** ISO 8601. */
  readonly createdAt: string
}

/** GitHub refuses longer ones. */
export const MAX_COMMENT_CHARS = 65_536

/**
 * Comments in the conversation of a pull request. Texts are Markdown, escaped by whoever wrote them. It takes the
 * permission `pull_requests: write` or `issues: write`; every method throws `Fault` (`forbidden` without it).
 */
export interface Comments {
  /** The id of the new comment. */
  add(key: PullRequestKey, body: string): Promise<number>
  /** Replaces the text of one of the app's own comments. `Fault` of kind `not-found` where somebody has deleted it. */
  edit(key: PullRequestKey, id: number, body: string): Promise<void>
  /** The app's own comments, oldest first; others with the same text are none of its. */
  own(key: PullRequestKey): Promise<readonly OwnComment[]>
  /** A reaction to somebody's comment, as a sign that it was seen. */
  react(key: PullRequestKey, commentId: number, reaction: 'eyes' | '+1' | '-1'): Promise<void>
}
