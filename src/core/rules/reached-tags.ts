import { arnPatterns, nameInArn } from '../authorization/aws/arn-forms.ts'
import type { ReachedTag, ReachedTags, TaggedResource, TaggedSide } from '../authorization/tagged.ts'
import type { GrantedRegion } from '../difference/difference.ts'
import { isEverything, mayActOn } from './reached-resource.ts'
import { wildcardsMeet } from './wildcards-meet.ts'

/** What comparisons may still cost, in characters of patterns held against each other; counted down. */
export interface TagSteps {
  left: number
}

/**
 * The tags of the resources that a region reaches: the one that its policy stands on, those that it refers to, and those
 * whose ARN it names or covers. Undefined where it reaches none that has any. What takes too long to compare is reached.
 */
export function reachedTags(
  region: GrantedRegion,
  sides: readonly TaggedSide[],
  steps: TagSteps,
): ReachedTags | undefined {
  const found = new Map<string, ReachedTag>()
  let open: string | undefined
  for (const side of sides) {
    for (const resource of side.tagged) {
      const reached = reachOf(resource, { region, spend: spending(steps) }, side)
      if (reached === 'no') continue
      if (resource.tags.isOpen || found.size > MAX_TAGS) open ??= resource.address
      if (found.size <= MAX_TAGS) addTags(found, resource, reached === 'yes')
    }
  }
  if (found.size === 0 && open === undefined) return undefined
  return { tags: [...found.values()], ...(open === undefined ? {} : { open }) }
}

/** The tags of either. */
export function joinedTags(one: ReachedTags | undefined, other: ReachedTags): ReachedTags {
  if (one === undefined) return other
  const open = one.open ?? other.open
  const tags = new Map([...other.tags, ...one.tags].map((tag) => [JSON.stringify([tag.key, tag.value ?? null]), tag]))
  for (const tag of other.tags) if (tag.isCertain) tags.set(JSON.stringify([tag.key, tag.value ?? null]), tag)
  return { tags: [...tags.values()], ...(open === undefined ? {} : { open }) }
}

/** Of one region; with more of them it may have any. */
const MAX_TAGS = 200

function addTags(found: Map<string, ReachedTag>, { address, tags }: TaggedResource, isCertain: boolean): void {
  for (const [key, value] of tags.known) {
    const name = JSON.stringify([key, value ?? null])
    if (found.get(name)?.isCertain === true) continue
    if (isCertain || !found.has(name))
      found.set(name, { key, resource: address, isCertain, ...(value === undefined ? {} : { value }) })
  }
}

function spending(steps: TagSteps): Asked['spend'] {
  return (cost) => {
    steps.left -= cost
    return steps.left >= 0
  }
}

interface Asked {
  readonly region: GrantedRegion
  /** Counts what a comparison costs; false where it is too much. */
  readonly spend: (cost: number) => boolean
}

type Answer = 'yes' | 'maybe' | 'no'

function reachOf(resource: TaggedResource, asked: Asked, side: TaggedSide): Answer {
  const { region } = asked
  if (standsOn(region)) {
    if ([resource.address, ...resource.standing].includes(region.address)) return 'yes'
    // What stands on one resource says nothing of others, whatever it names.
    if (side.placed.has(region.address)) return 'no'
  }
  let answer: Answer = 'no'
  for (const text of region.resources) {
    const cost = text.length * ((resource.name?.length ?? 0) + ARN_LENGTH)
    const each = asked.spend(cost) ? textReaches(text, resource, asked, side) : 'maybe'
    if (each === 'yes') return each
    if (each === 'maybe') answer = each
  }
  return answer
}

/** What stands around the name in the patterns of a type's ARNs, all of them together. */
const ARN_LENGTH = 80

/** What a holder may do elsewhere is not on the holder itself. */
function standsOn({ policyKind }: GrantedRegion): boolean {
  switch (policyKind) {
    case 'resource':
    case 'network':
    case 'exposure':
    case 'guardrail':
      return true
    case 'identity':
    case 'trust':
    case 'boundary':
    case 'session':
    case 'scp':
    case 'rcp':
      return false
  }
}

