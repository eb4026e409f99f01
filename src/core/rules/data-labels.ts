import type { GrantedRegion } from '../difference/difference.ts'
import type { Fact } from './fact.ts'
import { reachKindOf } from './reach-text.ts'
import { isEverything, mayActOn } from './reached-resource.ts'
import { regionsOf } from './regions-of.ts'
import { readTagPattern, type TagPattern, taggedWith } from './tag-pattern.ts'
import { matchesWildcard } from './wildcard.ts'
import { wildcardsMeet } from './wildcards-meet.ts'

/** Data that an administrator gave a name, and what holds it. */
export interface DataClass {
  readonly label: string
  /** ARNs, tags (`tag:data=personal`) or names of resources; `*` and `?` as in policies. */
  readonly patterns: readonly string[]
}

/** Data that a fact reaches, or may reach, and by which of its resources. */
export interface ReachedData {
  readonly label: string
  readonly resource: string
  /** The tags of the resource, or whether it is reached, are not known for certain. */
  readonly isUncertain?: true
}

/**
 * The labelled data that a fact comes to reach, each label once.
 * - A pattern of an ARN is reached where a resource of the region may be it, by an action of its service.
 * - Any other pattern is reached where it is a resource, an address or a part of one (`customers` of
 *   `arn:aws:s3:::customers/*`), and by reading or changing every resource there is.
 * - A pattern of tags is reached where a resource that has them, or may, at base or at head, is one that the policy
 *   stands on, that it refers to, or whose ARN it names or covers.
 *
 * What takes too long to compare is reached: what is not known is never left out.
 */
export function dataReached(fact: Fact, classes: readonly DataClass[]): readonly ReachedData[] {
  if (classes.length === 0) return []
  const regions = regionsOf(fact)
  const steps = { left: MAX_STEPS }
  return classes.flatMap(({ label, patterns }) => {
    const resource = firstOf(regions, (region) =>
      firstOf(patterns.filter(isNoTag), (pattern) => reachedBy(region, pattern.toLowerCase(), steps)),
    )
    if (resource !== undefined) return [{ label, resource }]
    const tags = patterns.flatMap((pattern) => readTagPattern(pattern) ?? [])
    const reached = reachedByTags(regions, tags)
    return reached === undefined ? [] : [{ label, ...reached }]
  })
}

/** Whether some data is known by tags. */
export function asksForTags(classes: readonly DataClass[]): boolean {
  return classes.some(({ patterns }) => !patterns.every(isNoTag))
}

function isNoTag(pattern: string): boolean {
  return readTagPattern(pattern) === undefined
}

/** The resource with the tags by which labelled data is reached: one that is certain goes before the others. */
function reachedByTags(
  regions: readonly GrantedRegion[],
  patterns: readonly TagPattern[],
): Omit<ReachedData, 'label'> | undefined {
  const found = regions.flatMap(({ tags }) =>
    tags === undefined ? [] : patterns.flatMap((pattern) => taggedWith(tags, pattern) ?? []),
  )
  const first = found.find(({ isCertain }) => isCertain) ?? found[0]
  if (first === undefined) return undefined
  return first.isCertain ? { resource: first.resource } : { resource: first.resource, isUncertain: true }
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
