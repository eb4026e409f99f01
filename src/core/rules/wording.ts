import type { AccessRequest, PolicyKind } from '../authorization/access.ts'
import type { GrantedRegion } from '../difference/difference.ts'
import { visibleText } from '../text/visible-text.ts'
import type { Fact, GrantedFact } from './fact.ts'
import type { Placeholder } from './template.ts'

/** What a template's placeholder says about a fact: one line, bounded, with nothing in it that a reader cannot see. */
export function placeholderText(fact: Fact, name: Placeholder): string {
  switch (name) {
    case 'address':
      return shown(fact.address)
    case 'file':
      return shown(fact.location.file)
    case 'policyKind':
      return fact.kind === 'granted' ? KIND_NAMES[fact.regions[0].policyKind] : 'policy'
    case 'tools':
      return listed(fact.kind === 'authorship' ? fact.tools : [], 'an AI tool')
    case 'reason':
      return shown(reasonOf(fact))
    case 'detail':
      return shown(fact.kind === 'governance' ? fact.detail : reasonOf(fact))
    default:
      return fact.kind === 'granted' ? regionText(fact, name) : ''
  }
}

/** What is newly possible, in whole sentences, with the request that proves it. */
export function grantedText(fact: GrantedFact): string {
  const regions = fact.regions.slice(0, MAX_REGIONS).map(regionSentence)
  const more = fact.regions.length - regions.length
  const rest = more > 0 ? [`… and ${more} more ${more === 1 ? 'set' : 'sets'} of requests.`] : []
  return [...regions, ...rest, witnessSentence(fact.regions[0].witness)].join('\n')
}

/** A request in words, for people. */
export function requestText(request: AccessRequest): string {
  const { principal, action, resource } = request
  const who = principal === undefined ? 'whoever holds the policy' : `${shown(principal.type)} ${shown(principal.id)}`
  const what = resource === '' ? '' : ` on ${shown(resource)}`
  const context = Object.entries(request.context)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${shown(key)} = ${typeof value === 'string' ? shown(value) : listed(value, 'nothing')}`)
  const more = context.length - MAX_LISTED
  const circumstances = [...context.slice(0, MAX_LISTED), ...(more > 0 ? [`… ${more} more`] : [])]
  return `${who} does ${shown(action)}${what}${circumstances.length === 0 ? '' : `, with ${circumstances.join(', ')}`}`
}

/** `a, b, c and 4 more`; `none` where there is nothing to list. */
export function listed(texts: readonly string[], none: string): string {
  if (texts.length === 0) return none
  const first = texts.slice(0, MAX_LISTED).map(shown)
  const more = texts.length - first.length
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', ')
}

const MAX_LISTED = 5
const MAX_REGIONS = 5
const MAX_SHOWN = 300

const KIND_NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: 'identity policy',
  resource: 'resource policy',
  trust: 'trust policy',
  boundary: 'permissions boundary',
  scp: 'service control policy',
}

/** One value on one line, bounded: a very long one keeps its start and its end. */
function shown(text: string): string {
  const visible = visibleText(text)
  return visible.length <= MAX_SHOWN ? visible : `${visible.slice(0, 200)}…${visible.slice(-80)}`
}

function reasonOf(fact: Fact): string {
  switch (fact.kind) {
    case 'undecided':
      return fact.region.reason
    case 'malformed':
      return `${fact.diagnostic.summary}. ${fact.diagnostic.detail}`
    case 'governance':
      return fact.detail
    case 'granted':
    case 'authorship':
      return ''
  }
}

function regionText(fact: GrantedFact, name: 'actions' | 'resources' | 'principals' | 'conditions'): string {
  const texts = [...new Set(fact.regions.flatMap((region) => region[name]))]
  return listed(texts, ABSENT[name])
}

/** What an empty list means: a trust policy has no resource, an identity policy no principal. */
const ABSENT = {
  actions: 'any action',
  resources: 'the role',
  principals: 'whoever holds the policy',
  conditions: 'no condition',
} as const

function regionSentence(region: GrantedRegion): string {
  const who = listed(region.principals, ABSENT.principals)
  const actions = listed(region.actions, ABSENT.actions)
  const on = region.resources.length === 0 ? '' : ` on ${listed(region.resources, '')}`
  const when = region.conditions.length === 0 ? 'with no condition' : `where ${listed(region.conditions, '')}`
  const before = region.origin === 'allowed' ? 'was not allowed before' : 'was denied before'
  const note = region.note === undefined ? '' : ` Note: ${shown(region.note)}.`
  return `Newly possible: ${actions}${on}, by ${who}, ${when}. This ${before}.${note}`
}

function witnessSentence(witness: AccessRequest): string {
  return `For example: ${requestText(witness)}. The base denies this request and the head allows it.`
}
