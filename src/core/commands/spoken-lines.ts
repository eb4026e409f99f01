/**
 * The lines of a Markdown text that its writer says themselves, each as it stands; undefined for a line of a quotation,
 * of a fenced or indented code block, or of HTML that GitHub does not show as text. A line that follows a quotation
 * without an empty line between is shown as part of it, so it counts as one. Where it is not sure, a line is not spoken.
 */
export function spokenLines(text: string): readonly (string | undefined)[] {
  let block: Block = { kind: 'none' }
  return text
    .slice(0, MAX_CHARS)
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const { isSpoken, next } = step(block, line)
      block = next
      return isSpoken ? line : undefined
    })
}

/** GitHub takes no longer comments. */
const MAX_CHARS = 65_536

/** What a line stands in. */
type Block =
  | { readonly kind: 'none' }
  | { readonly kind: 'quotation' }
  | { readonly kind: 'fence'; readonly mark: string }
  | { readonly kind: 'html'; readonly end: string }

const NONE: Block = { kind: 'none' }

function step(block: Block, line: string): { readonly isSpoken: boolean; readonly next: Block } {
  switch (block.kind) {
    case 'fence':
      return { isSpoken: false, next: closes(line, block.mark) ? NONE : block }
    case 'html':
      return { isSpoken: false, next: htmlBehind(line, block.end) }
    case 'quotation':
      return { isSpoken: false, next: line.trim() === '' ? NONE : block }
    case 'none':
      return begin(line)
  }
}

const QUOTATION = /^ {0,3}>/
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/
const INDENTED = /^(?: {4}| {0,3}\t)/

function begin(line: string): { readonly isSpoken: boolean; readonly next: Block } {
  if (QUOTATION.test(line)) return { isSpoken: false, next: { kind: 'quotation' } }
  const mark = FENCE.exec(line)?.[1]
  if (mark !== undefined) return { isSpoken: false, next: { kind: 'fence', mark } }
  return { isSpoken: !INDENTED.test(line), next: htmlBehind(line) }
}

/** A fence is closed by one of the same kind that is as long or longer and says nothing. */
function closes(line: string, mark: string): boolean {
  const [, closing = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? []
  return closing.startsWith(mark)
}

/** What opens HTML that is not shown as text, and what closes it. */
const HTML_ENDS: ReadonlyMap<string, string> = new Map([
  ['<!--', '-->'],
  ['<pre', '</pre'],
  ['<script', '</script'],
  ['<style', '</style'],
  ['<textarea', '</textarea'],
])
const HTML_TAG = /<!--|-->|<\/?(?:pre|script|style|textarea)(?=[\s>]|$)/gi

/** Whether such HTML is open behind a line; `open` is the end that is waited for before it. */
function htmlBehind(line: string, open?: string): Block {
  let end = open
  for (const [tag] of line.replace(/`[^`]*`/g, '').matchAll(HTML_TAG)) {
    const mark = tag.toLowerCase()
    if (end === undefined) end = HTML_ENDS.get(mark)
    else if (mark === end) end = undefined
  }
  return end === undefined ? NONE : { kind: 'html', end }
}
