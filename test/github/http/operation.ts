import type { z } from 'zod'
import type { Account } from '../world/account.ts'
import type { App, InstallationToken } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { invalid } from './refusal.ts'

/** Who asks. */
export type Actor =
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'installation'; readonly token: InstallationToken; readonly user: Account }
  | { readonly kind: 'user'; readonly user: Account }

/** A request that was matched, authenticated and validated. */
export interface Call {
  readonly world: World
  readonly actor: Actor
  readonly path: ReadonlyMap<string, string>
  readonly query: ReadonlyMap<string, string>
  readonly body: unknown
  readonly accept: string
  /** Where the path names one: it exists, and the actor may see it. */
  readonly repository: Repository | undefined
}

export interface Answer {
  readonly status: number
  /** JSON; a Buffer is sent as it is; undefined for an empty answer. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Operation {
  /** GitHub's operation id; its method, path and schemas come from the extract. */
  readonly id: string
  /** `app`: a JWT. `token`: an installation's or a user's token. `any`: either. */
  readonly as: 'app' | 'token' | 'any'
  /** The permission that an installation's token must have. */
  readonly needs?: readonly [permission: string, level: 'read' | 'write']
  /** Another permission that does as well. */
  readonly orNeeds?: readonly [permission: string, level: 'read' | 'write']
  readonly handle: (call: Call) => Answer | Promise<Answer>
}

export function pathParameter(call: Call, name: string): string {
  const value = call.path.get(name)
  if (value === undefined) throw new Error(`The path has no {${name}}`)
  return value
}

export function repositoryOf(call: Call): Repository {
  if (call.repository === undefined) throw new Error('The path names no repository')
  return call.repository
}

/** The account that acts: a person, or the app's bot. */
export function actingAccount(call: Call): Account {
  return call.actor.kind === 'app' ? call.actor.app.bot : call.actor.user
}

/** The body as `schema` has it; what GitHub's description does not say stands in such schemas. */
export function parseBody<T>(schema: z.ZodType<T>, call: Call): T {
  const parsed = schema.safeParse(call.body ?? {})
  if (parsed.success) return parsed.data
  throw invalid(parsed.error.issues.map((issue) => `/${issue.path.join('/')} ${issue.message}`))
}
