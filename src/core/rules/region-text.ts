import type { GrantedRegion, RevokedRegion } from '../difference/difference.ts'
import { boundedText, quotedText } from '../text/quoted-text.ts'
import { accessLevelsOf } from './access-levels.ts'

/** What became possible, as sentences: who may do what on what and when, and what of it was possible before. */
export function regionSentence(region: GrantedRegion): string {
  if (region.isUnmet) return `No longer denied: ${accessText(region)}. None of these policies allows it; others may.`
  if (isLimit(region))
    return `Newly within the limit: ${accessText(region)}. It was outside of it before.${noteText(region)}`
  const head =
    region.extent === 'new' || region.origin === 'no-longer-denied' ? 'Newly possible' : 'Possible in more cases'
  return `${head}: ${accessText(region)}. ${BEFORE[region.origin][region.extent]}${escalationText(region)}${noteText(region)}`
}

/** What whoever holds it can come to by it. */
function escalationText({ escalations = [] }: GrantedRegion): string {
  if (escalations.length === 0) return ''
  const more = escalations.length - MAX_PATHS
  const first = escalations.slice(0, MAX_PATHS).join('; ')
  return ` This raises its own permissions: ${first}${more > 0 ? `; and ${more} more ways` : ''}.`
}

const MAX_PATHS = 3

/** What else there is to say, as a sentence with a blank before it. */
export function noteText({ note }: Pick<GrantedRegion, 'note'>): string {
  return note === undefined ? '' : ` Note: ${boundedText(note)}.`
}

/** A boundary or a control policy grants nothing itself: more within it is a ceiling that is raised. */
function isLimit({ policyKind, origin }: GrantedRegion): boolean {
  return origin === 'allowed' && ['boundary', 'session', 'scp', 'rcp'].includes(policyKind)
}

const BEFORE = {
  allowed: {
    new: 'This was not allowed before.',
    widened: 'The action was allowed before, but not in all of these cases.',
  },
  'no-longer-denied': { new: 'This was denied before.', widened: 'This was denied before.' },
} as const

/** Who may do what on what and when: part of a sentence. */
export function accessText(region: GrantedRegion | RevokedRegion): string {
  const who = principalsText(region.principals, holderOf(region))
  const on = region.resources.length === 0 ? '' : ` on ${listed(region.resources, '')}`
  const when = region.conditions.length === 0 ? 'with no condition' : `where ${listed(region.conditions, '')}`
  return `${actionsText(region.actions)}${on}, by ${who}, ${when}`
}

/** `s3:GetObject (read), s3:Put* (write, tagging)`: each with its access levels, where they say something. */
function actionsText(actions: readonly string[]): string {
  return listed(actions, ABSENT.actions, (action) => {
    const levels = accessLevelsOf([action])
    return levels.includes('unknown') ? '' : ` (${levels.join(', ')})`
  })
}

export const MAX_LISTED = 5

/** `a, b, c and 4 more`, each with what `suffix` says of it; `none` where there is nothing to list. */
export function listed(texts: readonly string[], none: string, suffix: (text: string) => string = () => ''): string {
  if (texts.length === 0) return none
  const first = texts.slice(0, MAX_LISTED).map((text) => `${quotedText(text)}${suffix(text)}`)
  const more = texts.length - first.length
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', ')
}

/** What an empty list means: a trust policy has no resource, an identity policy no principal. */
export const ABSENT = {
  actions: 'any action',
  resources: 'the role',
  principals: 'whoever holds the policy',
  conditions: 'no condition',
} as const

/** `*` stands for everyone, whoever is named beside it. */
export function principalsText(principals: readonly string[], none: string): string {
  return principals.includes('*') ? 'anyone (*)' : listed(principals, none)
}

/** An identity policy names no principal: it is whoever the policy is attached to. */
export function holderOf({ address }: Pick<GrantedRegion, 'address'>): string {
  return `whoever holds ${quotedText(address)}`
}
