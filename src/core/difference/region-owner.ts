import type { Span } from '../text/span.ts'
import type { ComposedPolicy } from './composed-policy.ts'
import type { AccessDifference, Cause, GrantedRegion } from './difference.ts'

interface Sides {
  readonly base: readonly ComposedPolicy[]
  readonly head: readonly ComposedPolicy[]
}

/**
 * Each region with the address of the very policy that causes it, of those that act together; and where that is
 * attached, with the place where it is.
 */
export function withOwners(difference: AccessDifference, sides: Sides): AccessDifference {
  const all = [...sides.base, ...sides.head]
  if (isEmpty(difference) || (all.length < 2 && !all.some(({ via }) => via !== undefined))) return difference
  const owners = { base: ownersOf(sides.base), head: ownersOf(sides.head) }
  const given = { base: givenIn(sides.base), head: givenIn(sides.head) }
  const owned = <Region extends Owned>(region: Region): Region => {
    const [own, other] =
      region.origin === 'no-longer-denied' ? (['base', 'head'] as const) : (['head', 'base'] as const)
    const owner = ownerIn(owners[own], region[`${own}Causes`]) ?? ownerIn(owners[other], region[`${other}Causes`])
    if (owner === undefined) return region
    const causes = (side: 'base' | 'head') =>
      placed(owners[side], region[`${side}Causes`], given[side === 'base' ? 'head' : 'base'])
    return {
      ...(region.origin === 'allowed' ? { ...newlyGiven(owner, given.base), ...region } : region),
      address: owner.address,
      headCauses: causes('head'),
      baseCauses: causes('base'),
    }
  }
  return { ...difference, granted: difference.granted.map(owned), undecided: difference.undecided.map(owned) }
}

/** What gives it to the holder, where that is new; and what AWS manages, which may come to allow more. */
function newlyGiven({ via }: ComposedPolicy, atBase: ReadonlySet<string>): Pick<GrantedRegion, 'note' | 'managed'> {
  if (via === undefined) return {}
  const { link, by } = via
  if (link.to.startsWith('aws:')) {
    const managed = link.to.slice('aws:'.length)
    return { managed, note: `it comes with ${managed}, which AWS manages and may add to` }
  }
  return atBase.has(link.to) ? {} : { note: `it is given by ${by}` }
}

interface Owned {
  readonly address: string
  readonly note?: string
  readonly origin?: 'allowed' | 'no-longer-denied'
  readonly headCauses: readonly Cause[]
  readonly baseCauses: readonly Cause[]
}

function isEmpty({ granted, undecided }: AccessDifference): boolean {
  return granted.length + undecided.length === 0
}

/** By the place of each statement; an own policy before one that is attached. */
function ownersOf(policies: readonly ComposedPolicy[]): ReadonlyMap<string, ComposedPolicy> {
  const owners = new Map<string, ComposedPolicy>()
  for (const policy of policies) {
    for (const { span } of policy.document.statements) {
      const key = spanKey(span)
      if (!owners.has(key)) owners.set(key, policy)
    }
    if (policy.via?.most !== undefined) owners.set(spanKey(policy.document.span), policy)
  }
  return owners
}

function ownerIn(owners: ReadonlyMap<string, ComposedPolicy>, causes: readonly Cause[]): ComposedPolicy | undefined {
  return statementSpans(causes)
    .map((span) => owners.get(spanKey(span)))
    .find((owner) => owner !== undefined)
}

/** What comes to a holder by attachments and groups. */
function givenIn(policies: readonly ComposedPolicy[]): ReadonlySet<string> {
  return new Set(policies.flatMap(({ via }) => via?.link.to ?? []))
}

/**
 * The causes, with the place where the policy that holds them is attached, if it is not on the other side; what a
 * policy of AWS says stands nowhere else.
 */
function placed(
  owners: ReadonlyMap<string, ComposedPolicy>,
  causes: readonly Cause[],
  elsewhere: ReadonlySet<string>,
): readonly Cause[] {
  const via = ownerIn(owners, causes)?.via
  const spans = via === undefined || elsewhere.has(via.link.to) ? [] : via.spans
  const own = causes.map((cause) => {
    const managed = cause.spans.flatMap((span) => managedAt(owners, span)?.via?.spans ?? [])
    return managed.length === 0 ? cause : { ...cause, spans: managed }
  })
  return spans.length === 0 ? own : [...own, { role: 'document', spans }]
}

function managedAt(owners: ReadonlyMap<string, ComposedPolicy>, span: Span): ComposedPolicy | undefined {
  const owner = span.file.startsWith('aws:') ? owners.get(spanKey(span)) : undefined
  return owner?.via?.link.to === span.file ? owner : undefined
}

/** The statements that caused a region, or, where none is named, all that did. */
export function statementSpans(causes: readonly Cause[]): readonly Span[] {
  const statements = causes.filter(({ role }) => role === 'statement')
  return (statements.length === 0 ? causes : statements).flatMap(({ spans }) => spans.slice(0, 1))
}

export function spanKey({ file, start, end }: Span): string {
  return `${file}:${start}-${end}`
}
