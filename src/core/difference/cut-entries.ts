import type { OrderedRule, ReachEntry } from '../authorization/reach.ts'
import { digestOf } from '../value/fingerprint.ts'
import type { UnknownSymbol } from '../value/value.ts'
import { haveCallsInCommon } from './calls-facet.ts'

/** What lets something through, and what is denied before it does. */
export interface CutEntry {
  readonly entry: ReachEntry
  readonly except: readonly ReachEntry[]
  /** What it says, wherever it stands. */
  readonly key: string
}

/**
 * Entries that let something through, each without what rules before it deny. Of ordered rules the first match
 * decides, and what none matches is denied. Where it is not known which of two goes first, the denial hangs on that.
 */
export function cutEntries(entries: readonly ReachEntry[]): readonly CutEntry[] {
  const denials = entries.flatMap((entry) => (entry.rule?.denies === true ? [{ entry, rule: entry.rule }] : []))
  const letting = entries.filter(({ rule }) => rule?.denies !== true)
  const cuts = cutsOf(letting, denials)
  if (cuts === undefined) return uncertain(letting, entries)
  return letting.map((entry, at) => {
    const except = cuts[at] ?? []
    return { entry, except, key: JSON.stringify([entryKey(entry), ...except.map(entryKey).sort()]) }
  })
}

/** Denials before rules that let something through, all of them together. A network ACL has at most 40 rules a direction. */
const MAX_CUTS = 2_500

/** An API has more calls than that, and each has few others before it. */
const MAX_CUTS_OF_CALLS = 10_000

/** Rules of one kind beside those of the other that are looked at, to see which have anything in common. */
const MAX_LOOKED_AT = 4_000_000

/** For each rule that lets something through, what is denied before; undefined where that is too much. */
function cutsOf(
  letting: readonly ReachEntry[],
  denials: readonly Denial[],
): readonly (readonly ReachEntry[])[] | undefined {
  if (letting.length * denials.length > MAX_LOOKED_AT) return undefined
  const most = letting.some(isOfCalls) ? MAX_CUTS_OF_CALLS : MAX_CUTS
  let count = 0
  const cuts: (readonly ReachEntry[])[] = []
  for (const entry of letting) {
    const { rule } = entry
    const near = rule === undefined ? [] : denials.filter((denial) => mayMeet(entry, denial.entry))
    const before = rule === undefined ? [] : near.flatMap((denial) => denialBefore(rule, denial) ?? [])
    count += before.length
    if (count > most) return undefined
    cuts.push(before)
  }
  return cuts
}

function isOfCalls({ facets }: ReachEntry): boolean {
  return facets.some(({ kind }) => kind === 'calls')
}

/** Only of calls it is known at once that they have none in common. */
function mayMeet(entry: ReachEntry, denial: ReachEntry): boolean {
  return entry.facets.every((facet, at) => {
    const other = denial.facets[at]
    return facet.kind !== 'calls' || other?.kind !== 'calls' || haveCallsInCommon(facet, other)
  })
}

/** What so many rules let through nobody works out: it is the same where all of them are. */
function uncertain(letting: readonly ReachEntry[], all: readonly ReachEntry[]): readonly CutEntry[] {
  const told = all.map((entry) => `${entryKey(entry)} ${ruleKey(entry)}`).sort()
  const fingerprint = digestOf('ordered rules', ...told)
  return letting.map((entry) => {
    const [span] = entry.spans
    const symbol = { address: `${all.length} rules`, fingerprint, reason: 'are too many to be compared', span }
    const perhaps = { ...entry, presence: [...entry.presence, symbol] }
    return { entry: perhaps, except: [], key: entryKey(perhaps) }
  })
}

function ruleKey({ rule }: ReachEntry): string {
  if (rule === undefined) return ''
  const number = typeof rule.number === 'number' ? String(rule.number) : rule.number.fingerprint
  return `${number} ${rule.denies ? 'deny' : 'allow'}`
}

interface Denial {
  readonly entry: ReachEntry
  readonly rule: OrderedRule
}

/** Of two rules with one number, which the platform refuses, either may go first. */
function denialBefore({ number }: OrderedRule, { entry, rule }: Denial): ReachEntry | undefined {
  const unknown = [rule.number, number].filter((each) => typeof each !== 'number')
  if (unknown.length > 0) return { ...entry, presence: [...entry.presence, ...unknown] }
  if (rule.number === number) return { ...entry, presence: [...entry.presence, twice(entry, number)] }
  return rule.number < number ? entry : undefined
}

function twice({ spans: [span] }: ReachEntry, number: unknown): UnknownSymbol {
  const address = `rule ${String(number)}`
  return { address, fingerprint: address, reason: 'is there twice', span }
}

/** What an entry says, wherever it stands and whatever goes before it. */
export function entryKey({ facets, presence }: ReachEntry): string {
  const texts = facets.map((facet) =>
    facet.kind === 'symbol' ? ['symbol', facet.symbol.fingerprint, facet.within ?? ''] : Object.values(facet),
  )
  return JSON.stringify([texts, presence.map(({ fingerprint }) => fingerprint).sort()])
}
