import type { Landing } from '../ports/landing-records.ts'
import { NO_COMMIT } from '../ports/watch-jobs.ts'

/** `untold`: it cannot be told, now or later. */
export type MovesStanding = 'clean' | 'uncovered' | 'pending' | 'untold'

/**
 * How a commit stands by the moves of a branch, of all those of a repository (the one that was heard of first first).
 * It is clean where a way of moves that were all clean leads to it from where the branch began, or where it adds
 * nothing to a commit that such a way leads to: `covers` tells that of where an uncovered move began. Whatever leads
 * to it besides proves nothing: a cycle of moves comes from nowhere.
 */
export async function standingOfMoves(
  { branch, sha }: Pick<Landing, 'branch' | 'sha'>,
  all: readonly Landing[],
  covers: (move: Landing) => Promise<boolean>,
): Promise<MovesStanding> {
  const moves = movesOf(branch, all)
  const leading = movesTo(sha, moves.filter(isReal))
  const clean = cleanFrom(beginningsOf(moves).difference(unprovenIn(moves)), leading)
  if (clean.has(sha)) return 'clean'
  const open = leading.filter((move) => clean.has(move.before) && !clean.has(move.sha))
  const uncovered = open.filter(({ standing }) => standing === 'uncovered')
  const befores = [...new Map(uncovered.map((move) => [move.before, move])).values()].reverse()
  for (const move of befores.slice(0, MAX_ASKED)) {
    if (await covers(move)) return 'clean'
  }
  if (open.length > uncovered.length || isAwaited(sha, leading, moves)) return 'pending'
  return befores.length === 0 || befores.length > MAX_ASKED ? 'untold' : 'uncovered'
}

/** Each is a comparison of whole trees. */
const MAX_ASKED = 20

/**
 * Those of a branch. One that began at a commit to which another branch had been moved, because it was made there or
 * has that branch's name now, has its past. A branch of which nothing was ever settled is not known to be governed.
 */
function movesOf(branch: string, all: readonly Landing[]): readonly Landing[] {
  const settled = new Set(all.filter(({ standing }) => standing !== 'pending').map((move) => move.branch))
  const branches = new Set([branch])
  for (;;) {
    const moves = all.filter((move) => branches.has(move.branch))
    const beginnings = beginningsOf(moves)
    const others = all.filter(
      (move) => isReal(move) && beginnings.has(move.sha) && settled.has(move.branch) && !branches.has(move.branch),
    )
    if (others.length === 0) return moves
    for (const other of others) branches.add(other.branch)
  }
}

/** From one commit to another. */
function isReal(move: Landing): boolean {
  return move.before !== move.sha && !isMade(move)
}

/** The branch was made, and nothing tells what it comes from. */
function isMade({ before }: Landing): boolean {
  return before === NO_COMMIT
}

/**
 * Commits of which was heard first that a branch left them, was made or was seen there: what it stood at before the
 * app watched, or before what is kept, is taken for known.
 */
function beginningsOf(moves: readonly Landing[]): ReadonlySet<string> {
  const known = new Set<string>()
  const beginnings = new Set<string>()
  for (const move of moves) {
    const start = isReal(move) ? move.before : move.sha
    if (!known.has(start)) beginnings.add(start)
    known.add(start).add(move.sha)
  }
  return beginnings
}

/**
 * Commits at which a branch was made and which that alone does not prove: it is looked at still, or another branch was
 * moved there, of which it is told elsewhere whether all is well.
 */
function unprovenIn(moves: readonly Landing[]): ReadonlySet<string> {
  const movedTo = Map.groupBy(moves.filter(isReal), ({ sha }) => sha)
  const isUnproven = ({ branch, sha, standing }: Landing) =>
    standing !== 'clean' || movedTo.get(sha)?.some((move) => move.branch !== branch) === true
  return new Set(moves.filter((move) => isMade(move) && isUnproven(move)).map(({ sha }) => sha))
}

/** Whether a branch on a way to a commit was made where it is still to be looked at. */
function isAwaited(sha: string, leading: readonly Landing[], moves: readonly Landing[]): boolean {
  const starts = new Set([sha, ...leading.map(({ before }) => before)])
  return moves.some((move) => isMade(move) && move.standing === 'pending' && starts.has(move.sha))
}

/** The moves on all the ways to a commit, in their order. */
function movesTo(sha: string, moves: readonly Landing[]): readonly Landing[] {
  const byEnd = Map.groupBy(moves, (move) => move.sha)
  const ends = new Set([sha])
  for (const end of ends) {
    for (const { before } of byEnd.get(end) ?? []) ends.add(before)
  }
  return moves.filter((move) => ends.has(move.sha))
}

function cleanFrom(beginnings: ReadonlySet<string>, moves: readonly Landing[]): ReadonlySet<string> {
  const byStart = Map.groupBy(moves, ({ before }) => before)
  const clean = new Set(beginnings)
  for (const at of clean) {
    for (const move of byStart.get(at) ?? []) if (move.standing === 'clean') clean.add(move.sha)
  }
  return clean
}
