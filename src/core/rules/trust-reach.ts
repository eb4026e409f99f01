import type { GrantedRegion } from '../difference/difference.ts'
import { isOpenDeputy } from './confused-deputy.ts'
import { federatedReach } from './federated-subject.ts'

/**
 * Whom a policy of a resource or a role lets in, beside whom it seems to.
 * - `another-account`: principals of an account that is written by its number, and that is not the resource's.
 * - `any-deputy`: a service that acts for whoever asks it, whatever account they are of.
 * - `any-subject`: every user, repository or pipeline that an identity provider knows.
 * - `many-subjects`: more of them than one project's.
 */
export type TrustReach = 'another-account' | 'any-deputy' | 'any-subject' | 'many-subjects'

/** What there is to say of a region, as far as it can be told; nothing of one that no policy with principals grants. */
export function trustReachOf(region: GrantedRegion): readonly TrustReach[] {
  const { policyKind, origin } = region
  if (origin !== 'allowed' || (policyKind !== 'trust' && policyKind !== 'resource')) return []
  const federated = policyKind === 'trust' ? federatedReach(region) : undefined
  return [
    ...(isForAnotherAccount(region) ? (['another-account'] as const) : []),
    ...(isOpenDeputy(region, policyKind) ? (['any-deputy'] as const) : []),
    ...(federated === undefined ? [] : [federated]),
  ]
}

/** An identity provider is of the account that declares it; whom it knows is another matter. */
const PRINCIPAL_ACCOUNT = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(?!(?:oidc|saml)-provider\/)/
const RESOURCE_ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/

function isForAnotherAccount({ principals, resources }: GrantedRegion): boolean {
  const own = resources.map((resource) => RESOURCE_ACCOUNT.exec(resource)?.[1])
  return principals.some((principal) => {
    const account = PRINCIPAL_ACCOUNT.exec(principal)?.[1]
    return account !== undefined && (own.length === 0 || own.some((each) => each !== account))
  })
}
