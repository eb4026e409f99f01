import { findAction } from '../authorization/aws/catalogue/catalogue.ts'
import { ESCALATION_PATHS, type EscalationPath } from '../authorization/aws/escalation-paths.ts'
import { matchText } from '../authorization/aws/match.ts'
import { type PatternOptions, parsePattern } from '../authorization/aws/pattern.ts'
import type { PatternClause, ReadStatement } from '../authorization/aws/policy.ts'
import { displayText, textOf } from '../value/value.ts'
import type { AccessDifference, GrantedRegion } from './difference.ts'
import type { PolicySet } from './policy-set.ts'

/**
 * Adds to each region which ways of raising one's own permissions it completes: it grants one of the actions, and
 * the holder has all others of the way, by this change or before. Where everything is granted there is nothing to raise.
 */
export function withEscalations(difference: AccessDifference, head: PolicySet): AccessDifference {
  if (head.kind !== 'identity' || difference.granted.length === 0) return difference
  const isAllowed = allowedActions(head)
  return { ...difference, granted: difference.granted.map((region) => withPaths(region, isAllowed)) }
}

type Test = (action: string) => boolean

function withPaths(region: GrantedRegion, isAllowed: Test): GrantedRegion {
  const { origin, actions, resources } = region
  if (origin !== 'allowed' || actions.some(isEverything) || resources.every(isOwn)) return region
  const patterns = actions.map(shownPattern)
  const isGranted = (action: string) =>
    patterns.some((test) => test(action)) && resources.some((resource) => mayActOn(action, resource))
  const completed = ESCALATION_PATHS.filter((path) => path.actions.some(isGranted) && path.actions.every(isAllowed))
  return completed.length === 0 ? region : { ...region, escalations: completed.map(pathText) }
}

function isEverything(action: string): boolean {
  return ['*', '*:*', 'iam:*'].includes(action.toLowerCase())
}

/** The caller's own user: what it does to that raises nothing. */
function isOwn(resource: string): boolean {
  return resource.includes(OWN_USER)
}

/** A variable of policies: the name of the caller. */
const OWN_USER = '${aws:username}'

/** An action as a region shows it; what it says in words excludes some and may be any other. */
function shownPattern(shown: string): Test {
  if (/\s|\$\{/.test(shown)) return () => true
  const pattern = parsePattern(textOf(shown, []), ACTION)
  return (action) => matchText(pattern, action, () => undefined) === 'yes'
}

const ACTION: PatternOptions = { reading: 'glob', version: '2012-10-17', ignoreCase: true, variables: false }

/** Whether some Allow has an action, and no Deny keeps it out altogether. */
function allowedActions({ documents }: PolicySet): Test {
  const statements = documents.flatMap((document) => document.statements).filter((each) => each.kind === 'statement')
  const allows = statements.filter(({ effect }) => effect === 'Allow')
  const denies = statements.filter(isWholeDeny)
  const known = new Map<string, boolean>()
  return (action) => {
    const isAbout = (each: ReadStatement) => isNamed(each.action, action)
    const reaches = ({ resource }: ReadStatement) => resource?.negated !== false || actsOnOne(action, resource)
    const answer = known.get(action) ?? (allows.some((each) => isAbout(each) && reaches(each)) && !denies.some(isAbout))
    known.set(action, answer)
    return answer
  }
}

function isWholeDeny({ effect, resource, conditions }: ReadStatement): boolean {
  if (effect !== 'Deny' || conditions.length > 0 || resource?.negated !== false) return false
  return resource.patterns.some(({ parts: [first, ...others] }) => {
    return others.length === 0 && first?.kind === 'literal' && first.text === '*'
  })
}

function isNamed({ negated, patterns }: PatternClause, action: string): boolean {
  const isIn = patterns.some((text) => matchText(parsePattern(text, ACTION), action, () => undefined) === 'yes')
  return isIn !== negated
}

function actsOnOne(action: string, { patterns }: PatternClause): boolean {
  return patterns.some((pattern) => mayActOn(action, displayText(pattern)))
}

/** Whether an action acts on resources of the service that a pattern names: `iam:PassRole` never on a bucket. */
function mayActOn(action: string, pattern: string): boolean {
  const service = pattern.startsWith('arn:') ? (pattern.split(':')[2] ?? '*') : '*'
  if (/[*?$]/.test(service)) return true
  const formats = findAction(action)?.formats ?? []
  const services = formats.map((format) => format.split(':')[2])
  // Where an action puts its output is nothing that it raises permissions by.
  return service !== 's3' && (services.includes(service) || action.startsWith(`${service}:`))
}

/** For people: `iam:PassRole and lambda:CreateFunction: it can …`. */
function pathText({ actions, says }: EscalationPath): string {
  const last = actions.at(-1) ?? ''
  const listed = actions.length === 1 ? last : `${actions.slice(0, -1).join(', ')} and ${last}`
  return `with ${listed} it can ${says}`
}
