import type { OpaqueAccess } from '../../../authorization/access.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { speaksOfAccess } from '../access/access-words.ts'
import { adaptersOf, readArguments } from '../access/adapters.ts'
import { listed, NEUTRAL_ARGUMENTS, tellingPart, texts } from '../access/opaque.ts'
import type { ConfiguredResource } from '../access/resource.ts'
import { quietPaths } from '../access/telling-types.ts'
import { pathsWithin, unreadPart } from '../access/unread-part.ts'
import { isEmpty } from './governed-arguments.ts'
import type { PlannedObject } from './planned-object.ts'
import { providerPlace } from './planned-resource.ts'

/** What looks like access in a configured resource and is not analysed, with the arguments that do; undefined where nothing does. */
export function plannedOpaque(
  object: PlannedObject,
  resource: ConfiguredResource,
): { readonly opaque: OpaqueAccess; readonly names: readonly string[] } | undefined {
  const telling = tellingArguments(object, resource)
  if (telling.size === 0) return undefined
  const { type, address, identity, span } = resource
  const names = [...telling.keys()]
  const reason = `${type} is not analysed${adaptersOf(type).length === 0 ? ' yet' : ' as far as this goes'}; ${listed(names)} may give access`
  const fingerprint = digestOf('planned', type, providerPlace(object), ...texts(telling))
  return { opaque: { key: identity, address, fingerprint, reason, span }, names }
}

/** As for a resource of a module: what speaks of access and nothing else reads. */
function tellingArguments({ values }: PlannedObject, resource: ConfiguredResource): ReadonlyMap<string, Value> {
  const handled = readArguments(resource)
  const isAccess = handled === undefined && speaksOfAccess(resource.type)
  const found = new Map<string, Value>()
  for (const name of values.entries.keys()) {
    if (handled?.includes(name) === true || NEUTRAL_ARGUMENTS.has(name)) continue
    const written = resource.written(name)
    if (written === undefined || isEmpty(written)) continue
    const read = pathsWithin(name, [...(handled ?? []), ...quietPaths(resource.type)])
    const value = unreadPart(written, read)
    const told = value && (isAccess ? value : tellingPart(resource.type, name, value, read))
    if (told !== undefined) found.set(name, told)
  }
  return found
}
