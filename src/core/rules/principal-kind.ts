import { isAnyone } from './principal-breadth.ts'

export type PrincipalKind =
  | 'anyone'
  | 'account'
  | 'role'
  | 'user'
  | 'group'
  | 'service'
  | 'federated'
  | 'network'
  | 'unknown'
  | 'other'

/**
 * Who a principal is, by what a region shows of it: an account is meant whole (its number, or its root), `network` is a
 * block of addresses, `unknown` holds a part that nobody knows, `other` is any other name.
 */
export function principalKindOf(principal: string): PrincipalKind {
  if (isAnyone(principal) || EVERY_ADDRESS.has(principal)) return 'anyone'
  if (principal.includes('${')) return 'unknown'
  return KINDS.find(([pattern]) => pattern.test(principal))?.[1] ?? 'other'
}

/** As the rules of networks write everybody. */
export const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0', 'every address'])

const KINDS: readonly (readonly [RegExp, PrincipalKind])[] = [
  [/^\d{12}$|^arn:aws[a-z-]*:iam::\d{12}:root$/, 'account'],
  [/^arn:aws[a-z-]*:iam::[^:]*:(?:oidc|saml)-provider\/|^cognito-identity\.amazonaws\.com$/, 'federated'],
  [/^arn:aws[a-z-]*:(?:iam::[^:]*:role|sts::[^:]*:assumed-role)\//, 'role'],
  [/^arn:aws[a-z-]*:(?:iam::[^:]*:user|sts::[^:]*:federated-user)\//, 'user'],
  [/^arn:aws[a-z-]*:iam::[^:]*:group\//, 'group'],
  [/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/, 'service'],
  [/^[0-9.]+\/\d{1,2}$|^[0-9a-f:]+\/\d{1,3}$/i, 'network'],
]
