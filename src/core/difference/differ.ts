import type { ConfiguredAccess, OpaqueAccess } from '../authorization/access.ts'
import type { PolicyDocument, Statement } from '../authorization/aws/policy.ts'
import type { Span } from '../text/span.ts'
import { decideAccess } from './compare-access.ts'
import { compareHolder, type HolderPair } from './compare-holder.ts'
import { compareReach } from './compare-reach.ts'
import { compose } from './compose.ts'
import type { ComposedPolicy } from './composed-policy.ts'
import type { AccessDifference, UndecidedRegion } from './difference.ts'
import { withEscalations } from './escalations.ts'
import { withListedAddresses } from './listed-addresses.ts'
import type { Declaration } from './locate.ts'
import { lostDenies } from './lost-denies.ts'
import { type PolicyPair, pairPolicies, pairReaches, type ReachPair } from './pair.ts'
import { withOwners } from './region-owner.ts'

export const NO_ACCESS: ConfiguredAccess = { policies: [], reaches: [], opaque: [], diagnostics: [] }

/** A difference, and the declaration of what it is about, to fall back on where no element is to blame. */
export interface LocatedDifference {
  readonly difference: AccessDifference
  readonly declaration: Declaration
  /** Whose access it is: several where it is the same of each. Absent where it belongs to no holder. */
  readonly holders?: readonly string[]
}

/** What was compared before, of documents that are the very same objects. */
export interface ComparedBefore {
  readonly numbers: WeakMap<PolicyDocument, number>
  readonly known: Map<string, AccessDifference>
  count: number
}

export function nothingCompared(): ComparedBefore {
  return { numbers: new WeakMap(), known: new Map(), count: 0 }
}

/**
 * What head allows and base does not, holder by holder, and what cannot be decided. `before` is of comparisons of which
 * much is the same; this one is added.
 */
export function differ(
  base: ConfiguredAccess,
  head: ConfiguredAccess,
  before = nothingCompared(),
): readonly LocatedDifference[] {
  const composed = compose(base, head)
  const compare = holderComparison(composed.base, composed.head, before)
  const compared = pairPolicies(composed.base.policies, composed.head.policies, {
    within: (departed, arrived) => {
      const { kind, address } = arrived
      const side = (documents: PolicyPair['head']) => ({ kind, address, documents })
      return decideAccess(side(departed.base), side(arrived.head)).verdict === 'not-broadened'
    },
  }).map((pair) => ({ declaration: declarationOf(pair), difference: compare(pair), holders: [pair.holder] }))
  const listed = withListedAddresses({ base: composed.base.reaches, head: composed.head.reaches })
  const reached = pairReaches(listed.base, listed.head).map(differReach)
  // A policy that many hold says the same of each of them: it is told once.
  const told = toldOnce(compared.filter(({ difference }) => isAnything(difference)))
  return [
    ...told,
    ...[...reached, ...differOpaque(base.opaque, head.opaque)].filter(({ difference }) => isAnything(difference)),
  ]
}

/** What is the same of several holders, once. */
function toldOnce(all: readonly LocatedDifference[]): readonly LocatedDifference[] {
  const same = Map.groupBy(all, ({ declaration, difference }) => JSON.stringify([declaration, difference]))
  return [...same.values()].flatMap((each) => {
    const last = each.at(-1)
    return last === undefined ? [] : [{ ...last, holders: each.flatMap(({ holders = [] }) => holders) }]
  })
}

function differReach({ kind, holder, address, span, calls = [], base, head }: ReachPair): LocatedDifference {
  const before = base.flatMap(({ entries }) => entries.flatMap(({ spans }) => spans))
  return {
    declaration: { span, documents: head.map((reach) => reach.span), calls, before },
    difference: compareReach({ kind, address, reaches: base }, { kind, address, reaches: head }),
    holders: [holder],
  }
}

function declarationOf({ span, base, head, calls = [] }: PolicyPair): Declaration {
  const before = base.flatMap((document) => document.statements.flatMap(placesOf))
  return { span, documents: head.map((document) => document.span), calls, before }
}

/** Where the elements of a statement were written, and what they came through, as far as that is not one place. */
function placesOf(statement: Statement): readonly Span[] {
  if (statement.kind === 'opaque') return [statement.span, statement.symbol.span]
  const { principal, action, resource, conditions } = statement
  const texts = [
    ...(principal?.members.map(({ id }) => id) ?? []),
    ...action.patterns,
    ...(resource?.patterns ?? []),
    ...conditions.flatMap((condition) => (condition.kind === 'condition' ? condition.values : [])),
  ]
  return texts.flatMap(({ spans }) => spans)
}

type Side = ReturnType<typeof compose>['base']

