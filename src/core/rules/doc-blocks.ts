/** One line of a document: its 1-based number, and its offsets without the line feed. */
export interface DocLine {
  readonly number: number
  readonly start: number
  readonly end: number
}

interface Heading {
  readonly level: number
  readonly text: string
  readonly line: DocLine
}

export interface FencedBlock {
  /** What stands behind the opening fence. */
  readonly info: string
  /** The content, with a line feed at its end unless it is empty. */
  readonly text: string
  /** The opening line. */
  readonly line: DocLine
}

export interface DocBlocks {
  readonly headings: readonly Heading[]
  readonly blocks: readonly FencedBlock[]
  /** The opening line of a fence that no line closes. */
  readonly unclosed?: DocLine
}

/** The headings (`#` style) and fenced code blocks of a Markdown text, as CommonMark has them, not indented. */
export function readBlocks(markdown: string): DocBlocks {
  const headings: Heading[] = []
  const blocks: FencedBlock[] = []
  let open:
    | { readonly fence: string; readonly info: string; readonly line: DocLine; readonly lines: string[] }
    | undefined
  for (const { text, line } of linesOf(markdown)) {
    if (open !== undefined) {
      if (closes(text, open.fence)) {
        blocks.push({ info: open.info, text: open.lines.map((each) => `${each}\n`).join(''), line: open.line })
        open = undefined
      } else open.lines.push(text)
      continue
    }
    const [, fence, info = ''] = /^(`{3,}|~{3,})([^`]*)$/.exec(text) ?? []
    if (fence !== undefined) open = { fence, info: info.trim(), line, lines: [] }
    const [, marks, heading] = /^(#{1,6})\s+(\S.*)$/.exec(text) ?? []
    if (marks !== undefined && heading !== undefined) headings.push({ level: marks.length, text: heading.trim(), line })
  }
  return { headings, blocks, ...(open === undefined ? {} : { unclosed: open.line }) }
}

function closes(text: string, fence: string): boolean {
  const trimmed = text.trimEnd()
  return trimmed.length >= fence.length && trimmed === (fence[0] ?? '').repeat(trimmed.length)
}

function* linesOf(text: string): Iterable<{ readonly text: string; readonly line: DocLine }> {
  let start = 0
  for (const [index, line] of text.split('\n').entries()) {
    const end = start + line.length
    yield { text: line.replace(/\r$/, ''), line: { number: index + 1, start, end } }
    start = end + 1
  }
}
