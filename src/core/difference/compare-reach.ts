import type { AccessRequest } from '../authorization/access.ts'
import type { Reach, ReachEntry, ReachKind } from '../authorization/reach.ts'
import type { UnknownSymbol } from '../value/value.ts'
import { type PointAnswer, pointOutside } from './boxes.ts'
import type { AccessDifference, Cause, GrantedRegion, RevokedRegion, UndecidedRegion } from './difference.ts'
import { boxOf } from './reach-facets.ts'
import { describeEntry, witnessAt } from './reach-text.ts'

/** What is reached, of one kind, at one holder on one side. An absent side has none. */
export interface ReachSet {
  readonly kind: ReachKind
  /** What people call it. */
  readonly address: string
  readonly reaches: readonly Reach[]
}

/**
 * What head lets through and base does not, and for guardrails what base protects and head does not: exact over the
 * products of facets. What hangs on something unknown is undecided: at head it may let anything through, at base
 * nothing, and only equal unknowns cancel.
 */
export function compareReach(base: ReachSet, head: ReachSet): AccessDifference {
  const { kind } = head
  if (kind !== 'guardrail') {
    const gained = outside(entriesOf(head), entriesOf(base), kind)
    const lost = outside(entriesOf(base), entriesOf(head), kind)
    return {
      granted: gained.certain.map((found) => granted(found, base, head)),
      revoked: lost.certain.map((found) => revoked(found, base, head)),
      undecided: gained.uncertain.map((found) => undecided(found, head, 'head')),
    }
  }
  // What is gone needs no protection.
  if (isSubject(base) && !isSubject(head)) return NO_DIFFERENCE
  const lost = outside(entriesOf(base), entriesOf(head), kind)
  const gained = outside(entriesOf(head), entriesOf(base), kind)
  return {
    granted: lost.certain.map((found) => granted(found, base, head)),
    revoked: gained.certain.map((found) => revoked(found, base, head)),
    undecided: lost.uncertain.map((found) => undecided(found, head, 'base')),
  }
}

const NO_DIFFERENCE: AccessDifference = { granted: [], revoked: [], undecided: [] }

function entriesOf({ reaches }: ReachSet): readonly ReachEntry[] {
  return reaches.flatMap(({ entries }) => entries)
}

function isSubject({ reaches }: ReachSet): boolean {
  return reaches.some((reach) => reach.isSubject)
}

interface Certain {
  readonly entry: ReachEntry
  readonly witness: AccessRequest
}

interface Uncertain {
  readonly entry: ReachEntry
  readonly reason: string
}

interface Outside {
  readonly certain: readonly Certain[]
  readonly uncertain: readonly Uncertain[]
}

/** Entries of one side times entries of the other; more is undecided. */
const MAX_PAIRS = 1_000_000

/** The entries that reach beyond all of `covers` together. */
function outside(all: readonly ReachEntry[], covers: readonly ReachEntry[], kind: ReachKind): Outside {
  const told = new Set(covers.map(keyOf))
  const entries = all.filter((entry) => !told.has(keyOf(entry)) && told.add(keyOf(entry)))
  const [first] = entries
  if (first === undefined) return { certain: [], uncertain: [] }
  if (entries.length * covers.length > MAX_PAIRS)
    return { certain: [], uncertain: [{ entry: first, reason: TOO_MANY }] }
  const certain: Certain[] = []
  const uncertain: Uncertain[] = []
  const most = covers.map((cover) => boxOf(cover, kind, 'anything'))
  const least = covers.map((cover) => boxOf(cover, kind, 'itself'))
  for (const entry of entries) {
    const box = boxOf(entry, kind, 'itself')
    const unknown = unknownIn(entry)
    const beyondAll: PointAnswer = unknown === undefined ? pointOutside(most, [box]) : { kind: 'none' }
    if (beyondAll.kind === 'found') {
      certain.push({ entry, witness: witnessAt(beyondAll.point, kind) })
      continue
    }
    const beyond = beyondAll.kind === 'limit' ? beyondAll : pointOutside(least, [box])
    if (beyond.kind === 'limit') uncertain.push({ entry, reason: TOO_MANY })
    if (beyond.kind === 'found') uncertain.push({ entry, reason: reasonOf(unknown ?? firstUnknown(covers)) })
  }
  return { certain, uncertain }
}

/** What an entry says, wherever it stands. */
function keyOf({ facets, presence }: ReachEntry): string {
  const texts = facets.map((facet) =>
    facet.kind === 'symbol' ? ['symbol', facet.symbol.fingerprint, facet.within ?? ''] : Object.values(facet),
  )
  return JSON.stringify([texts, presence.map(({ fingerprint }) => fingerprint).sort()])
}

const TOO_MANY = 'the rules can be combined in too many ways'

function unknownIn({ facets, presence }: ReachEntry): UnknownSymbol | undefined {
  const [condition] = presence
  return condition ?? facets.flatMap((facet) => (facet.kind === 'symbol' ? [facet.symbol] : []))[0]
}

function firstUnknown(entries: readonly ReachEntry[]): UnknownSymbol | undefined {
  return entries.map(unknownIn).find((symbol) => symbol !== undefined)
}

function reasonOf(symbol: UnknownSymbol | undefined): string {
  return symbol === undefined ? TOO_MANY : `${symbol.address} ${symbol.reason}`
}

function granted({ entry, witness }: Certain, base: ReachSet, head: ReachSet): GrantedRegion {
  const { kind, address } = head
  const isGuardrail = kind === 'guardrail'
  const others = entriesOf(isGuardrail ? head : base)
  const causes: readonly Cause[] = [{ role: 'condition', spans: entry.spans }]
  return {
    address,
    policyKind: kind,
    origin: isGuardrail ? 'no-longer-denied' : 'allowed',
    extent: others.length === 0 ? 'new' : 'widened',
    ...describeEntry(entry, kind, address),
    witness,
    headCauses: isGuardrail ? [] : causes,
    baseCauses: isGuardrail ? causes : [],
  }
}

function revoked({ entry }: Certain, base: ReachSet, head: ReachSet): RevokedRegion {
  const { kind, address } = head
  const others = entriesOf(kind === 'guardrail' ? base : head)
  return {
    address,
    policyKind: kind,
    extent: others.length === 0 ? 'gone' : 'narrowed',
    ...describeEntry(entry, kind, address),
  }
}

function undecided({ entry, reason }: Uncertain, { address }: ReachSet, side: 'base' | 'head'): UndecidedRegion {
  const causes: readonly Cause[] = [{ role: 'condition', spans: entry.spans }]
  return {
    address,
    reason,
    decidedAtBase: false,
    headCauses: side === 'head' ? causes : [],
    baseCauses: side === 'base' ? causes : [],
  }
}
