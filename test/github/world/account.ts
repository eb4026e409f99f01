import { createHash } from 'node:crypto'
import type { World } from './world.ts'

export interface Account {
  readonly id: number
  readonly login: string
  type: 'User' | 'Bot' | 'Organization'
  name: string
  readonly emails: Set<string>
  readonly createdAt: string
}

export interface AccountOptions {
  readonly id?: number
  readonly type?: Account['type']
  readonly name?: string
  /** The addresses by which commits are credited to the account. By default `<login>@example.com`. */
  readonly emails?: readonly string[]
}

/** The account of that login, made on first mention: a `[bot]` login is a Bot, any other a User. */
export function account(world: World, login: string, options: AccountOptions = {}): Account {
  const key = login.toLowerCase()
  const known = world.accounts.get(key)
  if (known !== undefined) {
    if (options.type !== undefined) known.type = options.type
    if (options.name !== undefined) known.name = options.name
    for (const email of options.emails ?? []) known.emails.add(email.toLowerCase())
    return known
  }
  const id = options.id ?? stableId(key)
  const emails = options.emails ?? [`${login.replace(/\[bot\]$/, '')}@example.com`]
  const created: Account = {
    id,
    login,
    type: options.type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'),
    name: options.name ?? login,
    emails: new Set([...emails, noReplyAddress(id, login)].map((email) => email.toLowerCase())),
    createdAt: '2020-01-01T00:00:00Z',
  }
  world.accounts.set(key, created)
  return created
}

/** Whom GitHub credits a commit with this address to; null where no account claims it. */
export function accountOfEmail(world: World, email: string): Account | null {
  for (const one of world.accounts.values()) if (one.emails.has(email.toLowerCase())) return one
  return null
}

function noReplyAddress(id: number, login: string): string {
  return `${id}+${login}@users.noreply.github.com`
}

/** The same login has the same id in every run. */
function stableId(login: string): number {
  return 1_000_000 + (createHash('sha256').update(login).digest().readUInt32BE(0) % 90_000_000)
}
