import { managedPolicyName } from '../../../authorization/aws/managed/managed-policy-name.ts'
import type { Link } from '../../../authorization/reach.ts'
import type { Value } from '../../../value/value.ts'
import { asText } from '../text.ts'
import { holderName } from './held-reach.ts'

/**
 * What is asked for beside holders, each a name with a noun before its colon: a policy by what it is attached as, what
 * a holder is given, and who is given something.
 */
export const LINK_NOUNS = { policy: 'is', ofHolder: 'of', toPolicy: 'to' } as const

export function asPolicy(name: string): string {
  return `${LINK_NOUNS.policy}:${name}`
}

export function givenTo(holder: string): string {
  return `${LINK_NOUNS.ofHolder}:${holder}`
}

export function givenAs(name: string): string {
  return `${LINK_NOUNS.toPolicy}:${name}`
}

/** The names by which a link is asked for. */
export function linkNames({ holder, to }: Link): readonly string[] {
  return [givenTo(holder), givenAs(to)]
}

/** What a policy is attached by: `aws:…` for one that AWS manages, whatever the partition; else its ARN or its id. */
export function policyName(value: Value): string {
  const managed = managedPolicyName(asText(value)?.parts ?? [])
  return managed === undefined ? `named:${holderName(value)}` : `aws:${managed}`
}
