/** One verb of a format string: `%-5.2f`. */
export interface Verb {
  /** As written, for telling verbs apart. */
  readonly source: string
  readonly mode: string
  readonly flags: string
  readonly width: number
  readonly precision?: number
  /** Which argument it takes, from 0. */
  readonly position: number
}

const VERB = /%([-+0 #]*)([1-9]\d*)?(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z])/y

/**
 * A format string as texts and verbs; undefined where it is malformed. A verb takes the argument behind the one
 * before it, or the one that it names. Source: "format", section "Specification Syntax".
 */
export function readFormat(text: string): readonly (string | Verb)[] | undefined {
  const pieces: (string | Verb)[] = []
  let next = 0
  let at = 0
  while (at < text.length) {
    const start = text.indexOf('%', at)
    if (start === -1 || start > at) pieces.push(text.slice(at, start === -1 ? undefined : start))
    if (start === -1) break
    if (text[start + 1] === '%') {
      pieces.push('%')
      at = start + 2
      continue
    }
    VERB.lastIndex = start
    const verb = readVerb(VERB.exec(text), next)
    if (verb === undefined) return undefined
    pieces.push(verb)
    next = verb.position + 1
    at = start + verb.source.length
  }
  return pieces
}

function readVerb(match: RegExpExecArray | null, next: number): Verb | undefined {
  if (match === null || match[4] === '0') return undefined
  const [source, flags = '', width = '0', precision, index, mode = ''] = match
  return {
    source,
    mode,
    flags,
    width: Number(width),
    ...(precision === undefined ? {} : { precision: Number(precision) }),
    position: index === undefined ? next : Number(index) - 1,
  }
}
