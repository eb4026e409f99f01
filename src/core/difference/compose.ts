import type { ConfiguredAccess, ConfiguredPolicy, ConfiguredReach, PolicyKind } from '../authorization/access.ts'
import { managedPolicy } from '../authorization/aws/managed/managed-policy.ts'
import { onlyUnder } from '../authorization/aws/only-under.ts'
import type { Link, ReachEntry } from '../authorization/reach.ts'
import type { ComposedPolicy, ResolvedLink } from './composed-policy.ts'
import { standsAlone } from './stands-alone.ts'

type Composed = Pick<ConfiguredAccess, 'reaches'> & { readonly policies: readonly ComposedPolicy[] }

/**
 * All policies that act on a holder as policies of that holder, on both sides: what is attached to it and what its
 * groups have, as far as that is known. What is attached and not known stays a name in a set.
 * Sources: "Managed policies and inline policies" and "IAM user groups", IAM User Guide.
 */
export function compose(
  base: ConfiguredAccess,
  head: ConfiguredAccess,
): { readonly base: Composed; readonly head: Composed } {
  const [before, after] = [resolveLinks(base), resolveLinks(head)]
  if (before.length + after.length === 0) return { base, head }
  const limits = knownLimits(before, after)
  const isUsed = (each: ResolvedLink) =>
    each.given !== undefined && (each.link.gives === 'policies' || limits.has(limitKey(each.link)))
  const isOnItsOwn = standsAlone({ base: base.policies, head: head.policies }, { base: before, head: after }, isUsed)
  const side = ({ policies, reaches }: ConfiguredAccess, links: readonly ResolvedLink[]): Composed => {
    const used = links.filter(isUsed)
    const told = new Set(used.map(({ entry }) => entry))
    return {
      policies: [...policies.filter(isOnItsOwn), ...used.flatMap(({ given = [] }) => given)],
      reaches: reaches.map((each) => withoutEntries(each, told)),
    }
  }
  return { base: side(base, before), head: side(head, after) }
}

function withoutEntries(configured: ConfiguredReach, told: ReadonlySet<ReachEntry>): ConfiguredReach {
  const { reach } = configured
  if (!reach.entries.some((entry) => told.has(entry))) return configured
  return { ...configured, reach: { ...reach, entries: reach.entries.filter((entry) => !told.has(entry)) } }
}

function resolveLinks(access: ConfiguredAccess): readonly ResolvedLink[] {
  const links = access.reaches.flatMap((reach) =>
    reach.reach.entries.flatMap((entry) => (entry.link === undefined ? [] : [{ link: entry.link, entry, reach }])),
  )
  if (links.length === 0) return []
  const known = knownPolicies(access)
  const byHolder = Map.groupBy(links, ({ link }) => link.holder)
  return links.map((each) => {
    const given = each.link.to.startsWith('group:')
      ? ofGroup(each, known, byHolder.get(each.link.to) ?? [])
      : ofPolicy(each, known)
    return { link: each.link, entry: each.entry, given }
  })
}

interface LinkPlace {
  readonly link: Link
  readonly entry: ReachEntry
  readonly reach: ConfiguredReach
}

interface Known {
  readonly byName: ReadonlyMap<string, readonly ConfiguredPolicy[]>
  readonly byHolder: ReadonlyMap<string, readonly ConfiguredPolicy[]>
  /** Holders that are themselves declared. */
  readonly declared: ReadonlySet<string>
}

function knownPolicies({ policies, reaches }: ConfiguredAccess): Known {
  const byName = new Map<string, ConfiguredPolicy[]>()
  for (const policy of policies) {
    for (const name of policy.names ?? []) byName.set(name, [...(byName.get(name) ?? []), policy])
  }
  return {
    byName,
    byHolder: Map.groupBy(
      policies.filter(({ kind }) => kind === 'identity'),
      ({ holder }) => holder,
    ),
    declared: new Set(reaches.filter(({ reach }) => reach.isSubject).map(({ holder }) => holder)),
  }
}

/** A group that is not declared here may have anything, and so may one of whose policies one is not known. */
function ofGroup(place: LinkPlace, known: Known, attached: readonly LinkPlace[]): ResolvedLink['given'] {
  const { link } = place
  if (!known.declared.has(link.to)) return undefined
  const own = (known.byHolder.get(link.to) ?? []).map((policy) => acting(policy, place))
  const given = attached.map((each) => ofPolicy({ ...each, link: { ...each.link, holder: link.holder } }, known))
  if (given.some((each) => each === undefined)) return undefined
  const further = given.flatMap((each = []) => each.map((policy) => underMembership(policy, place)))
  // Of one that has no policy here, nothing is known either.
  return own.length + further.length === 0 ? undefined : [...own, ...further]
}

function underMembership(policy: ComposedPolicy, { entry, reach }: LinkPlace): ComposedPolicy {
  const { via } = policy
  const { presence, spans } = entry
  const document = onlyUnder(policy.document, presence)
  if (via === undefined) return { ...policy, document }
  const most = via.most === undefined ? {} : { most: onlyUnder(via.most, presence) }
  return { ...policy, document, via: { ...via, ...most, by: reach.address, spans: [...spans, ...via.spans] } }
}

function ofPolicy(place: LinkPlace, { byName }: Known): ResolvedLink['given'] {
  const { link } = place
  if (link.to.startsWith('aws:')) return ofManaged(place)
  return byName.get(link.to)?.map((policy) => acting(policy, place))
}

function acting({ names: _, ...policy }: ConfiguredPolicy, { link, entry, reach }: LinkPlace): ComposedPolicy {
  return {
    ...policy,
    holder: link.holder,
    kind: kindOf(link, policy.kind),
    document: onlyUnder(policy.document, entry.presence),
    via: { link, by: reach.address, spans: entry.spans },
  }
}

function kindOf({ gives }: Link, own: PolicyKind): PolicyKind {
  return gives === 'policies' ? 'identity' : gives === 'boundary' ? 'boundary' : own
}

function ofManaged({ link, entry, reach }: LinkPlace): ResolvedLink['given'] {
  const managed = managedPolicy(link.to.slice('aws:'.length))
  if (managed === undefined) return undefined
  const { least, most } = managed
  const { address, calls, span } = reach
  return [
    {
      holder: link.holder,
      kind: kindOf(link, 'identity'),
      address,
      document: onlyUnder(least, entry.presence),
      span,
      ...(calls === undefined ? {} : { calls }),
      via: {
        link,
        by: address,
        spans: entry.spans,
        ...(most === undefined ? {} : { most: onlyUnder(most, entry.presence) }),
      },
    },
  ]
}

/** Holders whose limits are known on both sides: where one is not, or goes, the name that is lost tells it. */
function knownLimits(before: readonly ResolvedLink[], after: readonly ResolvedLink[]): ReadonlySet<string> {
  return limitsOf(before).intersection(limitsOf(after))
}

function limitsOf(links: readonly ResolvedLink[]): Set<string> {
  const limits = links.filter(({ link }) => link.gives !== 'policies')
  const unknown = new Set(limits.filter(({ given }) => given === undefined).map(({ link }) => limitKey(link)))
  return new Set(limits.map(({ link }) => limitKey(link)).filter((key) => !unknown.has(key)))
}

function limitKey({ gives, holder }: Link): string {
  return `${gives} ${holder}`
}
