/** A path whose content may have comments. */
export function mayHaveComments(path: string): boolean {
  return /\.jsonc$/i.test(path)
}

/**
 * JSON with comments (`.jsonc`) as JSON: comments, and commas before a closing bracket, are blanks, so that everything
 * keeps its place. Whatever else is wrong with it stays so, a comment without an end among it. One pass. Source: "JSON
 * with Comments", jsonc.org.
 */
export function withoutComments(text: string): string {
  const pieces: string[] = []
  /** Where in `pieces` a comma stands behind which nothing but blanks came. */
  let comma = -1
  for (let at = 0; at < text.length; ) {
    const end = endOfToken(text, at)
    const token = text.slice(at, end)
    const isComment = token.startsWith('//') || (token.startsWith('/*') && token.length > 3 && token.endsWith('*/'))
    if (comma !== -1 && (token === '}' || token === ']')) pieces[comma] = ' '
    if (token === ',') comma = pieces.length
    else if (!isComment && token.trim() !== '') comma = -1
    pieces.push(isComment ? token.replace(/[^\n\r]/g, ' ') : token)
    at = end
  }
  return pieces.join('')
}

function endOfToken(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start)
  const mark = text.slice(start, start + 2)
  if (mark === '//') {
    const end = text.indexOf('\n', start)
    return end === -1 ? text.length : end
  }
  if (mark === '/*') {
    const end = text.indexOf('*/', start + 2)
    return end === -1 ? text.length : end + 2
  }
  return start + 1
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"' || text[at] === '\n') return at + 1
  }
  return text.length
}
