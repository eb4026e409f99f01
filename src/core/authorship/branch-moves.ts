import type { PlatformAccount } from './platform-account.ts'

/** Somebody moved a branch to the commit `after`. */
export interface BranchMove {
  /** `created`: nothing was there before. `forced`: it no longer holds all that it held. */
  readonly kind: 'created' | 'pushed' | 'forced'
  readonly before: string
  readonly after: string
  /** Null where the account is gone. */
  readonly by: PlatformAccount | null
}

/** What somebody brought to a pull request; nothing that is left where all of it was replaced since. */
export interface Brought {
  readonly by: PlatformAccount
  readonly shas: readonly string[]
}

/**
 * Who brought the commits of a pull request, oldest first in `shas`, to its branch by these moves, oldest first.
 * `complete` is false where somebody may be missing.
 */
export function broughtBy(
  moves: readonly BranchMove[],
  shas: readonly string[],
): { readonly brought: readonly Brought[]; readonly complete: boolean } {
  const inPull = new Set(shas)
  const { since, isStart } = firstOf(moves, inPull)
  const brought: Brought[] = []
  let upTo = 0
  for (const { after, by } of moves.slice(since)) {
    const end = Math.max(upTo, shas.indexOf(after) + 1)
    if (by !== null) brought.push({ by, shas: shas.slice(upTo, end) })
    upTo = end
  }
  const leadsToHead = upTo === shas.length
  return { brought, complete: isStart && leadsToHead && moves.slice(since).every(({ by }) => by !== null) }
}

/**
 * Where the moves begin that count. A push adds to what the branch held: where that is not in the pull request, the base
 * branch holds it with all that led to it, and nobody before brought anything. Since a forced move may bring back what
 * was there at any time, with one of these everybody counts who moved the branch since it was created.
 */
function firstOf(
  moves: readonly BranchMove[],
  inPull: ReadonlySet<string>,
): { readonly since: number; readonly isStart: boolean } {
  const created = moves.findLastIndex(({ kind }) => kind === 'created')
  const first = moves.findIndex(({ after }, at) => at >= created && inPull.has(after))
  if (first < 0) return { since: moves.length, isStart: false }
  const isForced = moves.slice(first).some(({ kind }) => kind === 'forced')
  if (isForced) return { since: Math.max(created, 0), isStart: created >= 0 }
  const move = moves[first]
  return { since: first, isStart: first === created || (move !== undefined && !inPull.has(move.before)) }
}
