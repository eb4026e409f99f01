import type { AccessRequest } from '../authorization/access.ts'
import type { ReachKind } from '../authorization/reach.ts'
import type { GrantedRegion, RevokedRegion } from '../difference/difference.ts'
import { quotedText } from '../text/quoted-text.ts'
import { listed, noteText } from './region-text.ts'

/** The kind of a region that speaks of a network, of a setting or of a guardrail; undefined for one of a policy. */
export function reachKindOf({ policyKind }: Pick<GrantedRegion, 'policyKind'>): ReachKind | undefined {
  return policyKind === 'network' || policyKind === 'exposure' || policyKind === 'guardrail' ? policyKind : undefined
}

/** What became reachable, or is no longer protected, as sentences. */
export function reachedSentence(region: GrantedRegion, kind: ReachKind): string {
  const what = reachText(region, kind)
  switch (kind) {
    case 'network':
      return `Newly open: ${what}. ${region.extent === 'new' ? 'Nothing was let through before.' : 'The rules before did not let all of this through.'}`
    case 'exposure':
      return `Newly exposed: ${what}. It was not before.${noteText(region)}`
    case 'guardrail':
      return `No longer in place: ${what}.`
  }
}

/** What is no longer reachable, or protected from now on, as a sentence. */
export function closedSentence(region: RevokedRegion, kind: ReachKind): string {
  return `${kind === 'guardrail' ? 'Newly in place' : 'No longer open'}: ${reachText(region, kind)}.`
}

type RegionTexts = Pick<RevokedRegion, 'actions' | 'principals' | 'resources' | 'conditions'>

function reachText({ actions, principals, resources, conditions }: RegionTexts, kind: ReachKind): string {
  const word = kind === 'network' ? 'with' : 'for'
  const peers =
    principals.length === 0 ? '' : ` ${word} ${principals.includes('*') ? 'anyone (*)' : listed(principals, '')}`
  const when = conditions.length === 0 ? '' : `, ${listed(conditions, '')}`
  return `${listed(actions, 'everything')}${peers} at ${listed(resources, 'the resource')}${when}`
}

/** The point that proves it, as a sentence. */
export function pointSentence({ action, resource, context }: AccessRequest, kind: ReachKind): string {
  const given = Object.values(context).flat().map(quotedText).join(', ')
  const what = `${quotedText(action)}${resource === '' ? '' : ` on ${quotedText(resource)}`}`
  const peer = given === '' ? '' : `${kind === 'network' ? ' with' : ' for'} ${given}`
  return kind === 'guardrail'
    ? `For example: the base has ${what}${peer}, and the head has not.`
    : `For example: the head lets ${what}${peer} through, and the base does not.`
}
