import type { ConfiguredAccess, PolicyKind } from '../authorization/access.ts'
import type { ReadStatement, Statement } from '../authorization/aws/policy.ts'
import type { ReachEntry } from '../authorization/reach.ts'
import { knownText, type TextValue } from '../value/value.ts'
import { compose } from './compose.ts'
import type { ComposedPolicy } from './composed-policy.ts'
import { isCoveredByNew } from './covered-by-new.ts'
import type { LocatedDifference } from './differ.ts'
import type { GrantedRegion } from './difference.ts'
import type { NewResource } from './new-resources.ts'

/**
 * Marks the regions that nobody gains but principals that are new, on nothing but resources that are new. A principal
 * is one only where that is so of everything that it has, and where nobody may act as it but services of AWS and
 * principals that are new, too. `fresh`: the new resources of head, among them the principals.
 */
export function markOnlyNew(
  differences: readonly LocatedDifference[],
  access: { readonly base: ConfiguredAccess; readonly head: ConfiguredAccess },
  fresh: readonly NewResource[],
): readonly LocatedDifference[] {
  if (fresh.length === 0) return differences
  const composed = compose(access.base, access.head)
  const sides: Sides = { base: heldBy(composed.base), head: heldBy(composed.head), fresh }
  const everyday = fresh.filter((resource) => isEveryday(resource, sides))
  const isOnlyNew = testOf(sides, everyday)
  return differences.map((located) => {
    const { holders = [], difference } = located
    const granted = difference.granted.map((region) =>
      isOnlyNew(region, holders) ? { ...region, onlyNew: true as const } : region,
    )
    return { ...located, difference: { ...difference, granted } }
  })
}

interface Held {
  readonly policies: ReadonlyMap<string, readonly ComposedPolicy[]>
  readonly entries: ReadonlyMap<string, readonly ReachEntry[]>
  /** Whom policies are attached to of which nothing is known. */
  readonly unknownGiven: ReadonlySet<string>
}

interface Sides {
  readonly base: Held
  readonly head: Held
  readonly fresh: readonly NewResource[]
}

function heldBy({ policies, reaches }: ReturnType<typeof compose>['base']): Held {
  const entries = new Map<string, ReachEntry[]>()
  for (const { holder, reach } of reaches) entries.set(holder, [...(entries.get(holder) ?? []), ...reach.entries])
  const links = [...entries.values()].flat().flatMap(({ link }) => link ?? [])
  return {
    policies: Map.groupBy(policies, ({ holder }) => holder),
    entries,
    unknownGiven: new Set(links.filter(({ gives }) => gives === 'policies').map(({ holder }) => holder)),
  }
}

function isEveryday({ principal }: NewResource, { base, head, fresh }: Sides): boolean {
  if (principal.length === 0) return false
  return principal.every((holder) => {
    const policies = head.policies.get(holder) ?? []
    const isKnownBefore = base.policies.has(holder) || base.entries.has(holder) || base.unknownGiven.has(holder)
    return !isKnownBefore && !head.unknownGiven.has(holder) && policies.every((policy) => saysOnlyNew(policy, fresh))
  })
}

function saysOnlyNew({ kind, document, via }: ComposedPolicy, fresh: readonly NewResource[]): boolean {
  if (via?.most !== undefined) return false
  const isOnlyNew = GRANTS_ONLY_NEW[kind]
  return document.statements.every((statement) => allowsOnly(statement, (allow) => isOnlyNew(allow, fresh)))
}

type AllowTest = (allow: ReadStatement, fresh: readonly NewResource[]) => boolean

/** What limits a principal gives it nothing, whatever is in it. */
const LIMITS: AllowTest = () => true

const GRANTS_ONLY_NEW: Readonly<Record<PolicyKind, AllowTest>> = {
  identity: reachesOnlyNew,
  trust: (allow, fresh) => letsInOnlyNew(allow, fresh, true),
  resource: (allow, fresh) => reachesOnlyNew(allow, fresh) && letsInOnlyNew(allow, fresh, false),
  boundary: LIMITS,
  session: LIMITS,
  scp: LIMITS,
  rcp: LIMITS,
}

function allowsOnly(statement: Statement, test: (allow: ReadStatement) => boolean): boolean {
  return statement.kind === 'statement' && (statement.effect === 'Deny' || test(statement))
}

function reachesOnlyNew({ action, resource }: ReadStatement, fresh: readonly NewResource[]): boolean {
  if (action.negated || !action.patterns.every(isOfOneService)) return false
  return resource?.negated === false && resource.patterns.every((pattern) => isCoveredByNew(pattern, fresh))
}

function isOfOneService(pattern: TextValue): boolean {
  return /^[a-z0-9-]+:/i.test(knownText(pattern) ?? '')
}

/** Principals that are new, by a reference to them, and services where they act for the account itself. */
function letsInOnlyNew({ principal }: ReadStatement, fresh: readonly NewResource[], services: boolean): boolean {
  if (principal?.negated !== false) return false
  return principal.members.every(({ type, id }) => {
    if (type === 'Service') return services && SERVICE.test(knownText(id) ?? '')
    const [first, ...others] = id.parts
    if (type !== 'AWS' || first?.kind !== 'symbol' || others.length > 0) return false
    return fresh.some((each) => each.principal.length > 0 && each.arns.has(first.symbol.fingerprint))
  })
}

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+){0,3}\.amazonaws\.com(?:\.cn)?$/

type Test = (region: GrantedRegion, holders: readonly string[]) => boolean

function testOf({ head, fresh }: Sides, everyday: readonly NewResource[]): Test {
  const principals = new Set(everyday.flatMap(({ principal }) => principal))
  const addresses = new Set(fresh.map(({ address }) => address))
  return ({ policyKind, origin, address }, holders) => {
    if (origin !== 'allowed' || holders.length === 0) return false
    switch (policyKind) {
      case 'identity':
      case 'trust':
        return holders.every((holder) => principals.has(holder))
      // Whoever has the policy: what it lets in, and to what, is all new.
      case 'resource':
        return holders.every((holder) => isAll(head.policies.get(holder), (each) => saysOnlyNew(each, fresh)))
      case 'exposure':
        return (
          addresses.has(address) &&
          holders.every((holder) => isAll(head.entries.get(holder), (entry) => isRoleOf(entry, everyday)))
        )
      case 'boundary':
      case 'session':
      case 'scp':
      case 'rcp':
      case 'network':
      case 'guardrail':
        return false
    }
  }
}

/** Of nothing, nothing is known. */
function isAll<Each>(all: readonly Each[] | undefined, test: (each: Each) => boolean): boolean {
  return all !== undefined && all.length > 0 && all.every(test)
}

/** What something acts as: a role of `roles`, by its name or a reference. */
function isRoleOf({ facets }: ReachEntry, roles: readonly NewResource[]): boolean {
  const [aspect, scope] = facets
  if (aspect?.kind !== 'names' || scope?.kind !== 'names') return false
  return aspect.values.every((each) => ACTS_AS.has(each)) && scope.values.every((each) => isName(each, roles))
}

const ACTS_AS: ReadonlySet<string> = new Set(['acting with the role', 'the role of the instances'])

function isName(name: string, roles: readonly NewResource[]): boolean {
  const [written = '', fingerprint] = name.split('\0')
  return roles.some(({ chosen, names }) =>
    fingerprint === undefined ? chosen !== undefined && knownText(chosen) === written : names.has(fingerprint),
  )
}
