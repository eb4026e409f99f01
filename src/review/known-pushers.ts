import { broughtBy } from '../core/authorship/branch-moves.ts'
import { Fault } from '../ports/fault.ts'
import type { PullRequest, PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import type { Pusher, Records } from '../ports/records.ts'

/** Who pushed to a pull request. */
export interface KnownPushers {
  readonly pushers: readonly Pusher[]
  /** Why somebody may be missing, as a sentence; absent where nobody is. */
  readonly missing?: string
}

interface PusherSources {
  readonly pullRequests: Pick<PullRequests, 'branchMoves'>
  readonly records: Pick<Records, 'pushers' | 'addPusher' | 'addPushedCommits' | 'broughtByNobody'>
}

/**
 * Everyone who pushed, as events told. Of commits that no event told of (they were pushed before the app was installed,
 * or the event was lost) GitHub is asked, and its answer is remembered. `shas` are the commits that the pull request
 * holds, oldest first. Of a fork only events tell. Throws `Fault`.
 */
export async function knownPushers(
  key: PullRequestKey,
  pull: PullRequest,
  shas: readonly string[],
  sources: PusherSources,
): Promise<KnownPushers> {
  const { records } = sources
  const untold = pull.forkOwner === undefined ? await records.broughtByNobody(key, shas) : []
  const isKnown = untold.length === 0 || (await askGitHub(key, pull, { shas, untold: new Set(untold) }, sources))
  const pushers = await records.pushers(key)
  return isKnown ? { pushers } : { pushers, missing: NOT_ON_RECORD }
}

const NOT_ON_RECORD =
  'Who pushed some of the commits is not on record: the app was not told of it, and GitHub does not tell it any more.'

/** Whether GitHub tells of everybody. Once it is known who brought each commit, it is not asked again. */
async function askGitHub(
  key: PullRequestKey,
  pull: PullRequest,
  { shas, untold }: { readonly shas: readonly string[]; readonly untold: ReadonlySet<string> },
  { pullRequests, records }: PusherSources,
): Promise<boolean> {
  const { brought, complete } = broughtBy(await movesOf(key, pull, pullRequests), shas)
  for (const { by, shas: own } of brought) {
    await records.addPusher(key, by)
    const commits = own.filter((sha) => untold.has(sha))
    if (complete && commits.length > 0) await records.addPushedCommits(key, commits, by)
  }
  return complete
}

/** Where GitHub does not let the app read this, or keeps no such list, nobody is known. */
async function movesOf(key: PullRequestKey, { headRef }: PullRequest, pullRequests: PusherSources['pullRequests']) {
  try {
    return await pullRequests.branchMoves(key, headRef)
  } catch (error) {
    if (!(error instanceof Fault) || !UNREADABLE.has(error.kind)) throw error
    return []
  }
}

const UNREADABLE: ReadonlySet<Fault['kind']> = new Set(['forbidden', 'not-found', 'invalid'])
