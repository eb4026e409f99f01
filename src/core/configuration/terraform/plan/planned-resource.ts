import { digestOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import type { ConfiguredResource } from '../access/resource.ts'
import { valueBlocks } from '../access/value-blocks.ts'
import { defaultProvider } from '../provider.ts'
import { unknownOf } from '../unknown.ts'
import type { Governed } from './governed-arguments.ts'
import { withoutInstanceKeys } from './planned-change.ts'
import { type PlannedObject, plannedValue } from './planned-object.ts'

/** A resource as a plan tells of it. One plan is one root module. */
export function plannedResource(
  object: PlannedObject,
  governed: Governed,
  before: ReadonlySet<string>,
): ConfiguredResource {
  const { change, identity, side } = object
  const { span } = change
  const written = (name: string): Value | undefined => {
    const value = governed.argument(change.address, name) ? plannedValue(object, name) : undefined
    return value?.kind === 'null' ? undefined : value
  }
  return {
    type: change.type,
    address: change.address,
    identity: `plan/${identity}`,
    place: `plan/${providerPlace(object)}`,
    account: `plan/${providerPlace(object)}`,
    presence: [],
    span,
    header: span,
    calls: [],
    isNew: side === 'head' && !before.has(identity),
    written,
    attribute: (name) => plannedValue(object, name) ?? untold(object, name),
    blocks: (type) => valueBlocks(written(type)),
    ignored: () => undefined,
    // What is wrong with a document is undecided in what is made of it.
    report: () => undefined,
  }
}

/** The provider's name where it is not the default one of the type, as a segment of a place. */
export function providerPlace({ plan, change }: PlannedObject): string {
  const provider = plan.configuration?.get(withoutInstanceKeys(change.address))?.provider ?? ''
  return provider === '' || provider === defaultProvider(change.type) ? '' : `${provider}/`
}

function untold({ change, identity, side }: PlannedObject, name: string): Value {
  const fingerprint = digestOf('untold', side, identity, name)
  return unknownOf({ address: `${change.address}.${name}`, fingerprint, reason: 'is not in the plan' }, [change.span])
}
