const MAX_PATTERN_LENGTH = 200

/**
 * The paths of `fileset(directory, pattern)`, relative to the directory: `*` and `?` within a segment, `**` for any
 * directories, `{a,b}` alternatives. Undefined for patterns with what is not matched here.
 */
export function matchingPaths(
  paths: readonly string[],
  directory: string,
  pattern: string,
): readonly string[] | undefined {
  if (pattern.length > MAX_PATTERN_LENGTH || /[[\]\\!]/.test(pattern)) return undefined
  const patterns = expandBraces(pattern)
  if (patterns === undefined) return undefined
  const prefix = directory === '' ? '' : `${directory}/`
  const segments = patterns.map((each) => each.split('/').filter((segment) => segment !== '.'))
  return paths
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((path) => segments.some((each) => matches(path.split('/'), each)))
}

/** `a{b,c}d` → `abd`, `acd`; undefined for nested or too many alternatives. */
function expandBraces(pattern: string): readonly string[] | undefined {
  const match = /^([^{}]*)\{([^{}]*)\}(.*)$/.exec(pattern)
  if (match === null) return /[{}]/.test(pattern) ? undefined : [pattern]
  const [, before = '', choices = '', after = ''] = match
  const rest = expandBraces(after)
  if (rest === undefined || rest.length * choices.split(',').length > 100) return undefined
  return choices.split(',').flatMap((choice) => rest.map((end) => before + choice + end))
}

/** Row by row over the pattern's segments, so that no pattern takes long. */
function matches(path: readonly string[], pattern: readonly string[]): boolean {
  let reached = new Set([0])
  for (const segment of pattern) {
    const next = new Set<number>()
    for (const at of reached) {
      if (segment === '**') for (let to = at; to <= path.length; to += 1) next.add(to)
      else if (at < path.length && matchesSegment(path[at] ?? '', segment)) next.add(at + 1)
    }
    reached = next
  }
  return reached.has(path.length)
}

function matchesSegment(text: string, pattern: string): boolean {
  let reached = new Set([0])
  for (const character of pattern) {
    const next = new Set<number>()
    for (const at of reached) {
      if (character === '*') for (let to = at; to <= text.length; to += 1) next.add(to)
      else if (at < text.length && (character === '?' || character === text[at])) next.add(at + 1)
    }
    reached = next
  }
  return reached.has(text.length)
}
