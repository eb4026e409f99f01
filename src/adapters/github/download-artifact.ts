import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'

const TIMEOUT_MS = 30_000
/** An answer is read to its end, so that the connection can serve again. */
const MAX_ERROR_BYTES = 64_000

export interface ArtifactSource {
  /** Of GitHub's interface: only where it is itself reached without encryption may the store of artifacts be, too. */
  readonly apiUrl: string
  readonly maxBytes: number
}

/** `why` is a predicate about the artifact. */
export type Download =
  | { readonly kind: 'content'; readonly content: Buffer }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Downloads one artifact as a zip. GitHub answers with an address that holds its own short-lived permission: that is
 * asked without any credentials, and where it leads on it is not followed. Throws `Fault` where nobody answers.
 */
export async function downloadArtifact(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  artifactId: number,
  source: ArtifactSource,
): Promise<Download> {
  const target = await addressOf(client, { owner, repo }, artifactId)
  if (target === undefined) return GONE
  const isAllowed = target.protocol === 'https:' || target.protocol === new URL(source.apiUrl).protocol
  if (!isAllowed) throw new Fault('invalid', `GitHub keeps the artifact at ${target.origin}, which is not encrypted`)
  const answer = await ask(target)
  const content = await contentOf(answer, target, answer.ok ? source.maxBytes : MAX_ERROR_BYTES)
  if (answer.ok) return content
  if (answer.status === 404 || answer.status === 410) return GONE
  throw new Fault('unavailable', `${target.origin} answered ${answer.status} for an artifact`)
}

const GONE: Download = { kind: 'refused', why: 'is no longer there' }

const redirection = z.object({ headers: z.object({ location: z.url() }) })

/** Where GitHub says that the artifact is; undefined where it is gone meanwhile. */
async function addressOf(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  artifact_id: number,
): Promise<URL | undefined> {
  try {
    const answer = await client.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
      owner,
      repo,
      artifact_id,
      archive_format: 'zip',
      // Followed by the client, the redirection could carry the installation's token along.
      request: { redirect: 'manual', parseSuccessResponseBody: false },
    })
    return new URL(parseAnswer(redirection, answer, 'where an artifact is').headers.location)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

/** The address is a permission by itself: only its origin is ever told. */
async function ask(target: URL): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  return fetch(target, { redirect: 'error', signal }).catch((cause: unknown) => {
    throw new Fault('unavailable', `${target.origin} does not give an artifact`, { cause })
  })
}

async function contentOf(answer: Response, { origin }: URL, maxBytes: number): Promise<Download> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  try {
    for await (const chunk of answer.body ?? []) {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) return { kind: 'refused', why: tooLarge(maxBytes) }
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new Fault('unavailable', `${origin} stopped in the middle of an artifact`, { cause })
  }
  return { kind: 'content', content: Buffer.concat(chunks) }
}

/** `maxBytes` is what was left of the limit for all artifacts of a commit. */
export function tooLarge(maxBytes: number): string {
  return `is larger than the ${Math.floor(maxBytes / 1_000_000)} MB that are left for it of what is read for one commit`
}
