import { type LandedRange, landedCommits, landedRange } from '../adapters/git/landed-commits.ts'
import { type LandedDiff, landedDiffs } from '../adapters/git/landed-diffs.ts'
import { type AuthorshipStats, type GovernedPart, statsCounter } from '../core/authorship/authorship-stats.ts'
import { type Landing, landedChanges } from '../core/authorship/landed-changes.ts'
import type { Signatures } from '../core/authorship/signatures.ts'
import { type GovernedParts, governedParts, MAY_BE_GOVERNED, NOTHING } from './governed-part.ts'

export interface StatsRequest {
  readonly repository: string
  readonly revision: string
  /** Milliseconds since 1970; absent for the whole history. */
  readonly sinceMs?: number
}

/** The figures, and what they were counted over. */
export interface CountedHistory {
  readonly stats: AuthorshipStats
  /** The newest commit's id; absent where there is no commit since then. */
  readonly head?: string
  /** True where the repository holds only a part of its history. */
  readonly shallow: boolean
}

/**
 * Counts how much of a repository's governed change AI tools wrote and how it landed, from its git history alone. Two
 * streams of git are read side by side, so that memory does not grow with history. Throws `Fault`.
 */
export async function countHistory(
  { repository, revision, sinceMs }: StatsRequest,
  signatures: Signatures,
): Promise<CountedHistory> {
  const counter = statsCounter()
  const range = await landedRange(repository, revision, sinceMs)
  if (range === undefined) return { stats: counter.stats(), shallow: false }
  const parts = governedParts(repository)
  try {
    for await (const [change, part] of landings(repository, range, parts, signatures)) {
      if (sinceMs === undefined || change.committedAtMs >= sinceMs) counter.add(change, part)
    }
  } finally {
    parts.close()
  }
  return { stats: counter.stats(), head: range.head, shallow: range.shallow }
}

/** Both streams follow the first-parent history, so that the next difference is the next commit's or a later one's. */
async function* landings(
  repository: string,
  range: LandedRange,
  parts: GovernedParts,
  signatures: Signatures,
): AsyncGenerator<Landing<GovernedPart>> {
  const changes = landedChanges<GovernedPart>(range.head, signatures)
  const diffs = landedDiffs(repository, range, MAY_BE_GOVERNED)
  try {
    let next: LandedDiff | undefined = await following(diffs)
    for await (const commit of landedCommits(repository, range)) {
      const isNext = next?.sha === commit.commit.sha
      const part = next !== undefined && isNext ? await parts.of(next.files) : NOTHING
      if (isNext) next = await following(diffs)
      yield* changes.add(commit, part)
    }
    yield* changes.rest()
  } finally {
    await diffs.return(undefined)
  }
}

async function following(diffs: AsyncGenerator<LandedDiff>): Promise<LandedDiff | undefined> {
  const { value, done } = await diffs.next()
  return done === true ? undefined : value
}
