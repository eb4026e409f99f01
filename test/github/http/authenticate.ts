import { legacyPermission, roleOf } from '../world/access.ts'
import { canSee, type InstallationToken, type Permissions } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import { findRepository, type World } from '../world/world.ts'
import { verifyJsonWebToken } from './json-web-token.ts'
import type { Actor, Operation } from './operation.ts'
import { notFound, Refusal } from './refusal.ts'

const LEVELS = ['read', 'write', 'admin']

/** Who sends this `Authorization` header. A JWT where a token is asked for is refused, and the other way round. */
export function authenticate(world: World, header: string | undefined, operation: Operation): Actor {
  const [, credential = ''] = /^(?:bearer|token)\s+(\S+)$/i.exec(header ?? '') ?? []
  if (credential === '') throw new Refusal(401, 'Requires authentication')
  if (credential.split('.').length === 3) {
    if (operation.as === 'token') throw new Refusal(401, 'Bad credentials')
    return { kind: 'app', app: verifyJsonWebToken(world, credential) }
  }
  if (operation.as === 'app') throw new Refusal(401, 'A JSON web token could not be decoded')
  const token = world.tokens.get(credential)
  if (token === undefined) throw new Refusal(401, 'Bad credentials')
  if (token.kind === 'user') return { kind: 'user', user: token.user }
  if (token.expiresAtMs <= world.clock.now()) throw new Refusal(401, 'Bad credentials')
  if (token.installation.suspendedAt !== null) throw new Refusal(403, 'This installation has been suspended')
  return { kind: 'installation', token, user: token.installation.app.bot }
}

/** The repository that the path names. Refuses one that the actor cannot see with 404, as GitHub does. */
export function visibleRepository(world: World, actor: Actor, path: ReadonlyMap<string, string>) {
  const owner = path.get('owner')
  const name = path.get('repo')
  if (owner === undefined || name === undefined) return undefined
  const repository = findRepository(world, owner, name)
  if (repository === undefined || !isVisible(world, actor, repository)) throw notFound()
  return repository
}

/** Refuses an actor who lacks what the operation needs. */
export function authorize(world: World, actor: Actor, operation: Operation, repository: Repository | undefined): void {
  if (operation.needs === undefined || actor.kind === 'app') return
  const [permission, level] = operation.needs
  if (actor.kind === 'installation') {
    const either = [operation.needs, ...(operation.orNeeds === undefined ? [] : [operation.orNeeds])]
    if (!either.some(([name, least]) => allows(actor.token.permissions, name, least))) {
      throw new Refusal(403, 'Resource not accessible by integration')
    }
    return
  }
  if (permission === 'checks' && level === 'write') throw new Refusal(403, 'You must authenticate via a GitHub App.')
  const role = repository === undefined ? 'read' : legacyPermission(roleOf(world, repository, actor.user))
  // Whoever can read may also review and comment.
  const enough = level === 'read' || permission === 'pull_requests' || permission === 'issues' ? 'read' : 'write'
  if (LEVELS.indexOf(role) < LEVELS.indexOf(enough)) throw new Refusal(403, 'Must have push access to repository')
}

export function allows(permissions: Permissions, permission: string, level: string): boolean {
  const granted = permissions[permission]
  return granted !== undefined && LEVELS.indexOf(granted) >= LEVELS.indexOf(level)
}

function isVisible(world: World, actor: Actor, repository: Repository): boolean {
  switch (actor.kind) {
    case 'app':
      return true
    case 'user':
      return roleOf(world, repository, actor.user) !== 'none'
    case 'installation':
      return reaches(actor.token, repository)
  }
}

function reaches(token: InstallationToken, repository: Repository): boolean {
  return (
    canSee(token.installation, repository) && (token.repositoryIds === null || token.repositoryIds.has(repository.id))
  )
}
