import { type Direction, peerFacet, ruleFacets } from '../authorization/network/rule-facets.ts'
import { protocolNumber, type SecurityGroup, type SecurityGroupRule } from '../authorization/network/security-group.ts'
import type { ReachFacet } from '../authorization/reach.ts'
import { NOWHERE } from '../text/span.ts'
import { type Box, pointOutside } from './boxes.ts'
import type { DocumentVerdict } from './document-verdict.ts'
import { boxOf } from './reach-facets.ts'
import { witnessAt } from './reach-text.ts'

/**
 * A group is the union of what its rules let in and out: direction × protocol × port (or ICMP type) × ICMP code × peer.
 * Protocol -1 is every protocol on every port; peers that are names mean only themselves.
 * Source: "Security group rules", Amazon VPC User Guide.
 */
export function compareSecurityGroups(
  base: SecurityGroup | undefined,
  head: SecurityGroup | undefined,
): DocumentVerdict {
  const answer = pointOutside(boxesOf(base), boxesOf(head))
  if (answer.kind === 'none') return { verdict: 'not-broadened' }
  if (answer.kind === 'limit') return { verdict: 'undecided', reason: 'the rules can be combined in too many ways' }
  return { verdict: 'broadened', witness: witnessAt(answer.point, 'network') }
}

function boxesOf(group: SecurityGroup | undefined): readonly Box[] {
  const directed = (direction: Direction) => (group?.[direction] ?? []).flatMap((rule) => ruleBoxes(direction, rule))
  return [...directed('ingress'), ...directed('egress')]
}

function ruleBoxes(direction: Direction, rule: SecurityGroupRule): readonly Box[] {
  const protocol = protocolNumber(rule.protocol)
  if (protocol === undefined) throw new Error('the schema let an unknown protocol through')
  const facets = ruleFacets(direction, protocol, rule.fromPort ?? undefined, rule.toPort ?? undefined)
  return peersOf(rule).map((peer) =>
    boxOf({ facets: [...facets, peer], presence: [], spans: [NOWHERE] }, 'network', 'itself'),
  )
}

function peersOf(rule: SecurityGroupRule): readonly ReachFacet[] {
  const blocks = [...(rule.cidrs ?? []), ...(rule.ipv6Cidrs ?? [])]
  return [...blocks.map((cidr): ReachFacet => ({ kind: 'block', cidr })), ...(rule.peers ?? []).map(peerFacet)]
}
