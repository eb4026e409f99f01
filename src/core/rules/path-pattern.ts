import { isTooLong, type OwnersPattern, readOwnersPattern } from '../gate/code-owners-pattern.ts'
import { matchesOwnersPattern } from '../gate/matches-owners-pattern.ts'

/** A pattern of paths in settings, which means what it means in CODEOWNERS. */
export interface PathPattern {
  /** As written. */
  readonly source: string
  readonly pattern: OwnersPattern
}

/** Reads a pattern, or says why it is none, as the end of a sentence. */
export function readPathPattern(source: string): PathPattern | string {
  if (source === '' || /^\s|\s$/.test(source)) return 'it is empty, or has white space around it'
  if (isTooLong(source)) return 'it is longer, or deeper, than any path'
  const pattern = readOwnersPattern(source)
  return typeof pattern === 'string' ? pattern : { source, pattern }
}

/** The patterns that are valid; the schema has refused the others. */
export function pathPatterns(sources: readonly string[] = []): readonly PathPattern[] {
  return sources.flatMap((source) => {
    const read = readPathPattern(source)
    return typeof read === 'string' ? [] : [read]
  })
}

export function matchesPath(patterns: readonly PathPattern[], path: string): boolean {
  const segments = path.split('/')
  return patterns.some(({ pattern }) => matchesOwnersPattern(pattern, segments))
}
