import type { Installations, InstalledRepository, ListedPullRequest, Page } from '../ports/installations.ts'
import { type PullRequestState, stateOf, textOf } from './observed-examination.ts'

/** What was last seen of a repository's open pull requests. */
export interface Look {
  /** Of the first page: the list begins with what was updated last, so where that is unchanged, all is. */
  readonly etag?: string
  readonly pulls: ReadonlyMap<number, SeenPull>
  /** By branch, of those that pull requests are onto; null where there is no such branch. */
  readonly tips: ReadonlyMap<string, SeenTip>
  /** No branch has moved since `tips` were read while the repository still says so. */
  readonly pushedAt: string | null
  /** When the list was last read to its end; 0 where it never was. */
  readonly wholeAtMs: number
  readonly lookedAtMs: number
}

type SeenPull = Omit<ListedPullRequest, 'body'> & Pick<PullRequestState, 'text'>

interface SeenTip {
  readonly sha: string | null
  readonly etag?: string
}

/** So many more requests may be sent in a run. */
export interface Allowance {
  requests: number
}

/**
 * Looks again at a repository's open pull requests and the tips of their base branches, and reads only what has
 * changed; one request where nothing has. Where the allowance ends, the rest is as it was. Throws `Fault`.
 */
export async function lookAgain(
  repository: InstalledRepository,
  before: Look | undefined,
  installations: Installations,
  allowance: Allowance,
  nowMs: number,
): Promise<Look> {
  const known = before !== undefined && nowMs - before.wholeAtMs < WHOLE_LOOK_MS ? before : undefined
  const listed = await listAgain(repository, known, installations, allowance)
  const { isWhole, ...list } = listed
  const read = await readTips(repository, list.pulls, before, known !== undefined, installations, allowance)
  return { ...list, ...read, wholeAtMs: isWhole ? nowMs : (known?.wholeAtMs ?? 0), lookedAtMs: nowMs }
}

/** The state of each pull request whose base branch's tip is known, the one that was updated last first. */
export function statesOf({ pulls, tips }: Look): readonly { readonly pull: SeenPull; readonly state: string }[] {
  const byHead = Map.groupBy(pulls.values(), ({ headSha }) => headSha)
  const newestFirst = [...pulls.values()].sort((one, other) => Date.parse(other.updatedAt) - Date.parse(one.updatedAt))
  return newestFirst.flatMap((pull) => {
    const baseTipSha = tips.get(pull.baseRef)?.sha
    if (baseTipSha === undefined || baseTipSha === null) return []
    const withHead = (byHead.get(pull.headSha) ?? []).map(({ number }) => number)
    return { pull, state: stateOf({ ...pull, baseTipSha, withHead }) }
  })
}

/** Closing a pull request does not show on the first of several pages: the whole list is read from time to time. */
const WHOLE_LOOK_MS = 30 * 60_000
/** Of 100 pull requests. */
const MAX_PAGES = 30

type List = Pick<Look, 'etag' | 'pulls'> & { readonly isWhole: boolean }

async function listAgain(
  repository: InstalledRepository,
  known: Look | undefined,
  installations: Installations,
  allowance: Allowance,
): Promise<List> {
  allowance.requests -= 1
  const first = await installations.openPullRequests(repository, 1, known?.etag)
  if (first.kind === 'unchanged') return { ...etagOf(known), pulls: known?.pulls ?? new Map(), isWhole: false }
  const pulls = new Map(known?.pulls)
  const listed = new Set<number>()
  let page: Page<ListedPullRequest> = first.value
  for (let number = 1; ; number += 1) {
    const isKnown = addPulls(page, pulls, listed)
    if (page.isLast) return { ...etagOf(first), pulls: only(pulls, listed), isWhole: true }
    if (known !== undefined && isKnown) return { ...etagOf(first), pulls, isWhole: false }
    // Without the etag the next look begins anew.
    if (number >= MAX_PAGES || allowance.requests <= 0) return { pulls, isWhole: false }
    allowance.requests -= 1
    const next = await installations.openPullRequests(repository, number + 1)
    if (next.kind === 'unchanged') return { pulls, isWhole: false }
    page = next.value
  }
}

function etagOf(of: { readonly etag?: string } | undefined): Pick<Look, 'etag'> {
  return of?.etag === undefined ? {} : { etag: of.etag }
}

/** True where the page's last one has not been updated since: neither have those on later pages. */
function addPulls({ items }: Page<ListedPullRequest>, pulls: Map<number, SeenPull>, listed: Set<number>): boolean {
  const last = items.at(-1)
  const isKnown = last !== undefined && pulls.get(last.number)?.updatedAt === last.updatedAt
  for (const { body, ...pull } of items) {
    pulls.set(pull.number, { ...pull, text: textOf(body) })
    listed.add(pull.number)
  }
  return isKnown
}

function only(pulls: ReadonlyMap<number, SeenPull>, numbers: ReadonlySet<number>): ReadonlyMap<number, SeenPull> {
  return new Map([...pulls].filter(([number]) => numbers.has(number)))
}

/** Branches that have not been read yet come first; what the allowance leaves out is read next time. */
async function readTips(
  repository: InstalledRepository,
  pulls: Look['pulls'],
  before: Look | undefined,
  mayTrustPushedAt: boolean,
  installations: Installations,
  allowance: Allowance,
): Promise<Pick<Look, 'tips' | 'pushedAt'>> {
  const isStill = mayTrustPushedAt && repository.pushedAt !== null && before?.pushedAt === repository.pushedAt
  const branches = [...new Set([...pulls.values()].map(({ baseRef }) => baseRef))]
  const tips = new Map<string, SeenTip>()
  for (const branch of branches) {
    const tip = before?.tips.get(branch)
    if (tip !== undefined) tips.set(branch, tip)
  }
  const toRead = branches.filter((branch) => !isStill || !tips.has(branch))
  for (const branch of toRead.toSorted((one, other) => Number(tips.has(one)) - Number(tips.has(other)))) {
    if (allowance.requests <= 0) return { tips, pushedAt: null }
    allowance.requests -= 1
    const answer = await installations.tip(repository, branch, tips.get(branch)?.etag)
    if (answer.kind === 'changed') tips.set(branch, { sha: answer.value, ...etagOf(answer) })
  }
  return { tips, pushedAt: repository.pushedAt }
}
