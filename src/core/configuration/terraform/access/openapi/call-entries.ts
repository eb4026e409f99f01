import type { OrderedRule, ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import type { UnknownSymbol } from '../../../../value/value.ts'
import { EVERY, entry } from '../families/switches.ts'
import type { ConfiguredResource } from '../resource.ts'
import { type ApiCall, type CallDemand, EVERY_CALL } from './api-call.ts'
import { EVERY_PATH } from './api-path.ts'

/** What calls of an API open, and what protects them. */
export interface CallEntries {
  readonly exposures: readonly ReachEntry[]
  readonly guardrails: readonly ReachEntry[]
}

type Resource = Pick<ConfiguredResource, 'address' | 'header' | 'presence'>

const OPEN = said('calls without a login')
const AUTHORIZER = said('the authorizer')
const SCOPE = said('a scope of the token')
const SETTINGS = said('the settings of the authorizer')
const KEY = said('a key for calls')

/**
 * What can be called without a login, and what asks for which one: of calls that a request may be, the first decides,
 * in the order in which API Gateway tries them. What is called by nothing needs no login, and what asks for none is told
 * as that. Source: "Routing API requests", Amazon API Gateway Developer Guide.
 */
export function callEntries(resource: Resource, calls: readonly ApiCall[]): CallEntries {
  const all = calls.map((call) => entriesOf(resource, call))
  const denials = distinct(all.flatMap((each) => each.denials))
  const nowhere = distinct(all.flatMap((each) => each.nowhere))
  const guardrails = [...all.flatMap((each) => each.guardrails), ...denials, ...nowhere, uncalled(resource)]
  return { exposures: [...all.flatMap((each) => each.exposures), ...denials], guardrails }
}

/** Nothing is lost where nothing can be called. */
function uncalled({ header }: Resource): ReachEntry {
  const rule = { number: numberOf(EVERY_PATH.rank, '*') + LAST, denies: false }
  return { ...entry([EVERY, EVERY, EVERY_CALL], [], [header]), rule, isNothing: true }
}

/** Each method of a path says of the path the same. */
function distinct(denials: readonly ReachEntry[]): readonly ReachEntry[] {
  const known = new Map(
    denials.map((each) => [
      JSON.stringify([each.rule, each.facets, each.presence.map((symbol) => symbol.fingerprint)]),
      each,
    ]),
  )
  return [...known.values()]
}

interface EntriesOfCall extends CallEntries {
  /** That it is this call, and not one that is tried later. */
  readonly denials: readonly ReachEntry[]
  /** What goes nowhere, because its path is taken. */
  readonly nowhere: readonly ReachEntry[]
}

function entriesOf(resource: Resource, call: ApiCall): EntriesOfCall {
  const { called, rank, spans, takesPath } = call
  const number = numberOf(rank, called.kind === 'calls' ? called.method : '*')
  const presence = [...resource.presence, ...call.presence, ...unreadIn(call)]
  const taking = (facet: ReachFacet, rule: OrderedRule): ReachEntry => {
    return { ...entry([EVERY, EVERY, facet], presence, [...spans, resource.header]), rule }
  }
  const path = takesPath && called.kind === 'calls' ? [{ ...called, method: '*', shown: called.path.join('/') }] : []
  const behind = numberOf(rank, '*')
  const denials = [
    taking(called, { number: number + DENIAL, denies: true }),
    ...path.map((facet) => taking(facet, { number: behind + PATH_DENIAL, denies: true })),
  ]
  const nowhere = path.map((facet): ReachEntry => {
    return { ...taking(facet, { number: behind + PATH_NOTHING, denies: false }), isNothing: true }
  })
  const rule = { number, denies: false }
  const told = call.demands.map((demand) => demandEntries(resource, call, demand))
  const ruled = (entries: readonly ReachEntry[]) => entries.map((each) => ({ ...each, rule, of: resource.address }))
  return {
    exposures: ruled(told.flatMap((each) => each.exposures)),
    guardrails: ruled(told.flatMap((each) => each.guardrails)),
    denials,
    nowhere,
  }
}

/** What is not read may be there, and take calls from others, or not. */
function unreadIn({ demands }: ApiCall): readonly UnknownSymbol[] {
  return demands.flatMap(({ login }) => (login.kind === 'unread' ? login.symbol : []))
}

const DENIAL = 1
const PATH_NOTHING = 2
const PATH_DENIAL = 3
const LAST = 4
const STEPS = 8

/** One method goes before any. */
function numberOf(rank: number, method: string): number {
  return (rank * 2 + (method === '*' ? 1 : 0)) * STEPS
}

function demandEntries(resource: Resource, { called, ...call }: ApiCall, demand: CallDemand): CallEntries {
  const { login, asksForKey } = demand
  const presence = [...resource.presence, ...call.presence, ...demand.presence]
  const spans = [...demand.spans, ...call.spans, resource.header]
  const made = (aspect: ReachFacet, scope: ReachFacet, conditions: readonly UnknownSymbol[] = []): ReachEntry =>
    entry([aspect, scope, called], [...presence, ...conditions], spans)
  const nothing = (aspect: ReachFacet): ReachEntry => ({ ...made(aspect, EVERY), isNothing: true })
  const keys = asksForKey === false ? [] : [made(KEY, EVERY, asksForKey === true ? [] : [asksForKey])]
  switch (login.kind) {
    case 'none': {
      const exposures = call.reachesNothing === true ? [] : [made(OPEN, EVERY)]
      return { exposures, guardrails: [nothing(OF_LOGINS), ...keys] }
    }
    case 'login': {
      const { by, scopes, settings } = login
      const asked = [
        ...(by === undefined ? [] : [made(AUTHORIZER, by)]),
        ...(scopes === undefined ? [] : [made(SCOPE, scopes)]),
        // No authorizer is asked where there is none: another login is told as that.
        settings === undefined ? nothing(SETTINGS) : made(SETTINGS, { kind: 'symbol', symbol: settings }),
      ]
      return { exposures: [], guardrails: [...asked, ...keys] }
    }
    // That calls may need no login says all that is lost with one.
    case 'unknown': {
      const { symbol } = login
      const asked = [made(AUTHORIZER, { kind: 'symbol', symbol }, [symbol]), nothing(OF_LOGINS)]
      return { exposures: [made(OPEN, EVERY, [symbol])], guardrails: [...asked, ...keys] }
    }
    case 'unread': {
      const { symbol } = login
      const any: ReachFacet = { kind: 'symbol', symbol }
      return { exposures: [made(any, any, [symbol])], guardrails: [made(any, any, [symbol]), nothing(EVERY)] }
    }
  }
}

/** What a call without a login has no need of. */
const OF_LOGINS: ReachFacet = {
  kind: 'names',
  values: [AUTHORIZER, SCOPE, SETTINGS].flatMap(({ values }) => values),
}

function said(text: string): ReachFacet & { readonly kind: 'names' } {
  return { kind: 'names', values: [text] }
}
