import { type DryRunDifference, MOVES, type Move, type MovedPull } from '../backtest/dry-run.ts'
import type { RuleDifference } from '../backtest/rule-differences.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import { counted, type Section } from './markdown-sections.ts'

/** Settings that a pull request would bring, tried on others. `of` is whose settings they are. */
export type DryRun = { readonly of: 'repository' | 'organisation' } & (
  | Tried
  /** There is nothing yet that they could be tried on. */
  | { readonly kind: 'nothing-examined' }
  /** They have errors, which are told at their lines. */
  | { readonly kind: 'broken' }
  /** `why` is a sentence without its full stop. */
  | { readonly kind: 'failed'; readonly why: string }
)

export interface Tried {
  readonly kind: 'tried'
  readonly difference: DryRunDifference
  /** How many repositories the pull requests are of. */
  readonly repositories: number
  /** Keys of settings that change and that nothing could be tried of. */
  readonly untried: readonly string[]
  /** Pull requests of which nothing usable is kept, and those that there was no time for. */
  readonly unusable: number
  readonly late: number
}

/** What the settings that a pull request brings would decide otherwise: what is laxer first. */
export function dryRunSection(runs: readonly DryRun[] = []): Section {
  return { heading: 'What these settings would change', items: runs.flatMap(itemsOf), fold: false }
}

function itemsOf(run: DryRun): readonly string[] {
  const { of } = run
  const whose = WHOSE[of]
  switch (run.kind) {
    case 'tried':
      return triedItems(run, of)
    case 'nothing-examined':
      return [`There are no examined pull requests yet that ${whose} could be tried on.`]
    case 'broken':
      return [`What ${whose} would change cannot be shown: they cannot be read.`]
    case 'failed':
      return [`What ${whose} would change could not be worked out: ${proseMarkdown(run.why)}.`]
  }
}

const WHOSE = { repository: 'these settings', organisation: 'these settings of the organisation' } as const

/** Numbers of other repositories' pull requests are nobody's business here: of an organisation's only how many. */
function triedItems({ difference, repositories, untried, unusable, late }: Tried, of: DryRun['of']): readonly string[] {
  const { moved, retold, rules } = difference
  const moves = MOVES.flatMap((move) => moveItem(move, moved[move], of))
  const changes = [...moves, ...(retold === 0 ? [] : [`- ${retold} would be shown other findings or severities.`])]
  const names = untried.map(codeSpan).join(', ')
  return [
    `${leadOf(difference, of, repositories)}${changes.length === 0 ? ' none of them would be decided or shown differently.' : ''}`,
    ...changes,
    ...ruleItems(rules),
    ...(untried.length === 0
      ? []
      : [`- Not tried, since nothing that is kept tells what they would change: ${names}.`]),
    ...(unusable === 0 ? [] : [`- ${counted(unusable, 'pull request')} left out: nothing usable is kept of them.`]),
    ...(late === 0 ? [] : [`- ${counted(late, 'pull request')} left out: there was no time for them.`]),
  ]
}

function leadOf({ open, merged }: DryRunDifference, of: DryRun['of'], repositories: number): string {
  const where = of === 'repository' ? '' : ` of ${repositories} ${repositories === 1 ? 'repository' : 'repositories'}`
  return `With ${WHOSE[of]}, of ${open} open and ${merged} recently merged pull requests${where} that touch governed files, as they were examined last:`
}

function moveItem(move: Move, pulls: readonly MovedPull[], of: DryRun['of']): readonly string[] {
  if (pulls.length === 0) return []
  const text = `${pulls.length} ${MOVE_TEXTS[move]}`
  const lead = move === 'released' || move === 'held' ? `**${text}**` : text
  if (of === 'organisation') return [`- ${lead}`]
  const more = pulls.length - MAX_PULLS
  const named = pulls.slice(0, MAX_PULLS).map(pullText).join(', ')
  return [`- ${lead}: ${named}${more > 0 ? ` and ${more} more` : ''}`]
}

const MOVE_TEXTS: Readonly<Record<Move, string>> = {
  released: 'would no longer be held',
  eased: 'would be held for fewer or other people',
  silenced: 'would no longer be said to need a second human (advisory)',
  held: 'more would be held',
  raised: 'would be held for more people',
  hinted: 'more would be said to need a second human (advisory)',
}

const MAX_PULLS = 20
const MAX_RULES_OF_PULL = 3
const MAX_RULES = 15

function pullText({ number, rules }: MovedPull): string {
  const shown = rules.slice(0, MAX_RULES_OF_PULL).map(codeSpan)
  const more = rules.length - shown.length
  const names = [...shown, ...(more > 0 ? [`${more} more`] : [])]
  return names.length === 0 ? `#${number}` : `#${number} (${names.join(', ')})`
}

function ruleItems(rules: readonly RuleDifference[]): readonly string[] {
  const more = rules.length - MAX_RULES
  const items = rules
    .slice(0, MAX_RULES)
    .map(
      ({ rule, before, after, newly, noLonger }) =>
        `- ${codeSpan(rule)} holds ${before} now, and would hold ${after}: ${newly} newly, ${noLonger} no longer`,
    )
  return [...items, ...(more > 0 ? [`- … and ${counted(more, 'more rule')}`] : [])]
}
