import type { ReachEntry, ReachFacet, ReachKind } from '../../../../authorization/reach.ts'
import { digestOf } from '../../../../value/fingerprint.ts'
import { textOf, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import { nameFacet } from '../reach-facets.ts'
import type { ConfiguredBlock, ConfiguredResource } from '../resource.ts'
import { itemsAt } from '../settings-at.ts'
import { tagOf, tagsFacet } from '../tags-facet.ts'
import { blocksAt } from '../value-blocks.ts'
import { entry } from './switches.ts'

/**
 * Lake Formation grants by tags: who holds a permission on an expression has it on everything whose tags meet that. So
 * a wider expression grants more, and a tag of a resource gives that to whoever holds permissions by it.
 * Sources: the resources' pages in the AWS provider's documentation; "Lake Formation tag-based access control", AWS
 * Lake Formation Developer Guide.
 */
export const LAKE_TAG_ADAPTERS: readonly ResourceAdapter[] = [
  {
    type: 'aws_lakeformation_permissions',
    nouns: ['lake-tagged'],
    reads: ['lf_tag_policy'],
    documents: [],
    held: (resource) => heldByNoun(resource, 'lake-tagged', 'exposure', () => expressionGrants(resource)),
  },
  {
    type: 'aws_lakeformation_lf_tag_expression',
    nouns: ['lake-expression'],
    reads: ['name', 'expression', 'catalog_id'],
    documents: [],
    held: (resource) => heldByNoun(resource, 'lake-expression', 'exposure', () => [namedExpression(resource)]),
  },
  // A tag that exists is on nothing yet.
  {
    type: 'aws_lakeformation_lf_tag',
    nouns: [],
    reads: ['key', 'values', 'catalog_id'],
    documents: [],
    held: () => [],
  },
  ...['aws_lakeformation_resource_lf_tags', 'aws_lakeformation_resource_lf_tag'].map(
    (type): ResourceAdapter => ({
      type,
      nouns: ['lake-tags', 'lake-own-tags'],
      reads: ['lf_tag', 'database', 'table', 'table_with_columns', 'catalog_id'],
      documents: [],
      held: (resource) => [
        ...heldByNoun(resource, 'lake-tags', 'exposure', () => tagEntries(resource, TARGETS, saysValue)),
        ...heldByNoun(resource, 'lake-own-tags', 'guardrail', () => tagEntries(resource, INHERITING, saysKey)),
      ],
    }),
  ),
]

/** What tags stand on, by the block that names it. */
const TARGETS = ['database', 'table', 'table_with_columns']

/** What takes over the tags of what it is in, unless it has one of the same key. */
const INHERITING = ['table', 'table_with_columns']

function heldByNoun(
  resource: ConfiguredResource,
  noun: string,
  kind: Exclude<ReachKind, 'network'>,
  entries: () => readonly ReachEntry[],
): readonly HeldAccess[] {
  return [heldReach(resource, `${noun}:${resource.place}`, kind, entries)]
}

/** Permissions, and leave to give them on, by principal, on what has the tags, or on what is not known. */
function expressionGrants(resource: ConfiguredResource): readonly ReachEntry[] {
  const isKnown = ON_WHAT.some((name) => blocksAt(resource, name).length > 0 || resource.written(name) !== undefined)
  if (!isKnown) return grantsOn(resource, unknownTarget(resource), [], [], [])
  return blocksAt(resource, 'lf_tag_policy').flatMap((block) => {
    const { unread, presence } = block
    if (unread !== undefined) {
      const any: ReachFacet = { kind: 'symbol', symbol: unread }
      return [entry([any, any, any], [...resource.presence, ...presence, unread], [unread.span, resource.header])]
    }
    const named = ['resource_type', 'catalog_id'].flatMap((name) => block.written(name) ?? [])
    return grantsOn(resource, tagsFacet(block), named, presence, blockSpans(block))
  })
}

/** What a permission may be on; data-grants.ts reads the others. */
const ON_WHAT = [
  'lf_tag_policy',
  'lf_tag',
  'database',
  'table',
  'table_with_columns',
  'data_location',
  'data_cells_filter',
  'catalog_resource',
]

function unknownTarget({ address, identity, header }: ConfiguredResource): ReachFacet {
  const fingerprint = digestOf('lake target', identity)
  return { kind: 'symbol', symbol: { address, fingerprint, reason: 'is about what is not known here', span: header } }
}

function grantsOn(
  resource: ConfiguredResource,
  target: ReachFacet,
  named: readonly Value[],
  conditions: readonly UnknownSymbol[],
  spans: Value['spans'],
): readonly ReachEntry[] {
  return GRANTS.flatMap(([argument, says]) =>
    itemsAt(resource, argument).flatMap((permission) =>
      itemsAt(resource, 'principal').map((principal) =>
        entry(
          [said(says, permission.value), nameFacet([principal.value, ...named, ...catalogOf(resource)]), target],
          [...resource.presence, ...conditions, ...permission.presence, ...principal.presence],
          [...spans, ...permission.value.spans, ...principal.value.spans, resource.header],
        ),
      ),
    ),
  )
}

const GRANTS: readonly (readonly [argument: string, says: string])[] = [
  ['permissions', ''],
  ['permissions_with_grant_option', 'granting of '],
]

function said(says: string, value: Value): ReachFacet {
  const facet = nameFacet([value])
  return facet.kind === 'names' ? { kind: 'names', values: facet.values.map((name) => says + name) } : facet
}

function catalogOf(resource: Pick<ConfiguredResource, 'written'>): readonly Value[] {
  return [resource.written('catalog_id')].filter((value) => value !== undefined)
}

/** Where the expression of a block is written. */
function blockSpans(block: ConfiguredBlock): Value['spans'] {
  return blocksAt(block, 'expression').flatMap((each) => {
    const { key, values } = tagOf(each)
    return [...(values?.spans ?? []), ...(key?.spans ?? [])]
  })
}

/** Whoever holds permissions by a saved expression holds them by what it says. */
function namedExpression(resource: ConfiguredResource): ReachEntry {
  const own: ConfiguredBlock = { ...resource, presence: [] }
  const name = nameFacet([resource.attribute('name'), ...catalogOf(resource)])
  const facets = [{ kind: 'names', values: [EXPRESSION] } as const, name, tagsFacet(own)]
  return entry(facets, resource.presence, [...blockSpans(own), resource.header])
}

const EXPRESSION = 'permissions by the expression of tags'

type Saying = (tag: Tag) => ReachFacet

/** The tags of what a resource names, each value by itself. */
function tagEntries(resource: ConfiguredResource, kinds: readonly string[], says: Saying): readonly ReachEntry[] {
  const tags = blocksAt(resource, 'lf_tag').flatMap((block) => tagsIn(block))
  return kinds.flatMap((kind) =>
    blocksAt(resource, kind).flatMap((target) =>
      tags.map((tag) => {
        const { key, value, presence } = tag
        return entry(
          [says(tag), targetFacet(kind, target, resource)],
          [...resource.presence, ...target.presence, ...presence],
          [...value.spans, ...key.spans, resource.header],
        )
      }),
    ),
  )
}

interface Tag {
  readonly key: Value
  readonly value: Value
  /** Whose tag it is, where that is written: another account may share one of the same name. */
  readonly catalog: readonly Value[]
  readonly presence: readonly UnknownSymbol[]
}

function tagsIn({ unread, presence, written }: ConfiguredBlock): readonly Tag[] {
  if (unread !== undefined) {
    const any: Value = { kind: 'unknown', symbol: unread, spans: [unread.span] }
    return [{ key: any, value: any, catalog: [], presence: [...presence, unread] }]
  }
  const key = written('key')
  const values = itemsOf(written('value'), presence)
  const catalog = catalogOf({ written })
  return key === undefined ? [] : values.map((each) => ({ key, value: each.value, catalog, presence: each.presence }))
}

function saysValue({ key, value, catalog }: Tag): ReachFacet {
  const named = (name: string) => `the tag ${ofCatalog(name, catalog).replace(' ', '=')}`
  return tagNamed(nameFacet([key, value, ...catalog]), named)
}

/** The catalog stands last in what is named with it. */
function ofCatalog(name: string, catalog: Tag['catalog']): string {
  return catalog.length === 0 ? name : name.replace(/ (\S+)$/, ' of the catalog $1')
}

function saysKey({ key, catalog }: Tag): ReachFacet {
  const named = (name: string) => `a tag ${ofCatalog(name, catalog)} of its own, in place of an inherited one`
  return tagNamed(nameFacet([key, ...catalog]), named)
}

function tagNamed(facet: ReachFacet, named: (name: string) => string): ReachFacet {
  return facet.kind === 'names' ? { kind: 'names', values: facet.values.map(named) } : facet
}

/** What a block names, whatever of it is written, in its catalog or in that of the resource. */
function targetFacet(kind: string, target: ConfiguredBlock, resource: ConfiguredResource): ReachFacet {
  const { unread } = target
  if (unread !== undefined) return { kind: 'symbol', symbol: unread }
  const facet = nameFacet(
    NAMES.flatMap((name) => {
      const [whole] = name === 'catalog_id' ? catalogOf(resource) : []
      const value = target.written(name) ?? whole
      return value === undefined ? [] : [textOf(name, []), value]
    }),
  )
  return facet.kind === 'names' ? { kind: 'names', values: facet.values.map((name) => `${kind} ${name}`) } : facet
}

const NAMES = ['catalog_id', 'database_name', 'name', 'wildcard', 'column_names', 'excluded_column_names'] as const
