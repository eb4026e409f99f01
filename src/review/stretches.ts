import type { MergedPull } from '../ports/landings.ts'

/** A part of a push: from one commit that the branch stood at to a later one. */
export interface Stretch {
  readonly before: string
  readonly after: string
  /** The pull request that brought it; absent where none did. */
  readonly pull?: MergedPull
}

/** One move of the branch, and the pull request that brought it. */
export interface Step {
  readonly sha: string
  readonly pull?: MergedPull
}

/**
 * Cuts a push into what each pull request brought and what none did. Commits that nobody is named for belong to the
 * pull request whose commits follow them in the same push: a rebase may leave only its last one named. Which pull
 * request is named decides nothing but whom is asked: a stretch is judged by what it holds.
 */
export function stretchesOf(before: string, steps: readonly Step[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const { sha, pull } of steps) {
    const last = stretches.at(-1)
    const continues = last !== undefined && (last.pull === undefined || last.pull.number === pull?.number)
    if (continues) stretches.pop()
    const start = continues ? last.before : (last?.after ?? before)
    stretches.push({ before: start, after: sha, ...(pull === undefined ? {} : { pull }) })
  }
  return stretches
}
