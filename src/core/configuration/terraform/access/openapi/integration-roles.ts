import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { NOWHERE } from '../../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../../value/fingerprint.ts'
import { knownText, type MapValue, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import { memberOf } from '../../json-members.ts'
import { unknownOf } from '../../unknown.ts'
import { deepWays } from '../deep-ways.ts'
import { entry } from '../families/switches.ts'
import { nameFacet } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { type ApiCall, EVERY_CALL } from './api-call.ts'
import { followed } from './open-document.ts'
import type { ApiOperation } from './operations.ts'
import { authorizerOf, schemesOf } from './security.ts'

const ROLE: ReachFacet = { kind: 'names', values: ['acting with the role'] }

/**
 * With which roles an API acts for whoever calls it, and on what. Source: "x-amazon-apigateway-integration object",
 * Amazon API Gateway Developer Guide.
 */
export function integrationRoles(
  resource: ConfiguredResource,
  root: MapValue,
  operations: readonly ApiOperation[],
): readonly ReachEntry[] {
  const ofCalls = operations.flatMap(({ operation, called, presence }) => {
    const written = operation?.entries.get('x-amazon-apigateway-integration')?.value
    if (written === undefined) return []
    const integration = followed(written, root) ?? unfollowed(written)
    return actingWith(resource, called, presence, [integration, 'credentials', 'uri'])
  })
  return [...ofCalls, ...authorizerRoles(resource, root)]
}

/** What stands in another document may act with any role. */
function unfollowed(written: Value): Value {
  const [span = NOWHERE] = written.spans
  const fingerprint = digestOf('integration elsewhere', fingerprintOf(written))
  return unknownOf({ address: 'the integration', fingerprint, reason: 'is not in the document' }, [span])
}

function authorizerRoles(resource: ConfiguredResource, root: MapValue): readonly ReachEntry[] {
  return schemesOf(root).flatMap((schemes) => {
    if (schemes?.kind !== 'map') return []
    return [...schemes.entries.values()].flatMap(({ value }) => {
      const role = authorizerOf(followed(value, root) ?? value, root)?.role
      return role === undefined ? [] : roleEntries(resource, EVERY_CALL, [], [role, undefined])
    })
  })
}

function actingWith(
  resource: ConfiguredResource,
  called: ApiCall['called'],
  presence: readonly UnknownSymbol[],
  [integration, role, target]: readonly [Value, string, string],
): readonly ReachEntry[] {
  return deepWays(integration).flatMap((way) => {
    const conditions = [...presence, ...way.conditions]
    // What is not read may act with any.
    if (way.value.kind === 'unknown') return roleEntries(resource, called, conditions, [way.value, undefined])
    const credentials = memberOf(way.value, role)
    if (credentials === undefined) return []
    return roleEntries(resource, called, conditions, [credentials, memberOf(way.value, target)])
  })
}

/** That calls act with a role, on a target where that is known. */
export function roleEntries(
  resource: ConfiguredResource,
  called: ApiCall['called'],
  presence: readonly UnknownSymbol[],
  [role, target]: readonly [Value, Value | undefined],
): readonly ReachEntry[] {
  if (role.kind === 'null' || isOfCaller(role)) return []
  const made = entry(
    [ROLE, nameFacet(target === undefined ? [role] : [role, target]), called],
    [...resource.presence, ...presence],
    [...role.spans, resource.header],
  )
  return [{ ...made, of: resource.address }]
}

/** Callers act with their own credentials. */
function isOfCaller(role: Value): boolean {
  return role.kind === 'text' && /^arn:aws[\w-]*:iam::\*:user\/\*$/.test(knownText(role) ?? '')
}
