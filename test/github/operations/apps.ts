import { z } from 'zod'
import { allows } from '../http/authenticate.ts'
import { type Call, type Operation, parseBody, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer, paginate } from '../http/paginate.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { apiUrl } from '../shapes/account-shape.ts'
import { appShape, installationShape } from '../shapes/app-shape.ts'
import { repositoryShape } from '../shapes/repository-shape.ts'
import { isoSeconds } from '../world/adjustable-clock.ts'
import { type App, canSee, type Installation, installationOn, issueToken, type Permissions } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'

const tokenRequest = z.strictObject({
  repositories: z.array(z.string()).max(500).optional(),
  repository_ids: z.array(z.number().int()).max(500).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'admin'])).optional(),
})

export const appOperations: readonly Operation[] = [
  {
    id: 'apps/get-authenticated',
    as: 'app',
    handle: (call) => ({
      status: 200,
      body: { ...appShape(call.world, appOf(call)), installations_count: installationsOf(call).length },
    }),
  },
  {
    id: 'apps/list-installations',
    as: 'app',
    handle: (call) =>
      listAnswer(call, apiUrl(call.world, '/app/installations'), installationsOf(call), (installation) =>
        installationShape(call.world, installation),
      ),
  },
  {
    id: 'apps/get-installation',
    as: 'app',
    handle: (call) => ({ status: 200, body: installationShape(call.world, installationOf(call)) }),
  },
  {
    id: 'apps/get-repo-installation',
    as: 'app',
    handle(call) {
      const repository = repositoryOf(call)
      const installation = installationOn(call.world, appOf(call), repository.owner)
      if (installation === undefined || !canSee(installation, repository)) throw notFound()
      return { status: 200, body: installationShape(call.world, installation) }
    },
  },
  { id: 'apps/create-installation-access-token', as: 'app', handle: createToken },
  { id: 'apps/list-repos-accessible-to-installation', as: 'token', handle: listRepositories },
]

function createToken(call: Call) {
  const installation = installationOf(call)
  if (installation.suspendedAt !== null) throw new Refusal(403, 'This installation has been suspended')
  const request = parseBody(tokenRequest, call)
  const permissions = request.permissions ?? installation.permissions
  for (const [name, level] of Object.entries(permissions)) {
    if (!allows(installation.permissions, name, level)) {
      throw new Refusal(422, 'The permissions requested are not granted to this installation.', { violation: true })
    }
  }
  const narrowed = narrowedRepositories(call, installation, request)
  const token = issueToken(call.world, installation, withMetadata(permissions), narrowed && new Set(narrowed.map(idOf)))
  return {
    status: 201,
    body: {
      token: token.value,
      expires_at: isoSeconds(token.expiresAtMs),
      permissions: token.permissions,
      repository_selection: narrowed === null && installation.selection === null ? 'all' : 'selected',
      ...(narrowed === null ? {} : { repositories: narrowed.map((one) => repositoryShape(call.world, one)) }),
    },
  }
}

/** Every installation token may read metadata. */
function withMetadata(permissions: Permissions): Permissions {
  return { metadata: 'read', ...permissions }
}

function narrowedRepositories(
  call: Call,
  installation: Installation,
  request: z.infer<typeof tokenRequest>,
): readonly Repository[] | null {
  const { repositories: names, repository_ids: ids } = request
  if (names === undefined && ids === undefined) return null
  const visible = visibleTo(call, installation)
  const named = (names ?? []).map((name) => visible.find((one) => one.name.toLowerCase() === name.toLowerCase()))
  const numbered = (ids ?? []).map((id) => visible.find((one) => one.id === id))
  return [...named, ...numbered].map((found) => {
    if (found !== undefined) return found
    const message =
      'There is at least one repository that does not exist or is not accessible to the parent installation.'
    throw new Refusal(422, message, { violation: true })
  })
}

function listRepositories(call: Call) {
  if (call.actor.kind !== 'installation') throw new Refusal(403, 'Resource not accessible by personal access token')
  const { token } = call.actor
  const all = visibleTo(call, token.installation).filter(
    ({ id }) => token.repositoryIds === null || token.repositoryIds.has(id),
  )
  const page = paginate(call, apiUrl(call.world, '/installation/repositories'), all)
  const repositories = page.items.map((one) => repositoryShape(call.world, one))
  return { status: 200, body: { total_count: all.length, repositories }, headers: page.headers }
}

function visibleTo(call: Call, installation: Installation): readonly Repository[] {
  return [...call.world.repositories.values()].filter((repository) => canSee(installation, repository))
}

function appOf(call: Call): App {
  if (call.actor.kind !== 'app') throw new Refusal(401, 'A JSON web token could not be decoded')
  return call.actor.app
}

function installationsOf(call: Call): readonly Installation[] {
  return [...call.world.installations.values()].filter(({ app }) => app === appOf(call))
}

function installationOf(call: Call): Installation {
  const id = Number(pathParameter(call, 'installation_id'))
  const found = installationsOf(call).find((installation) => installation.id === id)
  if (found === undefined) throw notFound()
  return found
}

function idOf({ id }: Repository): number {
  return id
}
