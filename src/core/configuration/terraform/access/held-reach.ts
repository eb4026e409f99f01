import type { Reach, ReachKind } from '../../../authorization/reach.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'
import type { HeldAccess } from './adapter.ts'
import type { ConfiguredResource } from './resource.ts'

/** What a resource reaches, of one kind, as one holder's. It is worked out when it is read. */
export function heldReach(
  resource: ConfiguredResource,
  holder: string,
  kind: ReachKind,
  entries: () => Reach['entries'],
  isSubject = false,
  also?: HeldAccess['also'],
): HeldAccess {
  const { address, span, calls } = resource
  const read: HeldAccess['read'] = () => {
    const reach = { entries: entries(), isSubject, span }
    return [{ holder, kind, address, reach, span, ...(calls.length === 0 ? {} : { calls }) }]
  }
  return { holder, read, ...(also === undefined ? {} : { also }) }
}

/** What tells a holder apart: its name where that is known, else what determines it. */
export function holderName(value: Value): string {
  return plainText(value) ?? `#${fingerprintOf(value)}`
}
