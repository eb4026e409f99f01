import type { Link, ReachEntry, ReachFacet, ReachKind } from '../../../../authorization/reach.ts'
import type { Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { LINK_NOUNS, linkNames } from '../link-names.ts'
import { itemsOf, type ListItem } from '../list-items.ts'
import { identityName, symbolFacet } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { EVERY, entry } from './switches.ts'

/** Things by name that a type of resource gives to a holder: attached policies, members, accounts it is shared with. */
export interface NamedSet {
  readonly type: string
  readonly effect: Exclude<ReachKind, 'network'>
  /** The first part of the holder's name. */
  readonly noun: string
  /** The argument that names the holder, or a list of them; `own` where the resource is it, by that attribute. */
  readonly holder: string
  readonly own?: true
  /** The argument with what is given: one or a list. */
  readonly given: string
  /** Further arguments that belong to the name of what is given. */
  readonly with?: readonly string[]
  /** The word that stands for everybody. */
  readonly everybody?: string
  /** For people: `the attached policy`. */
  readonly says: string
  /** What has no region: an account has it once. */
  readonly isGlobal?: true
  /** Where what is given is a policy or a group: to whom. */
  readonly link?: (resource: ConfiguredResource, holder: Value, given: Value) => Link
}

/** An adapter a type, for the sets of a table. */
export function namedSetAdapters(table: readonly NamedSet[]): readonly ResourceAdapter[] {
  return table.map((row) => ({
    type: row.type,
    nouns: [row.noun, ...(row.link === undefined ? [] : [LINK_NOUNS.ofHolder, LINK_NOUNS.toPolicy])],
    reads: [row.given, ...(row.own === true ? [] : [row.holder]), ...(row.with ?? [])],
    documents: [],
    held: (resource) => holdersOf(resource, row).map((holder) => heldBy(resource, row, holder)),
  }))
}

function holdersOf(resource: ConfiguredResource, { own, holder }: NamedSet): readonly ListItem[] {
  if (own === true) return [{ value: resource.attribute(holder), presence: [] }]
  return itemsOf(resource.written(holder))
}

function heldBy(resource: ConfiguredResource, row: NamedSet, { value, presence }: ListItem): HeldAccess {
  const { account, place } = resource
  const holder = `${row.noun}:${row.isGlobal === true ? account : place}${holderName(value)}`
  const given = () => itemsOf(resource.written(row.given), [...resource.presence, ...presence])
  const linkTo = (item: ListItem) => row.link?.(resource, value, item.value)
  const entries = () => given().map((item) => givenEntry(resource, row, item, linkTo(item)))
  const also = () =>
    given()
      .flatMap((item) => linkTo(item) ?? [])
      .flatMap(linkNames)
  return heldReach(resource, holder, row.effect, entries, row.own === true, row.link && also)
}

function givenEntry(resource: ConfiguredResource, row: NamedSet, item: ListItem, link: Link | undefined): ReachEntry {
  const { value, presence } = item
  const aspect: ReachFacet = { kind: 'names', values: [row.says] }
  const scope = managedFacet(link) ?? nameFacet(resource, row, value)
  const given = entry([aspect, scope], presence, [...value.spans, resource.header])
  return link === undefined ? given : { ...given, link }
}

/** A policy that AWS manages is the same one in every partition. */
function managedFacet(link: Link | undefined): ReachFacet | undefined {
  if (link?.to.startsWith('aws:') !== true) return undefined
  return { kind: 'names', values: [`arn:aws:iam::aws:policy/${link.to.slice('aws:'.length)}`] }
}

/** The name of what is given, with what belongs to it; unknown where any of it is no name of one thing. */
function nameFacet(resource: ConfiguredResource, row: NamedSet, value: Value): ReachFacet {
  if (row.everybody !== undefined && plainText(value)?.toLowerCase() === row.everybody) return EVERY
  const parts = [value, ...(row.with ?? []).flatMap((name) => resource.written(name) ?? [])]
  const known = parts.flatMap((part) => identityName(part) ?? [])
  if (known.length === parts.length) return { kind: 'names', values: [known.join(' ')] }
  const [only] = parts
  if (only !== undefined && parts.length === 1) return symbolFacet(only)
  return symbolFacet({ kind: 'list', collection: 'tuple', items: parts, spans: value.spans })
}
