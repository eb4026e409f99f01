import type { CommitVerdict } from './authorship.ts'
import type { Landed, LandedChange } from './landed-changes.ts'

/** How many changes, and how many lines of governed files they added and removed. */
export interface Tally {
  readonly changes: number
  readonly linesAdded: number
  readonly linesRemoved: number
}

/** What of one change is about governed files; `files` is 0 where it touches none. */
export interface GovernedPart {
  readonly files: number
  readonly linesAdded: number
  readonly linesRemoved: number
}

export interface VerdictStats extends Tally {
  readonly landed: Readonly<Record<Landed, number>>
}

export interface MonthStats {
  /** `2026-03`, by UTC; `unknown` where the committer's clock was nonsense. */
  readonly month: string
  readonly all: Tally
  /** Changes of verdict `ai` and `ai-assisted`. */
  readonly ai: Tally
  /** Those of them in which git shows no second human. */
  readonly aiWithoutSecondHuman: number
}

/** What of a repository's governed change AI tools wrote, and how it landed. All figures but `changes` are governed. */
export interface AuthorshipStats {
  readonly changes: number
  readonly governed: Tally
  readonly verdicts: Readonly<Record<CommitVerdict, VerdictStats>>
  /** By tool, most changes first; a change with several tools counts for each. */
  readonly tools: readonly (Tally & { readonly tool: string })[]
  readonly months: readonly MonthStats[]
  /** The newest AI-written changes in which git shows no second human, and how many there are in all. */
  readonly withoutSecondHuman: { readonly count: number; readonly latest: readonly LandedChange[] }
}

export interface StatsCounter {
  add(change: LandedChange, governed: GovernedPart): void
  stats(): AuthorshipStats
}

const LATEST = 10
export const VERDICTS: readonly CommitVerdict[] = ['ai', 'ai-assisted', 'bot', 'human']

/** Adds changes up in any order; what it holds grows with tools and months, not with changes. */
export function statsCounter(): StatsCounter {
  const counted: Counted = {
    changes: 0,
    governed: { ...NOTHING },
    verdicts: { ai: emptyVerdict(), 'ai-assisted': emptyVerdict(), bot: emptyVerdict(), human: emptyVerdict() },
    tools: new Map(),
    months: new Map(),
    unseen: 0,
    latest: [],
  }
  return {
    add(change, governed) {
      counted.changes += 1
      if (governed.files > 0) count(counted, change, governed)
    },
    stats: () => ({
      changes: counted.changes,
      governed: counted.governed,
      verdicts: counted.verdicts,
      tools: [...counted.tools].map(([tool, tally]) => ({ tool, ...tally })).sort(mostFirst),
      months: [...counted.months.values()].sort((a, b) => (a.month < b.month ? 1 : -1)),
      withoutSecondHuman: { count: counted.unseen, latest: counted.latest },
    }),
  }
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

interface Counted {
  changes: number
  readonly governed: Mutable<Tally>
  readonly verdicts: Readonly<Record<CommitVerdict, Mutable<Tally> & { readonly landed: Record<Landed, number> }>>
  readonly tools: Map<string, Mutable<Tally>>
  readonly months: Map<string, MutableMonth>
  unseen: number
  latest: LandedChange[]
}

interface MutableMonth {
  readonly month: string
  readonly all: Mutable<Tally>
  readonly ai: Mutable<Tally>
  aiWithoutSecondHuman: number
}

const NOTHING: Tally = { changes: 0, linesAdded: 0, linesRemoved: 0 }

function emptyVerdict() {
  const landed = { 'reviewer-named': 0, 'landed-by-another': 0, 'one-human': 0, 'pull-request': 0, unmarked: 0 }
  return { ...NOTHING, landed }
}

function count(counted: Counted, change: LandedChange, governed: GovernedPart): void {
  const verdict = counted.verdicts[change.verdict]
  const month = monthOf(counted.months, change.committedAtMs)
  addTo(counted.governed, governed)
  addTo(verdict, governed)
  verdict.landed[change.landed] += 1
  addTo(month.all, governed)
  if (change.verdict !== 'ai' && change.verdict !== 'ai-assisted') return
  addTo(month.ai, governed)
  for (const tool of change.tools) addTo(tallyOf(counted.tools, tool), governed)
  if (change.landed === 'reviewer-named' || change.landed === 'landed-by-another') return
  month.aiWithoutSecondHuman += 1
  counted.unseen += 1
  counted.latest = [...counted.latest, change].sort((a, b) => b.committedAtMs - a.committedAtMs).slice(0, LATEST)
}

function mostFirst(one: Tally & { readonly tool: string }, other: Tally & { readonly tool: string }): number {
  return other.changes - one.changes || (one.tool < other.tool ? -1 : 1)
}

function addTo(tally: Mutable<Tally>, { linesAdded, linesRemoved }: GovernedPart): void {
  tally.changes += 1
  tally.linesAdded += linesAdded
  tally.linesRemoved += linesRemoved
}

function tallyOf(tools: Map<string, Mutable<Tally>>, tool: string): Mutable<Tally> {
  const tally = tools.get(tool) ?? { ...NOTHING }
  tools.set(tool, tally)
  return tally
}

/** The four-digit years that a date can be written with; a commit may claim any. */
const LAST_MS = Date.UTC(9999, 11, 31)

function monthOf(months: Map<string, MutableMonth>, atMs: number): MutableMonth {
  const known = Number.isFinite(atMs) && atMs >= 0 && atMs <= LAST_MS
  const month = known ? new Date(atMs).toISOString().slice(0, 7) : 'unknown'
  const stats = months.get(month) ?? { month, all: { ...NOTHING }, ai: { ...NOTHING }, aiWithoutSecondHuman: 0 }
  months.set(month, stats)
  return stats
}
