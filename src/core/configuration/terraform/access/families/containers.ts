import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import type { Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import type { ResourceAdapter } from '../adapter.ts'
import { heldReach } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import { nameFacet, symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { encodedIn } from '../telling-texts.ts'
import { EVERY, entry } from './switches.ts'

/** Types that say in JSON which containers run. Source: the resources' pages in the AWS provider's documentation. */
const TABLE: readonly (readonly [type: string, argument: string])[] = [
  ['aws_ecs_task_definition', 'container_definitions'],
  ['aws_batch_job_definition', 'container_properties'],
]

/** Containers with the rights of the machine that they run on. */
export const CONTAINER_ADAPTERS: readonly ResourceAdapter[] = TABLE.map(([type, argument]) => ({
  type,
  nouns: [],
  reads: [`${argument}.privileged`],
  documents: [],
  held: (resource) => [
    heldReach(resource, `address:${resource.identity}`, 'exposure', () => privilegedEntries(resource, argument), true),
  ],
}))

const SAYS: ReachFacet = { kind: 'names', values: ['root on its host for the container'] }

/** What is not JSON, or not known as a whole, says nothing here: what of it speaks of access is undecided elsewhere. */
function privilegedEntries(resource: ConfiguredResource, argument: string): readonly ReachEntry[] {
  return itemsOf(resource.written(argument), resource.presence).flatMap(({ value, presence }) =>
    containersIn(value).flatMap((container): readonly ReachEntry[] => {
      const privileged = container.get('privileged')?.value
      const text = privileged === undefined ? 'false' : plainText(privileged)
      if (privileged === undefined || (text !== undefined && text !== 'true')) return []
      const name = container.get('name')?.value
      const of = name === undefined ? EVERY : nameFacet([name])
      const unknown = text === undefined ? [symbolOf(privileged)] : []
      return [entry([SAYS, of], [...presence, ...unknown], [...privileged.spans, resource.header])]
    }),
  )
}

type Container = (Value & { readonly kind: 'map' })['entries']

function containersIn(value: Value): readonly Container[] {
  const said = value.kind === 'text' ? encodedIn(value) : value
  if (said?.kind === 'map') return [said.entries]
  return said?.kind === 'list' ? said.items.flatMap(containersIn) : []
}
