import type { Octokit } from '@octokit/rest'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'

/** Sends requests as one installation: Octokit's typed `request`, kept to GitHub's limits and failing with `Fault`. */
export type GitHubClient = Pick<Octokit, 'request'>

/** The client of an installation. */
export type ClientFor = (installationId: number) => Promise<GitHubClient>

/** Trusts an answer of GitHub's only as far as `schema` goes. Throws `Fault` of kind `invalid` naming the field. */
export function parseAnswer<T>(schema: z.ZodType<T>, data: unknown, what: string): T {
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'answer'}: ${issue.message}`,
  )
  throw new Fault('invalid', `GitHub described ${what} in a way this version does not know: ${problems.join('; ')}`)
}

export const PAGE_SIZE = 100

interface Page {
  readonly data: unknown
  readonly headers: { readonly link?: string | undefined }
}

/**
 * Reads page after page until there is no next one. `complete` is false where `maxPages` were read and more remain.
 */
export async function readPages<T>(
  schema: z.ZodType<T>,
  what: string,
  maxPages: number,
  read: (page: number) => Promise<Page>,
): Promise<{ readonly items: readonly T[]; readonly complete: boolean }> {
  const items: T[] = []
  for (let page = 1; page <= maxPages; page += 1) {
    const answer = await read(page)
    items.push(...parseAnswer(z.array(schema), answer.data, what))
    if (!/rel="next"/.test(answer.headers.link ?? '')) return { items, complete: true }
  }
  return { items, complete: false }
}

/** As `readPages`, for lists that are of use only when whole. Throws `Fault` of kind `invalid` where they are not. */
export async function readAllPages<T>(
  schema: z.ZodType<T>,
  what: string,
  maxPages: number,
  read: (page: number) => Promise<Page>,
): Promise<readonly T[]> {
  const { items, complete } = await readPages(schema, what, maxPages, read)
  if (complete) return items
  throw new Fault('invalid', `There are more than ${maxPages * PAGE_SIZE} ${what}: that is more than is read`)
}
