import {
  byKind,
  type ConfiguredAccess,
  type ConfiguredGrant,
  type OpaqueAccess,
} from '../../../authorization/access.ts'
import { accessOf as accessOfResource, readArguments } from '../access/adapters.ts'
import { type Governed, governedArguments } from './governed-arguments.ts'
import { isUnsettled, type PlannedObject, plannedSides } from './planned-object.ts'
import { plannedOpaque } from './planned-opaque.ts'
import { plannedResource } from './planned-resource.ts'
import type { Plan } from './read-plan.ts'

/** What plans say of access. */
export interface PlannedAccess {
  readonly base: ConfiguredAccess
  readonly head: ConfiguredAccess
  /** Addresses of which a plan knows what grants access, or whom it belongs to, only after apply. */
  readonly unsettled: ReadonlySet<string>
  /** The address of the instance that an element of a policy comes from, by its span's file. */
  readonly addressOf: (file: string) => string | undefined
}

/**
 * The access of the world as base's plan would leave it, or, without one, as head's plan found it; and as head's plan
 * would leave it.
 */
export function plannedAccess(base: Plan | undefined, head: Plan): PlannedAccess {
  const plans = base === undefined ? [head] : [base, head]
  const governed = governedArguments(plans)
  const sides = plannedSides(base, head)
  const known = new Set(sides.base.map(({ identity }) => identity))
  const before = sides.base.map((object) => accessOf(object, governed, known))
  const after = sides.head.map((object) => accessOf(object, governed, known))
  const addresses = new Map([...sides.base, ...sides.head].map(({ change }) => [change.span.file, change.address]))
  return {
    base: joined(before),
    head: joined(after),
    unsettled: new Set([...before, ...after].filter((each) => each.isUnsettled).map((each) => each.address)),
    addressOf: (file) => addresses.get(file),
  }
}

interface ObjectAccess {
  readonly address: string
  readonly grants: readonly ConfiguredGrant[]
  readonly opaque: readonly OpaqueAccess[]
  readonly isUnsettled: boolean
}

function accessOf(object: PlannedObject, governed: Governed, known: ReadonlySet<string>): ObjectAccess {
  const resource = plannedResource(object, governed, known)
  const opaque = governed.isConfigured(resource.address) ? plannedOpaque(object, resource) : undefined
  const grants = accessOfResource(resource)
  const names = [...(opaque?.names ?? []), ...(grants.some(saysAnything) ? (readArguments(resource) ?? []) : [])]
  return {
    address: resource.address,
    grants,
    opaque: opaque === undefined ? [] : [opaque.opaque],
    isUnsettled: names.some((name) => isUnsettled(object, name)),
  }
}

/** A bucket without an ACL has nothing that could be known only after apply. */
function saysAnything(grant: ConfiguredGrant): boolean {
  return 'document' in grant || grant.reach.entries.length > 0
}

function joined(all: readonly ObjectAccess[]): ConfiguredAccess {
  return {
    ...byKind(all.flatMap((each) => each.grants)),
    opaque: all.flatMap((each) => each.opaque),
    diagnostics: [],
  }
}
