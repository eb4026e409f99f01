import type { HclFile } from '../../../syntax/hcl/ast.ts'
import type { Span } from '../../../text/span.ts'
import { type FlatText, flattenText, spansWithin } from '../../../value/text-origin.ts'
import type { TextValue } from '../../../value/value.ts'

/**
 * A file that was parsed from a text of configuration, as if it stood where that text was written: every node has the
 * range of what it was made from. What was written in another file than most of it has the range of what is before it.
 */
export function relocateFile(parsed: HclFile, text: TextValue, fallback: Span): HclFile {
  const flat = flattenText(text)
  const file = mainFile(flat) ?? fallback.file
  const place = (start: number, end: number): Span => {
    const found = spansWithin(flat, start, end, 'all').find((span) => span.file === file)
    return found ?? fallback
  }
  const body = relocated(parsed.body, place)
  const diagnostics = parsed.diagnostics.map((each) => ({
    ...each,
    subject: place(each.subject.start, each.subject.end),
  }))
  return { ...parsed, path: file, body, comments: [], diagnostics }
}

/** The file that the most characters were written in. */
function mainFile({ pieces, spans }: FlatText): string | undefined {
  const lengths = new Map<string, number>()
  for (const {
    start,
    end,
    spans: [span = spans[0]],
  } of pieces) {
    if (span !== undefined) lengths.set(span.file, (lengths.get(span.file) ?? 0) + end - start)
  }
  return [...lengths].sort(([, left], [, right]) => right - left)[0]?.[0]
}

/** A syntax tree with other ranges: whatever has a start and an end has the ones of its place. */
function relocated<Node>(node: Node, place: (start: number, end: number) => Span): Node
function relocated(node: unknown, place: (start: number, end: number) => Span): unknown {
  if (node instanceof Map) return new Map([...node].map(([key, value]) => [key, relocated(value, place)]))
  if (Array.isArray(node)) return node.map((each) => relocated(each, place))
  if (typeof node !== 'object' || node === null) return node
  const copied = Object.entries(node).map(([name, value]) => [name, relocated(value, place)] as const)
  const copy: Record<string, unknown> = Object.fromEntries(copied)
  const { start, end } = copy
  if (typeof start !== 'number' || typeof end !== 'number') return copy
  const span = place(start, end)
  return { ...copy, start: span.start, end: span.end }
}
