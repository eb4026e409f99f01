import type { AccessRequest } from '../authorization/access.ts'
import type { Reach, ReachEntry, ReachKind } from '../authorization/reach.ts'
import type { UnknownSymbol } from '../value/value.ts'
import { type CutBox, cutPointOutside, type PointAnswer } from './boxes.ts'
import { type CutEntry, cutEntries, entryKey } from './cut-entries.ts'
import type { AccessDifference, Cause, GrantedRegion, RevokedRegion, UndecidedRegion } from './difference.ts'
import { boxOf, type UnknownAs } from './reach-facets.ts'
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
  const isGuardrail = kind === 'guardrail'
  // What is gone needs no protection.
  if (isGuardrail && isSubject(base) && !isSubject(head)) return NO_DIFFERENCE
  const [before, after] = [cutEntries(entriesOf(base)), cutEntries(entriesOf(head))]
  const [gained, lost] = [outside(after, before, kind), outside(before, after, kind)]
  const [opened, closed] = isGuardrail ? [lost, gained] : [gained, lost]
  return {
    granted: opened.certain.map((found) => granted(found, base, head)),
    revoked: closed.certain.map((found) => revoked(found, base, head)),
    undecided: [
      ...opened.uncertain.map((found) => undecided(found, head, isGuardrail ? 'base' : 'head')),
      ...unknownDetached(closed, base, head).map((found) => undecided(found, head, 'base')),
    ],
  }
}

const NO_DIFFERENCE: AccessDifference = { granted: [], revoked: [], undecided: [] }

/** Policies that come off what stays, and may have denied what others allow: nobody here knows what they say. */
function unknownDetached({ certain, uncertain }: Outside, base: ReachSet, head: ReachSet): readonly Uncertain[] {
  if (isSubject(base) && !isSubject(head)) return []
  return [...certain, ...uncertain]
    .filter(({ entry: { link } }) => link?.gives === 'policies' && MAY_DENY.test(link.to))
    .map(({ entry }) => ({ entry, reason: 'a policy that is not known here is no longer attached; it may deny' }))
}

/**
 * Policies that AWS manages allow, but for a few that say so by name; a group that somebody leaves is taken for what
 * groups are for.
 */
const MAY_DENY = /^(?!aws:|group:)|^aws:.*(?:Deny|Quarantine)/

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
function outside(all: readonly CutEntry[], covers: readonly CutEntry[], kind: ReachKind): Outside {
  const told = new Set(covers.map(({ key }) => key))
  const entries = all.filter(({ entry, key }) => entry.isNothing !== true && !told.has(key) && told.add(key))
  const [first] = entries
  if (first === undefined) return { certain: [], uncertain: [] }
  if (entries.length * covers.length > MAX_PAIRS)
    return { certain: [], uncertain: [{ entry: first.entry, reason: TOO_MANY }] }
  const certain: Certain[] = []
  const uncertain: Uncertain[] = []
  const [most, least] = [coversAs(covers, kind, 'anything'), coversAs(covers, kind, 'itself')]
  for (const { entry, except } of entries) {
    const unknown = unknownIn(entry) ?? except.map(unknownIn).find((symbol) => symbol !== undefined)
    const box = { box: boxOf(entry, kind, 'itself'), except: except.map((each) => boxOf(each, kind, 'itself')) }
    const beyondAll: PointAnswer = unknown === undefined ? cutPointOutside(most([]), [box]) : { kind: 'none' }
    if (beyondAll.kind === 'found') {
      certain.push({ entry, witness: witnessOf(entry, beyondAll.point, kind) })
      continue
    }
    const beyond = beyondAll.kind === 'limit' ? beyondAll : cutPointOutside(least(except), [box])
    if (beyond.kind === 'limit') uncertain.push({ entry, reason: TOO_MANY })
    if (beyond.kind === 'found') uncertain.push({ entry, reason: reasonOf(unknown ?? firstUnknown(covers)) })
  }
  return { certain, uncertain }
}

/** Of all but some, it is these that people know it by. */
function witnessOf({ facets: [, scope] }: ReachEntry, point: readonly string[], kind: ReachKind): AccessRequest {
  const [name] = scope?.kind === 'others' ? scope.than : []
  return witnessAt(name === undefined ? point : point.with(1, name), kind)
}

/**
 * What covers, as far as it may reach or as far as it certainly does; what is cut out of it is then as small, or as
 * large, as it may be. Points are in nothing of `outsideOf`.
 */
function coversAs(
  covers: readonly CutEntry[],
  kind: ReachKind,
  unknown: UnknownAs,
): (outsideOf: readonly ReachEntry[]) => readonly CutBox[] {
  const cutAs = unknown === 'anything' ? 'itself' : 'anything'
  const made = covers.map(({ entry, except }) => ({
    box: boxOf(entry, kind, unknown),
    except: except.map((each) => ({ key: entryKey(each), box: boxOf(each, kind, cutAs) })),
  }))
  return (outsideOf) => {
    const left = new Set(outsideOf.map(entryKey))
    return made.map(({ box, except }) => ({
      box,
      except: except.filter(({ key }) => !left.has(key)).map((each) => each.box),
    }))
  }
}

const TOO_MANY = 'the rules can be combined in too many ways'

function unknownIn({ facets, presence }: ReachEntry): UnknownSymbol | undefined {
  const [condition] = presence
  return condition ?? facets.flatMap((facet) => (facet.kind === 'symbol' ? [facet.symbol] : []))[0]
}

function firstUnknown(entries: readonly CutEntry[]): UnknownSymbol | undefined {
  const all = entries.flatMap(({ entry, except }) => [entry, ...except])
  return all.map(unknownIn).find((symbol) => symbol !== undefined)
}

function reasonOf(symbol: UnknownSymbol | undefined): string {
  return symbol === undefined ? TOO_MANY : `${symbol.address} ${symbol.reason}`
}

function granted({ entry, witness }: Certain, base: ReachSet, head: ReachSet): GrantedRegion {
  const { kind } = head
  const address = entry.of ?? head.address
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
    ...(isGuardrail || entry.link === undefined ? {} : { note: NOT_KNOWN_HERE }),
    ...(entry.list === undefined ? {} : { lists: [entry.list.name] }),
  }
}

const NOT_KNOWN_HERE = 'how much that allows is not known here'

function revoked({ entry }: Certain, base: ReachSet, head: ReachSet): RevokedRegion {
  const { kind } = head
  const address = entry.of ?? head.address
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
    address: entry.of ?? address,
    reason,
    decidedAtBase: false,
    headCauses: side === 'head' ? causes : [],
    baseCauses: side === 'base' ? causes : [],
  }
}
