export type ExpandedSubdirectory =
  | { readonly kind: 'directory'; readonly directory: string }
  /** A predicate for people, of the package. */
  | { readonly kind: 'none'; readonly why: string }

/**
 * The directory that a subdirectory means where it may be a pattern (`*` within a segment), as Terraform expands
 * it: exactly one path of the package must match.
 */
export function expandSubdirectory(pattern: string, paths: readonly string[]): ExpandedSubdirectory {
  if (!/[*?[\\]/.test(pattern)) return { kind: 'directory', directory: pattern }
  if (/[?[\\]/.test(pattern)) return { kind: 'none', why: 'has a subdirectory whose pattern is not understood' }
  const segments = pattern.split('/').map(matcherOf)
  const matches = new Set<string>()
  for (const path of paths) {
    const parts = path.split('/').slice(0, segments.length)
    if (parts.length === segments.length && parts.every((part, at) => segments[at]?.(part)))
      matches.add(parts.join('/'))
  }
  const [directory, ...others] = matches
  if (directory === undefined) return { kind: 'none', why: `has nothing that matches ${pattern}` }
  if (others.length > 0) return { kind: 'none', why: `has more than one path that matches ${pattern}` }
  return { kind: 'directory', directory }
}

/** Compares without a regular expression: many stars would make one slow. */
function matcherOf(segment: string): (name: string) => boolean {
  const [first = '', ...rest] = segment.split('*')
  const last = rest.pop()
  return (name) => {
    if (last === undefined) return name === first
    const end = name.length - last.length
    if (end < first.length || !name.startsWith(first) || !name.endsWith(last)) return false
    let at = first.length
    for (const part of rest) {
      const found = name.indexOf(part, at)
      if (found === -1 || found + part.length > end) return false
      at = found + part.length
    }
    return true
  }
}
