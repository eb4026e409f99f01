import type { CallsFacet } from '../../../../authorization/reach.ts'

/** A path of an API, and how early it is tried. */
export interface ApiPath {
  readonly segments: CallsFacet['path']
  /** Of two paths that both lead somewhere, the one with the smaller number is taken. */
  readonly rank: number
}

/**
 * REST APIs go along a path segment by segment, and then look at the method; HTTP APIs take a route with a greedy
 * segment only where no other fits, and have one for what none takes.
 */
export type ApiKind = 'rest' | 'http'

/** Every path there is, and the route that takes what no other does. */
export const EVERY_PATH: ApiPath = { segments: ['{*}'], rank: 3 ** 29 }

/**
 * A path as it is written, `/orders/{id}`: what stands in braces takes any one segment, with a plus sign at the end any
 * further ones, whatever it is called. Undefined where it is none. Source: "Set up a proxy integration with a proxy
 * resource" and "Create routes for HTTP APIs in API Gateway", Amazon API Gateway Developer Guide.
 */
export function readApiPath(written: string, kind: ApiKind): ApiPath | undefined {
  if (!written.startsWith('/')) return undefined
  const parts = written === '/' ? [] : written.slice(1).split('/')
  if (parts.length > MAX_SEGMENTS) return undefined
  const segments = parts.map(segmentOf)
  const isPath = segments.every(
    (segment, at) => segment !== undefined && (segment !== '{+}' || at === parts.length - 1),
  )
  if (!isPath) return undefined
  const read = segments.flatMap((segment) => segment ?? [])
  const isLate = kind === 'http' && read.at(-1) === '{+}'
  return { segments: read, rank: rankOf(read) + (isLate ? 3 ** 28 : 0) }
}

/** With more, paths could no longer be told in which order they are tried. */
const MAX_SEGMENTS = 27

/** Only a whole segment can stand in braces. */
function segmentOf(part: string): string | undefined {
  if (/^\{[^{}+]+\}$/.test(part)) return '{}'
  if (/^\{[^{}+]+\+\}$/.test(part)) return '{+}'
  return /[{}\n]/.test(part) ? undefined : part
}

/** Segment by segment, a text goes before any one segment, and that before any number of them. */
function rankOf(segments: readonly string[]): number {
  return segments.reduce((rank, segment, at) => rank + weightOf(segment) * 3 ** (MAX_SEGMENTS - at), 0)
}

function weightOf(segment: string): number {
  if (segment === '{+}') return 2
  return segment === '{}' ? 1 : 0
}
