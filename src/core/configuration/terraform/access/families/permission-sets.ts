import type { Link, ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { textOf, type Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import { unknownOf } from '../../unknown.ts'
import type { ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { LINK_NOUNS, linkNames, policyName } from '../link-names.ts'
import { symbolFacet } from '../reach-facets.ts'
import type { ConfiguredBlock, ConfiguredResource } from '../resource.ts'
import { blocksAt } from '../value-blocks.ts'
import { entry } from './switches.ts'

const REFERENCE = 'customer_managed_policy_reference'
const BOUNDARY = 'permissions_boundary'

/**
 * What permission sets have beside a policy of their own and policies that AWS manages (identities.ts): policies that
 * are looked up by name in every account that the set is assigned in, and a boundary.
 * Source: the resources' pages in the AWS provider's documentation.
 */
export const PERMISSION_SET_ADAPTERS: readonly ResourceAdapter[] = [
  {
    type: 'aws_ssoadmin_customer_managed_policy_attachment',
    nouns: ['permission-set-attachments'],
    reads: ['permission_set_arn', 'instance_arn', REFERENCE],
    documents: [],
    held: (resource) => [
      heldReach(resource, holderOf(resource, 'attachments'), 'exposure', () =>
        resource.blocks(REFERENCE).map((block) => namedEntry(resource, block)),
      ),
    ],
  },
  {
    type: 'aws_ssoadmin_permissions_boundary_attachment',
    nouns: ['permission-set-boundary', LINK_NOUNS.ofHolder, LINK_NOUNS.toPolicy],
    reads: ['permission_set_arn', 'instance_arn', BOUNDARY],
    documents: [],
    held: (resource) => {
      const entries = () => resource.blocks(BOUNDARY).map((block) => boundaryEntry(resource, block))
      const also = () => entries().flatMap(({ link }) => (link === undefined ? [] : linkNames(link)))
      return [heldReach(resource, holderOf(resource, 'boundary'), 'guardrail', entries, false, also)]
    },
  },
]

function holderOf(resource: ConfiguredResource, what: 'attachments' | 'boundary'): string {
  return `permission-set-${what}:${resource.account}${setName(resource)}`
}

function setName(resource: ConfiguredResource): string {
  return holderName(resource.written('permission_set_arn') ?? resource.attribute('permission_set_arn'))
}

function namedEntry(resource: ConfiguredResource, block: ConfiguredBlock): ReachEntry {
  const spans = [...(valueIn(block, 'name')?.spans ?? []), resource.header]
  return entry([names('the attached policy'), policyOf(resource, block)], presenceOf(resource, block), spans)
}

/** The policy of that name and path, whatever it says in each account. */
function policyOf(resource: ConfiguredResource, block: ConfiguredBlock): ReachFacet {
  const name = valueIn(block, 'name')
  const path = plainText(block.written('path') ?? textOf('/', []))
  const text = name === undefined ? undefined : plainText(name)
  if (text !== undefined && path !== undefined) return names(`${path}${text}`)
  if (name === undefined) return symbolFacet(wholeOf(resource, REFERENCE, block))
  const items = [name, block.written('path') ?? textOf('/', name.spans)]
  return symbolFacet({ kind: 'list', collection: 'tuple', items, spans: name.spans })
}

function boundaryEntry(resource: ConfiguredResource, block: ConfiguredBlock): ReachEntry {
  const managed = valueIn(block, 'managed_policy_arn')
  const text = managed === undefined ? undefined : plainText(managed)
  const [reference] = block.unread === undefined ? blocksAt(block, REFERENCE) : []
  const named = reference === undefined ? undefined : policyOf(resource, reference)
  const limiting = managed === undefined ? named : text === undefined ? symbolFacet(managed) : names(text)
  const policy = limiting ?? symbolFacet(wholeOf(resource, BOUNDARY, block))
  const spans = [...(managed?.spans ?? []), resource.header]
  const limit = entry([names('the permissions boundary'), policy], presenceOf(resource, block), spans)
  return managed === undefined ? limit : { ...limit, link: linkTo(resource, managed) }
}

function linkTo(resource: ConfiguredResource, policy: Value): Link {
  return { gives: 'boundary', holder: `permission-set:${resource.place}${setName(resource)}`, to: policyName(policy) }
}

function valueIn({ unread, written }: ConfiguredBlock, name: string): Value | undefined {
  return unread === undefined ? written(name) : undefined
}

/** What is not one name: equal only to the same. */
function wholeOf(resource: ConfiguredResource, type: string, { unread }: ConfiguredBlock): Value {
  return unread === undefined ? resource.attribute(type) : unknownOf(unread, [unread.span])
}

function presenceOf({ presence }: ConfiguredResource, block: ConfiguredBlock): ReachEntry['presence'] {
  return [...presence, ...block.presence]
}

function names(...values: readonly string[]): ReachFacet {
  return { kind: 'names', values }
}
