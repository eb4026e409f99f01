/** What is known of one commit, from git or from GitHub. */
export interface CommitFacts {
  readonly sha: string
  readonly authorName: string
  readonly authorEmail: string
  readonly authorLogin?: string
  readonly committerName: string
  readonly committerEmail: string
  readonly committerLogin?: string
  readonly message: string
  readonly branch?: string
  readonly parents: number
  /**
   * Paths that it changes, old and new name of a renamed file; absent where not known. Of a merge those in which it
   * differs from all its parents, or, where that is not known, from the first of them.
   */
  readonly files?: readonly string[]
  /** What the platform says of its signature; absent where no platform was asked. */
  readonly verification?: Verification
}

/** GitHub's verdict on a commit's signature. */
export interface Verification {
  readonly verified: boolean
  /** GitHub's word for it: `valid`, `unsigned`, `unknown_key`, `bad_email`, `no_user`, `invalid`, … */
  readonly reason: string
}

/** What a note attached to a commit says an agent wrote of it. Whoever may push can write notes: text. */
export interface AgentNote {
  readonly sha: string
  /** The agent's name as the note gives it: `claude`, `cursor`, … */
  readonly tool: string
  readonly model?: string
  /** Whom the note names as having directed the agent, as written. */
  readonly human?: string
  /** Lines of files as of that commit; empty where the note tells of none: any of the commit's may be the agent's. */
  readonly files: readonly AgentLines[]
  /** True where the note tells lines and none of them is this agent's: what it wrote was written over. */
  readonly noLines?: true
}

export interface AgentLines {
  readonly path: string
  readonly lines: readonly LineRange[]
}

/** 1-based, both ends included. */
export interface LineRange {
  readonly startLine: number
  readonly endLine: number
}

/** Which commit last changed some lines of a file as it is at head. */
export interface LineOrigin extends LineRange {
  readonly sha: string
  /** Where the first of them stood in that commit, and in which file; absent where that is not known. */
  readonly original?: { readonly path: string; readonly startLine: number }
}

export type CommitVerdict = 'ai' | 'ai-assisted' | 'bot' | 'human'

/** How hard it is to forge, hardest first. */
export type EvidenceStrength = 'platform' | 'account' | 'email' | 'trailer' | 'text'

export interface Evidence {
  readonly tool: string
  /**
   * `author-login`, `author-email`, `author-name`, `committer-login`, `committer-email`, `trailer`, `message`, `branch`,
   * `note`, `pull-request-author`, `pull-request-app`, `pull-request-body`, `timeline`.
   */
  readonly where: string
  /** The text that matched, at most 200 characters; whoever wrote the commit chose it. */
  readonly match: string
  readonly strength: EvidenceStrength
}

export interface CommitAuthorship {
  readonly sha: string
  readonly verdict: CommitVerdict
  readonly tool: string | null
  readonly evidence: readonly Evidence[]
}

/** Somebody who answers for the change and may therefore not be its second human. */
export interface Director {
  /** Lower-case login where known, otherwise the e-mail address or the name as written. */
  readonly identity: string
  readonly login?: string
  /** GitHub's numeric user id where known. */
  readonly id?: number
  /** `platform`: GitHub says so; `text`: an e-mail, a trailer or the body says so – disqualifies, never counts. */
  readonly known: 'platform' | 'text'
  readonly reasons: readonly string[]
}

export interface PullRequestAuthorship {
  /** `unknown` where there are no commits to read (two directories), or not all could be read. */
  readonly verdict: CommitVerdict | 'unknown'
  readonly tools: readonly string[]
  readonly commits: readonly CommitAuthorship[]
  readonly directors: readonly Director[]
  /** Evidence on the pull request itself: its author and app, its timeline, its branch, its body. */
  readonly evidence: readonly Evidence[]
  /** What notes on the commits say that agents wrote of them. */
  readonly notes: readonly AgentNote[]
  /** False where commits, notes or the timeline could not all be read, whatever the verdict. */
  readonly complete: boolean
}
