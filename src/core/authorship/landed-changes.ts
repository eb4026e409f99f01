import type { CommitFacts, CommitVerdict } from './authorship.ts'
import { headBranchEvidence } from './branch-evidence.ts'
import { type ChangePeople, changePeople, isHuman, namedReviewers } from './change-people.ts'
import { authorOf, committerOf, judgeCommit } from './classify.ts'
import type { Person } from './identity.ts'
import { readText } from './message-evidence.ts'
import { type PullRequestMark, pullRequestMark } from './pull-request-mark.ts'
import type { Signatures } from './signature-index.ts'

/** A commit with its place in history. */
export interface HistoryCommit {
  readonly commit: CommitFacts
  readonly parents: readonly string[]
  /** Milliseconds since 1970, as the committer's clock said. */
  readonly committedAtMs: number
}

/**
 * How a change landed, as far as git tells, the most first. `reviewer-named`: a message names a reviewer who is not an
 * author. `landed-by-another`: a human who is not an author merged or committed it. `one-human`: it came through a pull
 * request, and git shows one human in all. `pull-request`: it came through one, and who merged it is not told.
 * `unmarked`: nothing speaks of a pull request. A change without a human author needs two humans for the first two.
 */
export type Landed = 'reviewer-named' | 'landed-by-another' | 'one-human' | 'pull-request' | 'unmarked'

/** One step of a first-parent history: a merge with all that it brought in, or a single commit. */
export interface LandedChange {
  readonly sha: string
  readonly committedAtMs: number
  /** The first line of its message, at most 200 characters. */
  readonly subject: string
  /** `ai` or `ai-assisted` where any of its commits is, `bot` where all are, else `human`. */
  readonly verdict: CommitVerdict
  readonly tools: readonly string[]
  readonly landed: Landed
}

/** A change that is whole, with what the caller knew of its first-parent commit. */
export type Landing<Detail> = readonly [LandedChange, Detail]

export interface LandedChanges<Detail> {
  /** Takes the next commit, each after all of its children, and returns the changes that are whole now. */
  add(commit: HistoryCommit, detail: Detail): readonly Landing<Detail>[]
  /** The changes that were not whole yet: history ended. */
  rest(): readonly Landing<Detail>[]
}

/**
 * Puts the commits of a history into the changes in which they landed: a commit belongs to the oldest first-parent
 * commit that reaches it, so that merges of the base branch bring nothing in. Holds what is still open, no more.
 * The detail of a commit that is not on the first-parent history is not kept.
 */
export function landedChanges<Detail>(head: string, signatures: Signatures): LandedChanges<Detail> {
  const history: History<Detail> = { pending: new Map(), open: new Set(), expected: head, opened: 0 }
  return {
    add(commit, detail) {
      const { sha } = commit.commit
      const owner = takePending(history, sha)
      const touched = new Set(owner === undefined ? [] : [owner])
      const onMain = sha === history.expected
      const change = onMain ? openChange(history, commit, detail, signatures) : owner
      if (change === undefined) return []
      touched.add(change)
      addCommit(change, commit, onMain, signatures)
      for (const parent of onMain ? commit.parents.slice(1) : commit.parents) {
        const other = expectParent(history, parent, change)
        if (other !== undefined) touched.add(other)
      }
      const whole = [...touched].filter(({ waiting }) => waiting === 0)
      for (const each of whole) history.open.delete(each)
      return whole.map((each) => landing(each, signatures))
    },
    rest: () => [...history.open].map((each) => landing(each, signatures)),
  }
}

interface History<Detail> {
  /** Commits that are still to come, with the oldest change that reaches them so far. */
  readonly pending: Map<string, OpenChange<Detail>>
  readonly open: Set<OpenChange<Detail>>
  /** The next commit of the first-parent history. */
  expected: string | undefined
  opened: number
}

interface OpenChange<Detail> {
  readonly order: number
  readonly tip: HistoryCommit
  readonly detail: Detail
  readonly mark: PullRequestMark | null
  readonly authors: ChangePeople
  readonly reviewers: Person[]
  readonly tools: Set<string>
  readonly verdicts: Set<CommitVerdict>
  /** How many commits that may belong to it are still to come. */
  waiting: number
}

