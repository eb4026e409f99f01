import type { Fact } from './fact.ts'
import { matchesPath, type PathPattern } from './path-pattern.ts'
import { regionsOf } from './regions-of.ts'
import { matchesWildcard } from './wildcard.ts'

/** What an administrator calls by a name: where it is configured, and the accounts that it is. */
export interface Environment {
  readonly name: string
  readonly paths: readonly PathPattern[]
  /** Numbers of twelve digits. */
  readonly accounts: readonly string[]
}

/** The environments that a fact belongs to: by one of its files, or by an account that its resources are of, or may be. */
export function environmentsOf(fact: Fact, files: readonly string[], all: readonly Environment[]): readonly string[] {
  if (all.length === 0) return []
  const accounts = [...new Set(regionsOf(fact).flatMap(({ resources }) => resources.flatMap(accountIn)))]
  return all
    .filter(
      (each) =>
        files.some((file) => matchesPath(each.paths, file)) ||
        each.accounts.some((account) => accounts.some((pattern) => matchesWildcard(account, pattern))),
    )
    .map(({ name }) => name)
}

/** The account of an ARN, unknown parts as `*`; nothing of one that names none. */
function accountIn(resource: string): readonly string[] {
  const account = /^arn:[^:]*:[^:]*:[^:]*:((?:\$\{[^}]*\}|[^:$])+):/.exec(resource)?.[1]
  return account === undefined ? [] : [account.replaceAll(/\$\{[^}]*\}/g, '*')]
}
