import type { ConfiguredAccess, OpaqueAccess } from '../authorization/access.ts'
import type { Statement } from '../authorization/aws/policy.ts'
import type { Span } from '../text/span.ts'
import { compareAccess, decideAccess } from './compare-access.ts'
import { compareReach } from './compare-reach.ts'
import type { AccessDifference, UndecidedRegion } from './difference.ts'
import type { Declaration } from './locate.ts'
import { type PolicyPair, pairPolicies, pairReaches, type ReachPair } from './pair.ts'

export const NO_ACCESS: ConfiguredAccess = { policies: [], reaches: [], opaque: [], diagnostics: [] }

/** A difference, and the declaration of what it is about, to fall back on where no element is to blame. */
export interface LocatedDifference {
  readonly difference: AccessDifference
  readonly declaration: Declaration
}

/** What head allows and base does not, holder by holder, and what cannot be decided. */
export function differ(base: ConfiguredAccess, head: ConfiguredAccess): readonly LocatedDifference[] {
  const compared = pairPolicies(base.policies, head.policies, {
    within: (departed, arrived) => {
      const { kind, address } = arrived
      const side = (documents: PolicyPair['head']) => ({ kind, address, documents })
      return decideAccess(side(departed.base), side(arrived.head)).verdict === 'not-broadened'
    },
  }).map((pair) => ({ declaration: declarationOf(pair), difference: comparePair(pair) }))
  const reached = pairReaches(base.reaches, head.reaches).map(differReach)
  return [...compared, ...reached, ...differOpaque(base.opaque, head.opaque)].filter(({ difference }) =>
    isAnything(difference),
  )
}

function differReach({ kind, address, span, calls = [], base, head }: ReachPair): LocatedDifference {
  const before = base.flatMap(({ entries }) => entries.flatMap(({ spans }) => spans))
  return {
    declaration: { span, documents: head.map((reach) => reach.span), calls, before },
    difference: compareReach({ kind, address, reaches: base }, { kind, address, reaches: head }),
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

function comparePair(pair: PolicyPair): AccessDifference {
  const { kind, address } = pair
  return compareAccess({ kind, address, documents: pair.base }, { kind, address, documents: pair.head })
}

/** Opaque access that came, went or changed is undecided; unchanged it says nothing. */
function differOpaque(base: readonly OpaqueAccess[], head: readonly OpaqueAccess[]): readonly LocatedDifference[] {
  const before = Map.groupBy(base, ({ key }) => key)
  const after = Map.groupBy(head, ({ key }) => key)
  const keys = new Set([...after.keys(), ...before.keys()])
  return [...keys].flatMap((key) => differUnderKey(before.get(key) ?? [], after.get(key) ?? []))
}

/** What stands under one key, on either side: the same fingerprints pair off, and what is left came, went or changed. */
function differUnderKey(base: readonly OpaqueAccess[], head: readonly OpaqueAccess[]): readonly LocatedDifference[] {
  const gone = [...base]
  const come = head.filter(({ fingerprint }) => {
    const same = gone.findIndex((each) => each.fingerprint === fingerprint)
    if (same !== -1) gone.splice(same, 1)
    return same === -1
  })
  const changed = come.map((each, index) => opaqueChange(each, gone[index], each))
  return [...changed, ...gone.slice(come.length).map((each) => opaqueChange(each, each, undefined))]
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
