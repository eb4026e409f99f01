import { Fault } from '../../ports/fault.ts'
import type { ArchiveLimits } from './archive-limits.ts'

const MAX_REDIRECTS = 5

/**
 * Fetches an archive without any credentials, from `origins` only, redirects included. Throws `Fault`: `not-found` and
 * `forbidden` as the server says, `invalid` where it is too large or leads elsewhere, `unavailable` where nobody answers.
 */
export async function fetchArchive(
  url: URL,
  origins: ReadonlySet<string>,
  { compressedBytes, timeMs }: ArchiveLimits,
): Promise<Buffer> {
  const signal = AbortSignal.timeout(timeMs)
  let target = url
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!origins.has(target.origin)) throw new Fault('invalid', `${target.origin} is not among the origins of archives`)
    const answer = await ask(target, signal)
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
    if (location === null) return contentOf(answer, target, compressedBytes)
    await answer.body?.cancel()
    target = URL.parse(location, target.href) ?? fail(`${target.origin} redirects to what is no address`)
  }
  return fail(`${url.origin} redirects more than ${MAX_REDIRECTS} times`)
}

function fail(message: string): never {
  throw new Fault('invalid', message)
}

async function ask(target: URL, signal: AbortSignal): Promise<Response> {
  // The address itself may hold a key: only its origin is told.
  return fetch(target, { redirect: 'manual', signal }).catch((cause: unknown) => {
    throw new Fault('unavailable', `${target.origin} does not answer`, { cause })
  })
}

async function contentOf(answer: Response, { origin }: URL, maxBytes: number): Promise<Buffer> {
  if (!answer.ok) {
    await answer.body?.cancel()
    throw new Fault(kindOf(answer.status), `${origin} answered ${answer.status}`)
  }
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  try {
    for await (const chunk of answer.body ?? []) {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) break
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new Fault('unavailable', `${origin} stopped in the middle of an archive`, { cause })
  }
  return sizeBytes <= maxBytes ? Buffer.concat(chunks) : fail(`the archive has more than ${maxBytes} bytes`)
}

function kindOf(status: number): Fault['kind'] {
  if (status === 404 || status === 410) return 'not-found'
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'unavailable' : 'invalid'
}
