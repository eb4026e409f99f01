import type { CommitFacts, PullRequestAuthorship } from '../core/authorship/authorship.ts'
import { effectiveSignatures, pullRequestAuthorship } from '../core/authorship/pull-request.ts'
import type { Publication } from '../core/gate/decision.ts'
import type { ReadSettings } from '../core/rules/settings.ts'
import type { ChangeHistory } from '../ports/change-history.ts'
import { Fault } from '../ports/fault.ts'
import type { PullRequest, PullRequestKey, PullRequests, RepositoryKey, Timeline } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'
import { agentNotes } from './agent-notes.ts'
import type { Bundle } from './bundle.ts'
import type { ChangeCommits } from './change-commits.ts'
import { knownPushers } from './known-pushers.ts'
import type { ReviewRequest } from './review.ts'

/** What the commits of a pull request are read from. */
export interface CommitSources {
  readonly pullRequests: PullRequests
  readonly records: Records
  /** What a repository's history tells of lines, and the notes on its commits. */
  readonly history: (repository: RepositoryKey) => ChangeHistory
  readonly bundle: Bundle
}

/** A pull request's commits and what happened to it, read once; they are judged when the settings are known. */
export interface PullCommits {
  readonly authorship: ReviewRequest['authorship']
  readonly commits: ChangeCommits
  readonly timeline: Timeline
}

/** Reads who wrote, pushed and asked for a pull request. Throws `Fault`. */
export async function pullCommits(
  key: PullRequestKey,
  pull: PullRequest,
  { pullRequests, records, history, bundle }: CommitSources,
): Promise<PullCommits> {
  const { commits: current, complete } = await pullRequests.commits(key, pull.state === 'open' ? pull : undefined)
  await records.addCommits(key, current)
  const commits = await withFiles(key, await records.commitsEver(key), { pullRequests, records })
  const { pushers, missing } = await knownPushers(
    key,
    pull,
    current.map(({ sha }) => sha),
    { pullRequests, records },
  )
  const [timeline, openedVia] = [await timelineOf(key, pullRequests), await pullRequests.openedVia(key)]
  const changeHistory = history(key)
  const notes = await changeHistory.notes(
    commits.map(({ sha }) => sha),
    pull.notesTipSha,
  )
  const settled = settledAt(pull.headSha, await records.publications(key))
  const { author, body, headRef, forkOwner } = pull
  const fork = forkOwner === undefined ? {} : { forkOwner }
  return {
    timeline,
    commits: {
      commits,
      current: new Set(current.map(({ sha }) => sha)),
      headSha: pull.headSha,
      history: changeHistory,
      platform: { author, pushers, ...fork },
    },
    authorship: ({ settings }: ReadSettings, isExamined): PullRequestAuthorship => {
      const { signatures, complete: known } = effectiveSignatures(bundle.signatures, settings)
      return pullRequestAuthorship({
        ...{ author, body, headRef, commits, pushers, signatures, timeline, ...fork },
        complete: complete && known && notes.complete,
        notes: agentNotes(notes, signatures),
        machineUsers: settings.machineUsers,
        allowSuggestions: settings.suggestions === 'allow',
        ...(openedVia === undefined ? {} : { openedVia }),
        ...(settled === undefined ? {} : { settledAt: settled }),
        ...(isExamined === undefined ? {} : { isExamined }),
        ...(missing === undefined ? {} : { pushersMissing: missing }),
      })
    },
  }
}

/**
 * A timeline that GitHub does not let the app read, or tells in a way that nobody understands, may hide who set an AI
 * tool to work, and that one was at work at all: it is incomplete, which leaves the verdict unknown and counts as
 * somebody who resolves to nobody. It takes no permission that reading the pull request itself does not take.
 */
async function timelineOf(key: PullRequestKey, pullRequests: PullRequests): Promise<Timeline> {
  try {
    return await pullRequests.timeline(key)
  } catch (error) {
    if (!(error instanceof Fault) || !UNREADABLE.has(error.kind)) throw error
    return { events: [], complete: false, dismissals: new Map() }
  }
}

const UNREADABLE: ReadonlySet<Fault['kind']> = new Set(['forbidden', 'not-found', 'invalid'])

/** Commits whose files are read, at most; of the others every file counts. */
const MAX_READ_COMMITS = 100
const CONCURRENT_READS = 8

/** Asks for the files of those commits for which nobody has yet. A single commit is the whole change: nothing to tell. */
async function withFiles(
  key: PullRequestKey,
  commits: readonly CommitFacts[],
  { pullRequests, records }: Pick<CommitSources, 'pullRequests' | 'records'>,
): Promise<readonly CommitFacts[]> {
  const unread = commits.length < 2 ? [] : commits.filter(({ files }) => files === undefined).slice(-MAX_READ_COMMITS)
  if (unread.length === 0) return commits
  const read = new Map<string, CommitFacts>()
  for (let at = 0; at < unread.length; at += CONCURRENT_READS) {
    const batch = unread.slice(at, at + CONCURRENT_READS)
    await Promise.all(
      batch.map(async (commit) => {
        const files = await pullRequests.changedFiles(key, commit.sha)
        if (files !== undefined) read.set(commit.sha, { ...commit, files })
      }),
    )
  }
  await records.addCommits(key, [...read.values()])
  return commits.map((commit) => read.get(commit.sha) ?? commit)
}

/** Since when the head has stood, as far as the check's own results tell: nothing was pushed after the first of them. */
function settledAt(headSha: string, publications: readonly Publication[]): string | undefined {
  const other = publications.findLastIndex((each) => each.headSha !== headSha)
  return publications[other + 1]?.publishedAt
}
