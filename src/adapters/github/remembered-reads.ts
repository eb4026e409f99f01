import type { Octokit } from '@octokit/rest'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Departed } from '../../ports/departures.ts'
import { Fault } from '../../ports/fault.ts'
import { isNotModified } from './conditional-read.ts'

/** Answers that were read before, as JSON, with the etags that name them. One for all installations. */
export type ReadMemory = LRUCache<string, RememberedAnswer>

interface RememberedAnswer {
  readonly etag: string
  readonly json: string
  readonly link: string | undefined
}

const MAX_MEMORY_CHARS = 32 * 1024 * 1024
/** Longer answers are not asked for again and again. */
const MAX_ANSWER_CHARS = 2 * 1024 * 1024

export function readMemory(): ReadMemory {
  return new LRUCache({ maxSize: MAX_MEMORY_CHARS, sizeCalculation: ({ json }) => json.length + 1 })
}

/**
 * Has GitHub say whether what was read before is still so, which does not count against the hour's requests: a read is
 * sent with the etag of the last answer, and 304 stands for that answer. Nothing is believed without asking. What is
 * named by its content (blobs, trees, comparisons of two commits) is remembered elsewhere, by name.
 * To be applied to an Octokit whose requests are `disciplined`; `scope` keeps installations apart. Returns the same one.
 */
export function rememberingReads<T extends Pick<Octokit, 'hook' | 'request'>>(
  octokit: T,
  scope: string,
  memory: ReadMemory,
): T {
  octokit.hook.wrap('request', async (send, options) => {
    const isAsked = options.headers['if-none-match'] !== undefined
    if (options.method !== 'GET' || isAsked || NAMED_BY_CONTENT.test(options.url)) return send(options)
    const name = `${scope} ${octokit.request.endpoint.parse(options).url}`
    const known = memory.get(name)
    // The hooks within see these very options, whatever they are handed.
    if (known !== undefined) options.headers['if-none-match'] = known.etag
    try {
      const answer = await send(options)
      remember(memory, name, answer)
      return answer
    } catch (error) {
      if (known === undefined || !isNotModified(error)) throw error
      return { status: 200, url: options.url, headers: headersOf(error, known), data: JSON.parse(known.json) }
    }
  })
  return octokit
}

/** Deletes what was read of repositories. */
export function forgetReads(memory: ReadMemory, { installationId, owner, repo }: Departed): void {
  const path = repo === undefined ? undefined : `/repos/${owner}/${repo}`.toLowerCase()
  for (const name of memory.keys()) {
    if (!name.startsWith(`${installationId} `)) continue
    const at = path === undefined ? 0 : name.toLowerCase().indexOf(path)
    // A repository whose name only begins so is another one.
    if (at >= 0 && (path === undefined || !/[\w.-]/.test(name.charAt(at + path.length)))) memory.delete(name)
  }
}

const NAMED_BY_CONTENT = /\/git\/(?:blobs|trees|commits)\/|\/compare\/|\/zip$|\/\{archive_format\}$/

const answered = z.object({ response: z.object({ headers: z.object({ date: z.string() }) }) })

/** What names the answer is remembered; when it was given is now. */
function headersOf(error: unknown, { etag, link }: RememberedAnswer) {
  const now = answered.safeParse(error instanceof Fault ? error.cause : error)
  return {
    etag,
    ...(link === undefined ? {} : { link }),
    ...(now.success ? { date: now.data.response.headers.date } : {}),
  }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Partial<Record<'etag' | 'link', string>>>
  readonly data: unknown
}

function remember(memory: ReadMemory, name: string, { status, headers, data }: Answer): void {
  const { etag, link } = headers
  const json = status === 200 && etag !== undefined ? jsonOf(data) : undefined
  if (etag === undefined || json === undefined || json.length > MAX_ANSWER_CHARS) memory.delete(name)
  else memory.set(name, { etag, json, link })
}

/** Undefined for what no JSON gives back: bytes, and whole numbers that Octokit has as bigint. */
function jsonOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || data instanceof ArrayBuffer) return undefined
  try {
    return JSON.stringify(data)
  } catch {
    return undefined
  }
}
