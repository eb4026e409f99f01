import type { GrantedRegion } from '../difference/difference.ts'
import { accessLevelsOf } from './access-levels.ts'
import type { Fact } from './fact.ts'
import { reachKindOf } from './reach-text.ts'
import { regionsOf } from './regions-of.ts'
import { matchesWildcard } from './wildcard.ts'
import { wildcardsMeet } from './wildcards-meet.ts'

/** Data that an administrator gave a name, and what holds it. */
export interface DataClass {
  readonly label: string
  /** ARNs, or names of resources; `*` and `?` as in policies. */
  readonly patterns: readonly string[]
}

/** Data that a fact reaches, or may reach, and by which of its resources. */
export interface ReachedData {
  readonly label: string
  readonly resource: string
}

/**
 * The labelled data that a fact comes to reach, each label once.
 * - A pattern of an ARN is reached where a resource of the region may be it, by an action of its service.
 * - Any other pattern is reached where it is a resource, an address or a part of one (`customers` of
 *   `arn:aws:s3:::customers/*`), and by reading or changing every resource there is.
 *
 * What takes too long to compare is reached: what is not known is never left out.
 */
export function dataReached(fact: Fact, classes: readonly DataClass[]): readonly ReachedData[] {
  if (classes.length === 0) return []
  const regions = regionsOf(fact)
  const steps = { left: MAX_STEPS }
  return classes.flatMap(({ label, patterns }) => {
    const resource = firstOf(regions, (region) =>
      firstOf(patterns, (pattern) => reachedBy(region, pattern.toLowerCase(), steps)),
    )
    return resource === undefined ? [] : [{ label, resource }]
  })
}

/** Characters of patterns held against each other for one fact: some milliseconds. */
const MAX_STEPS = 2_000_000

interface Steps {
  left: number
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** The resource of a region by which a pattern is reached, or undefined. */
function reachedBy(region: GrantedRegion, pattern: string, steps: Steps): string | undefined {
  const isArn = pattern.startsWith('arn:')
  const isReach = reachKindOf(region) !== undefined
  if (isArn && !isReach && !region.actions.some((action) => mayActOn(action, pattern))) return undefined
  const named = isReach
    ? [region.address, ...region.resources, ...region.principals]
    : [region.address, ...region.resources]
  return firstOf(named, (resource) => {
    const text = resource.toLowerCase()
    steps.left -= text.length * pattern.length
    if (steps.left < 0) return resource
    return (isArn ? maybeIs(text, pattern) : isNamed(text, pattern) || isEverything(text, region))
      ? resource
      : undefined
  })
}

/** Whether an action may be of the service of an ARN: what is partly unknown, or excludes, may be of any. */
function mayActOn(action: string, arn: string): boolean {
  const service = /^([\w*?-]+):[\w*?-]*$/.exec(action.toLowerCase())?.[1]
  return service === undefined || wildcardsMeet(service, arn.split(':')[2] ?? '*')
}

function maybeIs(resource: string, arn: string): boolean {
  if (resource.startsWith('everything except')) return true
  return wildcardsMeet(resource.replaceAll(/\$\{[^}]*\}/g, '*'), arn)
}

function isNamed(resource: string, pattern: string): boolean {
  return (
    matchesWildcard(resource, pattern) ||
    resource.split(/[:/.${}[\]"\s]+/).some((part) => matchesWildcard(part, pattern))
  )
}

/** Listing and tagging everything reaches no data. */
function isEverything(resource: string, { actions }: GrantedRegion): boolean {
  if (resource !== '*' && !resource.startsWith('everything except')) return false
  return accessLevelsOf(actions).some((level) => level !== 'list' && level !== 'tagging')
}
