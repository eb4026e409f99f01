import type { FileContent, NewCommit, Person } from '../git/import-commits.ts'
import { type Account, account } from '../world/account.ts'
import type { World } from '../world/world.ts'

/** A login (its name and first address are used), or any name and address, also one that is nobody's. */
export type Identity = string | { readonly name: string; readonly email: string }

/** A commit as a test describes it. */
export interface CommitOptions {
  readonly message?: string
  /** By default who pushes. */
  readonly author?: Identity
  /** By default the author. */
  readonly committer?: Identity
  /** ISO 8601; by default the double's now. */
  readonly date?: string
  /** Contents by path. */
  readonly files?: Readonly<Record<string, FileContent>>
  readonly delete?: readonly string[]
  /** Every file that `files` does not name goes. */
  readonly replaceAll?: boolean
  /** Further parents, by sha. The files of such a merge are the first parent's, and what `files` says. */
  readonly merges?: readonly string[]
}

export function newCommit(world: World, pusher: Account, options: CommitOptions): NewCommit {
  const date = options.date ?? world.clock.iso()
  const author = person(world, options.author ?? pusher.login, date)
  return {
    message: options.message ?? 'Change files',
    author,
    committer: options.committer === undefined ? author : person(world, options.committer, date),
    files: new Map(Object.entries(options.files ?? {})),
    deleted: options.delete ?? [],
    replaceAll: options.replaceAll ?? false,
    merges: options.merges ?? [],
  }
}

export function person(world: World, identity: Identity, date: string): Person {
  if (typeof identity !== 'string') return { ...identity, date }
  const { name, emails } = account(world, identity)
  return { name, email: [...emails][0] ?? 'nobody@example.com', date }
}
