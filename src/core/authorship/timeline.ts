import type { PlatformAccount } from './platform-account.ts'

/**
 * What a pull request's timeline tells of who set an AI tool to work. Actors are the platform's: nobody can forge them.
 * An actor is null where the account no longer exists, which can approve nothing either. `at` is ISO 8601, GitHub's clock.
 */
export type TimelineEvent =
  /** An agent of the platform began to work; `app` is the slug of the GitHub App it works as. */
  | {
      readonly kind: 'agent-started'
      readonly actor: PlatformAccount | null
      readonly app: string
      readonly at: string
    }
  | {
      readonly kind: 'assigned'
      readonly actor: PlatformAccount | null
      readonly assignee: PlatformAccount
      readonly at: string
    }
  /** A comment, a review's text or a comment on a line. */
  | {
      readonly kind: 'commented'
      readonly actor: PlatformAccount | null
      readonly body: string
      readonly at: string
      /** The file that a comment on a line is about. */
      readonly path?: string
      /** Absent where it was never edited. */
      readonly edited?: EditedComment
    }
  | { readonly kind: 'comment-deleted'; readonly actor: PlatformAccount | null; readonly at: string }

/** What a comment said at one time. Whoever may write to a repository can edit everybody's comments. */
export interface CommentVersion {
  readonly body: string
  /** Who wrote it; null where that is the comment's author, or an account that no longer exists. */
  readonly editor: PlatformAccount | null
  readonly at: string
}

export interface EditedComment {
  readonly versions: readonly CommentVersion[]
  /** False where some of them are not known: its history can be deleted, and may be longer than what is read. */
  readonly complete: boolean
}

export interface AgentTimeline {
  readonly events: readonly TimelineEvent[]
  /** False where something of it could not be read, which may hide who set an AI tool to work. */
  readonly complete: boolean
}