function takePending<Detail>({ pending }: History<Detail>, sha: string): OpenChange<Detail> | undefined {
  const change = pending.get(sha)
  pending.delete(sha)
  if (change !== undefined) change.waiting -= 1
  return change
}

/** Returns the change that a parent was expected for so far and is no longer. */
function expectParent<Detail>(
  { pending }: History<Detail>,
  sha: string,
  change: OpenChange<Detail>,
): OpenChange<Detail> | undefined {
  const other = pending.get(sha)
  if (other !== undefined && other.order >= change.order) return undefined
  if (other !== undefined) other.waiting -= 1
  change.waiting += 1
  pending.set(sha, change)
  return other
}

function openChange<Detail>(
  history: History<Detail>,
  tip: HistoryCommit,
  detail: Detail,
  signatures: Signatures,
): OpenChange<Detail> {
  const mark = pullRequestMark(tip.commit.message)
  const byBranch = headBranchEvidence(mark?.branch ?? '', signatures)
  const change: OpenChange<Detail> = {
    order: history.opened,
    tip,
    detail,
    mark,
    authors: changePeople(signatures),
    reviewers: mark?.reviewer === undefined ? [] : [{ name: mark.reviewer, email: '' }],
    tools: new Set(byBranch.map(({ tool }) => tool)),
    verdicts: new Set(byBranch.length > 0 ? ['ai-assisted'] : []),
    waiting: 0,
  }
  history.opened += 1
  history.expected = tip.parents[0]
  history.open.add(change)
  return change
}

/** More reviewers than that tell nothing new. */
const MAX_REVIEWERS = 100

function addCommit<Detail>(
  change: OpenChange<Detail>,
  { commit }: HistoryCommit,
  onMain: boolean,
  signatures: Signatures,
): void {
  const text = readText(commit.message, 'message', signatures)
  const { verdict, evidence } = judgeCommit(commit, signatures, text)
  // Whoever merged, human or not, did not thereby write what was merged.
  const merges = onMain && commit.parents > 1
  if (!merges || verdict === 'ai' || verdict === 'ai-assisted') change.verdicts.add(verdict)
  if (verdict === 'ai' || verdict === 'ai-assisted') for (const { tool } of evidence) change.tools.add(tool)
  if (!merges) {
    change.authors.add(authorOf(commit), 'author')
    for (const person of text.coAuthors) change.authors.add(person, 'co-author')
  }
  if (change.reviewers.length < MAX_REVIEWERS) change.reviewers.push(...namedReviewers(commit.message, signatures))
}

function landing<Detail>(change: OpenChange<Detail>, signatures: Signatures): Landing<Detail> {
  return [whole(change, signatures), change.detail]
}

function whole<Detail>(change: OpenChange<Detail>, signatures: Signatures): LandedChange {
  const { commit, committedAtMs } = change.tip
  return {
    sha: commit.sha,
    committedAtMs,
    subject: commit.message.trimStart().split('\n', 1)[0]?.slice(0, 200) ?? '',
    verdict: VERDICTS.find((verdict) => change.verdicts.has(verdict)) ?? 'human',
    tools: [...change.tools],
    landed: howLanded(change, signatures),
  }
}

/** A tool's part raises the bar; automation beside a human's work does not make it automation's. */
const VERDICTS: readonly CommitVerdict[] = ['ai', 'ai-assisted', 'human', 'bot']

function howLanded<Detail>(change: OpenChange<Detail>, signatures: Signatures): Landed {
  const { authors, mark } = change
  const others = changePeople(signatures)
  for (const person of change.reviewers) if (!authors.has(person)) others.add(person, 'co-author')
  const named = others.count
  const lander = landerOf(change.tip.commit, signatures)
  if (lander !== undefined && !authors.has(lander)) others.add(lander, 'committer')
  if (others.count >= (authors.count > 0 ? 1 : 2)) return named > 0 ? 'reviewer-named' : 'landed-by-another'
  if (mark === null) return 'unmarked'
  return lander === undefined ? 'pull-request' : 'one-human'
}

/** The author of a merge made it; any other commit was landed by its committer, where that is a human. */
function landerOf(commit: CommitFacts, signatures: Signatures): Person | undefined {
  const lander = commit.parents > 1 ? authorOf(commit) : committerOf(commit)
  return isHuman(lander, commit.parents > 1 ? 'author' : 'committer', signatures) ? lander : undefined
}
