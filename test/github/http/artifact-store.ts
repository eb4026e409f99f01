import type { World } from '../world/world.ts'
import type { RequestLog } from './request-log.ts'

/** Headers that carry who somebody is: the store must see none of them. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization']

/**
 * The answer of the store that GitHub keeps artifacts in: elsewhere on the network, and none of the app's confidants.
 * A permit in the address is good for one download.
 */
export function artifactStore(world: World, request: Request, log: RequestLog): Response {
  const url = new URL(request.url)
  const told = CREDENTIALS.filter((name) => request.headers.has(name))
  if (told.length > 0) {
    const problems = told.map((name) => `the store of artifacts was sent the header ${name}`)
    log.violations.push({ kind: 'request', operation: 'GET /artifact-store', problems })
  }
  const id = Number(url.pathname.split('/').at(-1))
  const artifacts = [...world.repositories.values()].flatMap(({ workflowRuns }) =>
    workflowRuns.flatMap((run) => run.artifacts),
  )
  const artifact = artifacts.find((each) => each.id === id)
  if (artifact?.permits.delete(url.searchParams.get('permit') ?? '') !== true) return new Response('', { status: 403 })
  return new Response(Buffer.from(artifact.content), { headers: { 'content-type': 'application/zip' } })
}