function textReaches(text: string, resource: TaggedResource, asked: Asked, { declared }: TaggedSide): Answer {
  const references = [...text.matchAll(REFERENCE)].map(([, address = '']) => address)
  const referred = references.map((address) => declaredAt(address, declared))
  if (referred.some((each) => each !== undefined && isSame(each, resource.address))) return 'yes'
  if (text === '*') return everythingReaches(resource, asked)
  const isOther = text.startsWith('${') && referred[0] !== undefined
  if (isOther || referred.some((each) => each !== undefined && declared.get(each) === resource.type)) return 'no'
  return arnReaches(text, resource, asked)
}

/** By more than listing and tagging; by which actions, is known of some types only. */
function everythingReaches({ type }: TaggedResource, { region }: Asked): Answer {
  if (!isEverything('*', region)) return 'no'
  const arns = arnPatterns(type, '*')
  if (arns !== undefined && !arns.some((arn) => actsOn(region, arn))) return 'no'
  // In a policy of one resource it is that one, which is not declared here.
  return certainty(arns !== undefined && !standsOn(region))
}

function actsOn({ actions }: GrantedRegion, arn: string): boolean {
  return actions.some((action) => mayActOn(action, arn))
}

/** The address of the declared resource that a reference is to: all of it, or what stands before its attribute. */
function declaredAt(reference: string, declared: ReadonlyMap<string, string>): string | undefined {
  for (let end = reference.length; end > 0; end = reference.lastIndexOf('.', end - 1)) {
    const address = reference.slice(0, end)
    if (declared.has(address)) return address
  }
  return undefined
}

/** An instance of an unknown key may be any of its group. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true
  return (one.includes('[*]') || other.includes('[*]')) && withoutKeys(one) === withoutKeys(other)
}

function withoutKeys(address: string): string {
  return address.replaceAll(/\[[^\]]*\]/g, '')
}

/** Whether a text that names ARNs may be of a resource. A name that nobody knows is not the one that is written. */
function arnReaches(text: string, { type, name }: TaggedResource, { region }: Asked): Answer {
  const patterns = (of: string) => (arnPatterns(type, of) ?? []).filter((arn) => actsOn(region, arn))
  if (text.startsWith('everything except')) return patterns('*').length > 0 ? 'maybe' : 'no'
  const open = text.replaceAll(REFERENCE, '*')
  const meet = spansSegments(text) ? textsMeet : arnsMeet
  if (name !== undefined && !name.includes('${'))
    return patterns(name).some((arn) => meet(open, arn)) ? certainty(open === text) : 'no'
  // The same unknown name is the same name.
  if (name !== undefined && patterns(name).some((arn) => arnsMeet(text, arn))) return 'yes'
  const isOther = !spansSegments(text) && nameInArn(type, open) !== undefined
  return !isOther && patterns('*').some((arn) => meet(open, arn)) ? 'maybe' : 'no'
}

const REFERENCE = /\$\{([^}]*)\}/g

/** Whether something unknown stands for more than one segment of an ARN, or may: `region:account` in one variable. */
function spansSegments(text: string): boolean {
  return [...text.matchAll(REFERENCE)].some(({ index, 1: reference = '' }) => {
    const before = text.slice(0, index).replaceAll(REFERENCE, '')
    return before.split(':').length < ARN_SEGMENTS && !ONE_SEGMENT.test(reference)
  })
}

/** What names one partition, region or account. */
const ONE_SEGMENT =
  /^(?:AWS::(?:Partition|Region|AccountId)|(?:module\..+\.)?data\.aws_(?:partition|region|caller_identity)\..+)$/

function textsMeet(one: string, other: string): boolean {
  return wildcardsMeet(one.toLowerCase(), other.toLowerCase())
}

/** Segment by segment, where there are all of them: a wildcard at the end of one ARN is not the beginning of another. */
function arnsMeet(one: string, other: string): boolean {
  const [left, right] = [segments(one.toLowerCase()), segments(other.toLowerCase())]
  if (left.length < ARN_SEGMENTS) return textsMeet(one, other)
  return left.every((segment, at) => wildcardsMeet(segment, right[at] ?? ''))
}

const ARN_SEGMENTS = 6

function segments(arn: string): readonly string[] {
  const parts = arn.split(':')
  return parts.length < ARN_SEGMENTS ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function certainty(isCertain: boolean): Answer {
  return isCertain ? 'yes' : 'maybe'
}
