import type { ReachEntry } from '../../../../authorization/reach.ts'
import type { UnknownSymbol, Value } from '../../../../value/value.ts'
import { waysOf } from '../../rounds.ts'
import { plainText } from '../../text.ts'
import { symbolsOf } from '../../unknown.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach } from '../held-reach.ts'
import { symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { PLAIN } from '../shown/shown-reach.ts'
import { entry, switchAdapters } from './switches.ts'

const TYPE = 'aws_ssm_parameter'

/**
 * Parameters whose value is plain text, for whoever may read them, by any key or none. Source: "AWS Systems Manager
 * Parameter Store", AWS Systems Manager User Guide.
 */
export const PLAIN_PARAMETER_ADAPTERS: readonly ResourceAdapter[] = [
  ...switchAdapters([
    {
      type: TYPE,
      argument: 'type',
      effect: 'guardrail',
      on: ['SecureString'],
      absent: 'String',
      says: 'encryption of the value',
    },
  ]),
  // What else its value says is looked at like any text.
  { type: TYPE, nouns: ['address'], reads: ['type'], documents: [], held: heldByParameter },
]

function heldByParameter(resource: ConfiguredResource): readonly HeldAccess[] {
  const entries = () =>
    ['value', 'insecure_value', 'value_wo'].flatMap((argument) => {
      const value = resource.written(argument)
      return value === undefined ? [] : secretsIn(resource, value)
    })
  return [heldReach(resource, `address:${resource.identity}`, 'exposure', entries, true)]
}

function secretsIn(resource: ConfiguredResource, value: Value): readonly ReachEntry[] {
  const type = resource.written('type')
  const text = type === undefined ? 'String' : plainText(type)
  if (text === 'SecureString') return []
  const conditions: readonly UnknownSymbol[] = type === undefined || text !== undefined ? [] : [symbolOf(type)]
  return waysOf(value).flatMap((way) =>
    symbolsOf(way.value)
      .filter((symbol) => resource.isSecret?.(symbol) === true)
      .map(({ address }) =>
        entry(
          [
            { kind: 'names', values: [PLAIN] },
            { kind: 'names', values: [address] },
          ],
          [...resource.presence, ...conditions, ...way.conditions],
          [...value.spans, resource.header],
        ),
      ),
  )
}
