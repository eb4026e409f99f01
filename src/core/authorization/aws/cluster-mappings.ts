import { NOWHERE, type Span } from '../../text/span.ts'
import { displayText, type MapValue, type UnknownSymbol, type Value } from '../../value/value.ts'
import type { ReachEntry, ReachFacet } from '../reach.ts'
import { contentFingerprint } from './content-fingerprint.ts'

/** What the ConfigMap `aws-auth` of a cluster says, decoded; undefined where it says nothing. */
export interface ClusterMappings {
  readonly mapRoles: Value | undefined
  readonly mapUsers: Value | undefined
  readonly mapAccounts: Value | undefined
}

export const CLUSTER_MAPPINGS = ['mapRoles', 'mapUsers', 'mapAccounts'] as const

/** What differs between the languages that a mapping is written in. */
export interface MappingReader {
  /** The items of a list that may be there; null is none, and what is not known is one item. */
  readonly items: (value: Value) => readonly { readonly value: Value; readonly presence: readonly UnknownSymbol[] }[]
  /** The name of one thing, or a symbol. */
  readonly name: (value: Value) => ReachFacet
}

/**
 * Whom a cluster lets in, and as which user and in which groups of Kubernetes: what access entries say, in the older
 * way. Keys are taken in any case, as Go reads JSON. A mapping that is none may be anything.
 * Source: "Grant IAM users and roles access to Kubernetes with a ConfigMap", Amazon EKS User Guide.
 */
export function clusterMappings(
  { mapRoles, mapUsers, mapAccounts }: ClusterMappings,
  reader: MappingReader,
): readonly ReachEntry[] {
  return [
    ...mappingsIn(mapRoles, reader, (mapping) => mappedPrincipal(mapping, 'rolearn', reader)),
    ...mappingsIn(mapUsers, reader, (mapping) => mappedPrincipal(mapping, 'userarn', reader)),
    ...mappingsIn(mapAccounts, reader, (account) => [mappedAccount(account, reader)]),
  ]
}

/** A fact about somebody, without what it hangs on. */
interface Mapped {
  readonly facets: readonly [ReachFacet, ReachFacet]
  readonly spans: readonly Span[]
  readonly presence?: readonly UnknownSymbol[]
}

function mappingsIn(
  list: Value | undefined,
  { items }: MappingReader,
  read: (item: Value) => readonly Mapped[],
): readonly ReachEntry[] {
  if (list === undefined) return []
  return items(list).flatMap((item) =>
    read(item.value).map(({ facets, spans: [first = NOWHERE, ...others], presence = [] }) => {
      return { facets, presence: [...item.presence, ...presence], spans: [first, ...others] } as const
    }),
  )
}

function mappedPrincipal(mapping: Value, key: 'rolearn' | 'userarn', reader: MappingReader): readonly Mapped[] {
  if (mapping.kind !== 'map') return [anything(mapping)]
  const [arn, ...others] = membersOf(mapping, key)
  const unread = [...mapping.entries].filter(([name]) => !READ.has(name.toLowerCase()))
  if (arn === undefined || others.length > 0 || unread.length > 0) return [anything(mapping)]
  const who = reader.name(arn)
  const users = membersOf(mapping, 'username').filter(({ kind }) => kind !== 'null')
  return [
    ...(users.length === 0 ? [{ facets: [named(LOGIN), who], spans: arn.spans } as const] : []),
    ...users.map((user): Mapped => {
      return { facets: [said(`${LOGIN} as`, user, reader), who], spans: [...arn.spans, ...user.spans] }
    }),
    ...membersOf(mapping, 'groups').flatMap((groups) =>
      reader.items(groups).map(({ value, presence }): Mapped => {
        return { facets: [said('the group', value, reader), who], spans: value.spans, presence }
      }),
    ),
  ]
}

const LOGIN = 'login to the cluster'
const READ: ReadonlySet<string> = new Set(['rolearn', 'userarn', 'username', 'groups'])

function membersOf({ entries }: MapValue, name: string): readonly Value[] {
  return [...entries].filter(([key]) => key.toLowerCase() === name).map(([, { value }]) => value)
}

/** Every principal of the account comes in under its own ARN. */
function mappedAccount(account: Value, reader: MappingReader): Mapped {
  if (account.kind === 'list' || account.kind === 'map') return anything(account)
  return { facets: [named(LOGIN), said('every principal of account', account, reader)], spans: account.spans }
}

function anything(value: Value): Mapped {
  const [span = NOWHERE] = value.spans
  const address = value.kind === 'text' ? displayText(value) : 'a mapping'
  const reason = 'is no mapping that is understood here'
  const symbol: UnknownSymbol =
    value.kind === 'unknown' ? value.symbol : { address, fingerprint: contentFingerprint(value), reason, span }
  const any: ReachFacet = { kind: 'symbol', symbol }
  return { facets: [any, any], spans: value.spans, presence: [symbol] }
}

function named(name: string): ReachFacet {
  return { kind: 'names', values: [name] }
}

function said(before: string, value: Value, reader: MappingReader): ReachFacet {
  const facet = reader.name(value)
  return facet.kind === 'names' ? { kind: 'names', values: facet.values.map((name) => `${before} ${name}`) } : facet
}
