import { ownLines } from './message-lines.ts'
import { readTrailer } from './trailers.ts'

/** What the message of a landed commit says of the pull request that it came through. Text, as any message is. */
export interface PullRequestMark {
  /** The head branch where the message names it, without its owner. */
  readonly branch?: string
  /** Whom a merge bot names as reviewer. */
  readonly reviewer?: string
}

/**
 * Reads the marks that forges and their merge bots leave: GitHub's merge and squash subjects, GitLab's and Bitbucket's,
 * Azure DevOps's, bors's, and the links of Gerrit, Phabricator and Node.js. Null where there is none.
 */
export function pullRequestMark(message: string): PullRequestMark | null {
  const subject = message.trimStart().slice(0, SUBJECT_CHARS).split('\n', 1)[0]?.trimEnd() ?? ''
  const merge = GITHUB_MERGE.exec(subject)
  if (merge !== null) return branchMark(merge[1])
  const bors = BORS.exec(subject)
  if (bors !== null) return bors[1] === undefined ? {} : { reviewer: bors[1] }
  if (NUMBERED.test(subject.slice(-NUMBER_CHARS)) || AZURE.test(subject)) return {}
  return linksReview(message) ? {} : null
}

const SUBJECT_CHARS = 1_000
const NUMBER_CHARS = 30
const GITHUB_MERGE = /^Merge pull request #\d{1,10}(?: from ([^\s/]{1,100}\/\S{1,250}))?/
const BORS = /^Auto merge of #\d{1,10} - [^\s,]{1,300}(?:, r=([\w-]{1,100}))?/
/** `(#12)`, GitLab's `(!12)`, Bitbucket's `(pull request #12)`. */
const NUMBERED = /\((?:pull request )?[#!]\d{1,10}\)$/
const AZURE = /^Merged PR \d{1,10}:/

function branchMark(ownerAndBranch: string | undefined): PullRequestMark {
  const slash = ownerAndBranch?.indexOf('/') ?? -1
  return ownerAndBranch === undefined || slash === -1 ? {} : { branch: ownerAndBranch.slice(slash + 1) }
}

function linksReview(message: string): boolean {
  if (!LINKED.test(message)) return false
  for (const line of ownLines(message)) {
    if (GITLAB.test(line)) return true
    const trailer = readTrailer(line, (key) => LINK_KEYS.has(key))
    if (trailer?.value.startsWith('http')) return true
  }
  return false
}

/** Whether it is worth looking at each line. */
const LINKED = /See merge request|Reviewed-on|Differential Revision|PR-URL/i
const GITLAB = /^See merge request [^\s!]{0,200}!\d{1,10}$/
const LINK_KEYS: ReadonlySet<string> = new Set(['reviewed-on', 'differential-revision', 'pr-url'])