/** Compares the policies of a pair. What is compared once, for one of many roles with the same policies, is known. */
function holderComparison(
  base: Side,
  head: Side,
  comparedBefore: ComparedBefore,
): (pair: PolicyPair) => AccessDifference {
  const before = Map.groupBy(base.policies, keyOf)
  const after = Map.groupBy(head.policies, keyOf)
  const isThere = (side: Side) =>
    new Set(side.reaches.filter(({ reach }) => reach.isSubject).map(({ holder }) => holder))
  const [atBase, atHead] = [isThere(base), isThere(head)]
  const known = new Map<string, AccessDifference>()
  return (pair) => {
    const policies = { base: before.get(keyOf(pair)) ?? asPolicies(pair, 'base'), head: after.get(keyOf(pair)) ?? [] }
    const isGone = pair.head.length === 0 && !mayRemain(pair.holder, atBase, atHead)
    const key = `${pair.kind} ${isGone} ${[policies.base, policies.head].map((side) => side.map((each) => numberOf(each.document, comparedBefore))).join(' | ')}`
    const { kind, address } = pair
    const ownKey = `${address} ${key}`
    const difference =
      known.get(key) ?? comparedBefore.known.get(ownKey) ?? differHolder({ kind, address, ...policies }, isGone)
    known.set(key, difference)
    comparedBefore.known.set(ownKey, difference)
    return withOwners(difference, policies)
  }
}

function keyOf({ kind, holder }: { readonly kind: string; readonly holder: string }): string {
  return `${kind} ${holder}`
}

function numberOf(document: PolicyDocument, before: ComparedBefore): number {
  const number = before.numbers.get(document) ?? before.count++
  before.numbers.set(document, number)
  return number
}

/** Of a document that went under another name. */
function asPolicies(
  { kind, holder, address, span, ...sides }: PolicyPair,
  side: 'base' | 'head',
): readonly ComposedPolicy[] {
  return sides[side].map((document) => ({ kind, holder, address, span, document }))
}

function differHolder(pair: HolderPair, isGone: boolean): AccessDifference {
  const { kind, address } = pair
  const set = (side: readonly ComposedPolicy[]) => ({ kind, address, documents: side.map(({ document }) => document) })
  const difference = withEscalations(compareHolder(pair), set(pair.head))
  if (isGone) return difference
  const { granted, undecided } = lostDenies(set(pair.base), set(pair.head), difference)
  return {
    ...difference,
    granted: [...difference.granted, ...granted],
    undecided: [...difference.undecided, ...undecided],
  }
}

/** A principal or a resource that was declared and is no more is gone; a document of a file or a name alone goes itself. */
function mayRemain(holder: string, atBase: ReadonlySet<string>, atHead: ReadonlySet<string>): boolean {
  if (/^(?:file|data|policy|scp|rcp|address):/.test(holder)) return atHead.has(holder)
  return !atBase.has(holder) || atHead.has(holder)
}

/** Opaque access that came, went or changed is undecided; unchanged it says nothing. */
function differOpaque(base: readonly OpaqueAccess[], head: readonly OpaqueAccess[]): readonly LocatedDifference[] {
  const before = Map.groupBy(base, ({ key }) => key)
  const after = Map.groupBy(head, ({ key }) => key)
  const keys = new Set([...after.keys(), ...before.keys()])
  return [...keys].flatMap((key) => differUnderKey(before.get(key) ?? [], after.get(key) ?? []))
}

/** Of what is on both sides, what limited it and does not, and what it has and had not. */
function differKept(base: readonly OpaqueAccess[], head: readonly OpaqueAccess[]): readonly LocatedDifference[] {
  return head.flatMap((after, index) => {
    const before = base[index]
    if (before?.kept === undefined || after.kept === undefined) return []
    const [lost, gained] = [
      missing(before.kept.limits, after.kept.limits),
      missing(after.kept.means, before.kept.means),
    ]
    return lost || gained ? [opaqueChange(after, before, after)] : []
  })
}

function missing(asked: readonly string[], there: readonly string[]): boolean {
  return asked.some((each) => !there.includes(each))
}

/** What stands under one key, on either side: the same fingerprints pair off, and what is left came, went or changed. */
function differUnderKey(base: readonly OpaqueAccess[], head: readonly OpaqueAccess[]): readonly LocatedDifference[] {
  if ([...base, ...head].some(({ kept }) => kept !== undefined)) return differKept(base, head)
  const gone = [...base]
  const come = head.filter(({ fingerprint }) => {
    const same = gone.findIndex((each) => each.fingerprint === fingerprint)
    if (same !== -1) gone.splice(same, 1)
    return same === -1
  })
  const changed = come.flatMap((each, index) => {
    const before = gone[index]
    if (each.withResource !== 'empty') return [opaqueChange(each, before, each)]
    const wasTelling = before !== undefined && before.withResource !== 'empty'
    return wasTelling ? [opaqueChange(before, before, undefined)] : []
  })
  const removed = gone.slice(come.length).filter(({ withResource }) => withResource === undefined)
  return [...changed, ...removed.map((each) => opaqueChange(each, each, undefined))]
}

function opaqueChange(shown: OpaqueAccess, base?: OpaqueAccess, head?: OpaqueAccess): LocatedDifference {
  const region: UndecidedRegion = {
    address: shown.address,
    reason: head === undefined ? `${shown.reason}, and it was removed` : shown.reason,
    decidedAtBase: false,
    headCauses: head ? [{ role: 'document', spans: [head.span] }] : [],
    baseCauses: base ? [{ role: 'document', spans: [base.span] }] : [],
  }
  return {
    declaration: { span: shown.span, documents: [], calls: shown.calls ?? [], before: [] },
    difference: { granted: [], revoked: [], undecided: [region] },
  }
}

function isAnything({ granted, revoked, undecided, note }: AccessDifference): boolean {
  return granted.length + revoked.length + undecided.length > 0 || note !== undefined
}
