import type { HistoryStep, MergedChange } from './replayed.ts'

/** A pull request that was merged. */
export interface MergedPull {
  readonly number: number
  readonly title: string
  readonly url: string
  /** Milliseconds since 1970. */
  readonly mergedAtMs: number
  /** What it became: its merge, the commit that it was squashed into, or the last one that it was rebased to. */
  readonly mergeSha: string
}

export interface PullChanges {
  /** Newest first. */
  readonly changes: readonly MergedChange[]
  /** Steps of the branch, since the oldest of the changes, that no pull request brought. */
  readonly withoutPull: number
}

/** No pull request is rebased as more. */
const MAX_REBASED = 500

/**
 * The pull requests that landed on a branch, as changes of its first-parent history (`steps`, newest first). A merge and
 * a squashed commit are one step. Of a rebased pull request GitHub names the last commit alone: whether it also brought
 * the one before, which no other pull request became, is asked of `brought`.
 */
export async function pullChanges(
  steps: readonly HistoryStep[],
  pulls: readonly MergedPull[],
  brought: (pull: MergedPull, sha: string) => Promise<boolean>,
): Promise<PullChanges> {
  const landed = new Map(pulls.map((pull) => [pull.mergeSha, pull]))
  const oldest = steps.findLastIndex(({ sha }) => landed.has(sha))
  const changes: MergedChange[] = []
  let withoutPull = 0
  for (let index = 0; index <= oldest; index += 1) {
    const step = steps[index]
    const pull = step && landed.get(step.sha)
    if (step === undefined || pull === undefined) {
      withoutPull += 1
      continue
    }
    const before = steps.slice(index + 1, index + MAX_REBASED)
    const others = step.parents > 1 ? [] : await rebasedBefore(before, landed, (sha) => brought(pull, sha))
    changes.push(changeOf(pull, step, others.at(-1) ?? step))
    index += others.length
  }
  return { changes, withoutPull }
}

async function rebasedBefore(
  steps: readonly HistoryStep[],
  landed: ReadonlyMap<string, MergedPull>,
  brought: (sha: string) => Promise<boolean>,
): Promise<readonly HistoryStep[]> {
  const found: HistoryStep[] = []
  for (const step of steps) {
    if (step.parents > 1 || landed.has(step.sha) || !(await brought(step.sha))) break
    found.push(step)
  }
  return found
}

function changeOf({ number, url, title, mergedAtMs }: MergedPull, last: HistoryStep, first: HistoryStep): MergedChange {
  return { sha: last.sha, base: first.base, committedAtMs: mergedAtMs, subject: title, pull: { number, url } }
}

/** Which pull requests are asked for: those merged since, and of these the newest ones. */
export interface WantedPulls {
  /** Milliseconds since 1970. */
  readonly sinceMs?: number
  readonly limit: number
}

/**
 * The newest of the pull requests that landed on a branch and are asked for, newest first. `places` tells where in its
 * history a commit stands, the newest at 0: a merge queue lands several at the same time.
 */
export function wantedPulls(
  pulls: Iterable<MergedPull>,
  places: ReadonlyMap<string, number>,
  { sinceMs = 0, limit }: WantedPulls,
): readonly MergedPull[] {
  const landed = [...pulls].flatMap((pull) => {
    const place = places.get(pull.mergeSha)
    return place === undefined || pull.mergedAtMs < sinceMs ? [] : [{ pull, place }]
  })
  return landed
    .sort((one, other) => one.place - other.place)
    .slice(0, limit)
    .map(({ pull }) => pull)
}

/**
 * Whether pull requests that are not read yet can be none of the wanted ones. They are read by the time of their last
 * update, the latest first, and none is merged after that: `updatedAtMs` is where the reading has come to.
 */
export function hasWanted(
  wanted: readonly MergedPull[],
  updatedAtMs: number,
  { sinceMs = 0, limit }: WantedPulls,
): boolean {
  return updatedAtMs < sinceMs || wanted.filter(({ mergedAtMs }) => mergedAtMs >= updatedAtMs).length >= limit
}
