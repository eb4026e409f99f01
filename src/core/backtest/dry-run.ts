import type { Finding } from '../rules/finding.ts'
import type { Judgement } from '../rules/judge.ts'
import { demandOfJudgement } from '../rules/judged-once.ts'
import { asksForMore } from '../rules/rule-demand.ts'
import { type RuleDifference, ruleDifferences } from './rule-differences.ts'
import { holdingRules } from './tally.ts'
import { verdictBy } from './verdict-of.ts'

/** One pull request, judged as it is now and as it would be. */
export interface TriedPull {
  readonly number: number
  readonly isOpen: boolean
  readonly before: Judgement
  readonly after: Judgement
}

/** A pull request of which something else is decided, and the rules that hold it on the stricter side. */
export interface MovedPull {
  readonly number: number
  readonly rules: readonly string[]
}

/** What other settings and rules would decide otherwise; lists are in the order that was given. */
export interface DryRunDifference {
  readonly open: number
  readonly merged: number
  readonly moved: Readonly<Record<Move, readonly MovedPull[]>>
  /** Pull requests of which only findings or severities would be others. */
  readonly retold: number
  readonly rules: readonly RuleDifference[]
}

/** What is laxer comes first. */
export const MOVES = ['released', 'eased', 'silenced', 'held', 'raised', 'hinted'] as const

/**
 * - `released`, `held`: no longer held, or newly.
 * - `eased`, `raised`: held before and after, by whom else or by how many; where both are so, `eased`.
 * - `silenced`, `hinted`: never held, but no longer told to need a second human, or newly.
 */
export type Move = (typeof MOVES)[number]

/** Puts two judgements of each pull request side by side. */
export function dryRunDifference(pulls: readonly TriedPull[]): DryRunDifference {
  const moves = pulls.map((pull) => ({ pull, move: moveOf(pull) }))
  const moved = (wanted: Move) => moves.filter(({ move }) => move === wanted).map(({ pull }) => movedPull(pull))
  return {
    open: pulls.filter(({ isOpen }) => isOpen).length,
    merged: pulls.filter(({ isOpen }) => !isOpen).length,
    moved: {
      released: moved('released'),
      eased: moved('eased'),
      silenced: moved('silenced'),
      held: moved('held'),
      raised: moved('raised'),
      hinted: moved('hinted'),
    },
    retold: moves.filter(({ pull, move }) => move === undefined && !isToldAlike(pull)).length,
    rules: ruleDifferences(
      pulls.map(({ before, after }) => ({ verdict: verdictBy(before, 0), against: verdictBy(after, 0) })),
    ),
  }
}

type Standing = 'clear' | 'advisory' | 'held'

function standingOf({ mode, humansNeeded }: Judgement): Standing {
  if (humansNeeded < 2) return 'clear'
  return mode === 'advisory' ? 'advisory' : 'held'
}

function moveOf({ before, after }: TriedPull): Move | undefined {
  const [was, is] = [standingOf(before), standingOf(after)]
  if (was === 'held') return is === 'held' ? demandMove(before, after) : 'released'
  if (is === 'held') return 'held'
  if (was === is) return undefined
  return is === 'clear' ? 'silenced' : 'hinted'
}

function demandMove(before: Judgement, after: Judgement): Move | undefined {
  const [was, is] = [demandOfJudgement(before), demandOfJudgement(after)]
  if (asksForMore(was, is)) return 'eased'
  return asksForMore(is, was) ? 'raised' : undefined
}

function movedPull({ number, before, after }: TriedPull): MovedPull {
  const stricter = after.humansNeeded > before.humansNeeded || standingOf(before) === 'clear' ? after : before
  return { number, rules: holdingRules(verdictBy(stricter, 0)).map(({ rule }) => rule) }
}

function isToldAlike({ before, after }: TriedPull): boolean {
  return toldOf(before) === toldOf(after)
}

function toldOf({ findings, waived }: Judgement): string {
  const content = ({ digest, severity, advisory }: Finding) => `${digest} ${severity} ${advisory === true}`
  return JSON.stringify([findings.map(content).sort(), waived.map(({ finding }) => content(finding)).sort()])
}
