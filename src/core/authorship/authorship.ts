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
}

export type CommitVerdict = 'ai' | 'ai-assisted' | 'bot' | 'human'

/** How hard it is to forge, hardest first. */
export type EvidenceStrength = 'platform' | 'account' | 'email' | 'trailer' | 'text'

export interface Evidence {
  readonly tool: string
  /**
   * `author-login`, `author-email`, `author-name`, `committer-login`, `committer-email`, `trailer`, `message`, `branch`,
   * `pull-request-author`, `pull-request-body`.
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
  /** Evidence on the pull request itself: its author, its branch, its body. */
  readonly evidence: readonly Evidence[]
}
