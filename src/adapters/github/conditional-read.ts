import { Fault } from '../../ports/fault.ts'
import type { Changed } from '../../ports/installations.ts'

interface Answer {
  readonly headers: { readonly etag?: string | undefined }
}

/** Headers that have GitHub answer 304, which does not count against the hour's requests, where nothing has changed. */
export function ifChanged(etag: string | undefined): { readonly headers?: { readonly 'if-none-match': string } } {
  return etag === undefined ? {} : { headers: { 'if-none-match': etag } }
}

/** Reads what may be unchanged since it was read before. Octokit raises 304 as an error. */
export async function conditionalRead<A extends Answer, T>(
  asked: Promise<A>,
  read: (answer: A) => T,
): Promise<Changed<T>> {
  try {
    const answer = await asked
    const { etag } = answer.headers
    return { kind: 'changed', ...(etag === undefined ? {} : { etag }), value: read(answer) }
  } catch (error) {
    if (isNotModified(error)) return { kind: 'unchanged' }
    throw error
  }
}

const NOT_MODIFIED = 304

/** Whether GitHub has said that nothing has changed since what the etag names. */
export function isNotModified(error: unknown): boolean {
  const cause = error instanceof Fault ? error.cause : error
  return cause instanceof Error && 'status' in cause && cause.status === NOT_MODIFIED
}
