import type { Fact } from './fact.ts'

/** Whose access it is; empty where it is nobody's, or not known. */
export type Platform = 'aws' | 'google' | 'azure' | 'kubernetes' | ''

/** By the kind of policy or, beside policies and where nothing is decided, by the type of resource in the address. */
export function platformOf(fact: Fact): Platform {
  const named = BY_TYPE.find(([pattern]) => pattern.test(fact.address))?.[1]
  if (named !== undefined) return named
  // Templates and raw documents name no type of a provider; both are AWS's.
  return fact.kind === 'granted' ? 'aws' : ''
}

const BY_TYPE: readonly (readonly [RegExp, Platform])[] = [
  [/(?:^|\.)aws_eks_access_/, 'kubernetes'],
  [/(?:^|\.)kubernetes_/, 'kubernetes'],
  [/(?:^|\.)google_/, 'google'],
  [/(?:^|\.)(?:azurerm|azuread|azapi)_/, 'azure'],
  [/(?:^|\.)aws_/, 'aws'],
]
