import type { Director } from '../authorship/authorship.ts'
import type { Account } from './decision.ts'
import type { GateInput } from './gate-input.ts'
import type { UncountedReason } from './reasons.ts'

type Dependence = Extract<UncountedReason, { readonly kind: 'not-a-person' | 'machine-user' | 'author' | 'director' }>

/** Why an account is no human who is independent of the change; undefined where it is. */
export function whyNotIndependent(
  account: Account,
  { author, authorship, machineUsers }: Pick<GateInput, 'author' | 'authorship' | 'machineUsers'>,
): Dependence | undefined {
  const login = account.login.toLowerCase()
  if (account.type !== 'User') return { kind: 'not-a-person', type: account.type }
  if (machineUsers.has(login)) return { kind: 'machine-user' }
  if (account.id === author.id || login === author.login.toLowerCase()) return { kind: 'author' }
  const director = authorship.directors.find((each) => isSame(each, account))
  return director === undefined ? undefined : { kind: 'director', reasons: director.reasons }
}

/** Logins compare without case, and an account keeps its id when it is renamed. */
export function isSame(director: Director, account: Account): boolean {
  const login = account.login.toLowerCase()
  return (director.id !== undefined && director.id === account.id) || director.login?.toLowerCase() === login
}
