/** A message that was made to be slow to read; `fill` makes it of about so many characters. */
export interface HostileMessage {
  readonly name: string
  fill(chars: number): string
}

function repeated(unit: string, before = '', after = ''): HostileMessage['fill'] {
  return (chars) => before + unit.repeat(Math.ceil(chars / unit.length)) + after
}

/** Lines that are all different, so that nothing is remembered from one to the next. */
function numbered(line: (index: number) => string): HostileMessage['fill'] {
  return (chars) => {
    const lines: string[] = []
    for (let length = 0; length < chars; length += lines.at(-1)?.length ?? 1) lines.push(`${line(lines.length)}\n`)
    return lines.join('')
  }
}

export const hostileMessages: readonly HostileMessage[] = [
  { name: 'of sentences', fill: repeated('The uploader gave up after the first failure: it lost whole batches.\n') },
  { name: 'in one line', fill: repeated('word ') },
  { name: 'of blanks', fill: repeated(' ') },
  { name: 'of line feeds', fill: repeated('\n') },
  { name: 'of co-author trailers', fill: numbered((index) => `Co-authored-by: P${index} <p${index}@example.com>`) },
  { name: 'of trailers of tools', fill: numbered((index) => `Copilot-Session: ${index}`) },
  { name: 'of assistance trailers', fill: numbered((index) => `Assisted-by: tool${index}:model-${index}`) },
  { name: 'of people in one trailer', fill: repeated('P <p@example.com>, ', 'Co-authored-by: ') },
  { name: 'of blanks in a trailer', fill: repeated(' ', 'Co-authored-by: ', 'x') },
  { name: 'of open brackets in a trailer', fill: repeated('<', 'Co-authored-by: ') },
  { name: 'of HTML escapes in a trailer', fill: repeated('&lt;', 'Co-authored-by: ') },
  { name: 'of encoded words', fill: repeated('=?UTF-8?q?a_b?= ', 'Co-authored-by: ') },
  { name: 'of half encoded words', fill: repeated('=?utf-8?q?', 'Co-authored-by: ') },
  { name: 'of encoded trailers', fill: numbered((index) => `Co-authored-by: =?UTF-8?q?P${index}?= <p@example.com>`) },
  { name: 'of glue', fill: repeated('\\n') },
  { name: 'of glued trailers', fill: repeated('\\nCo-authored-by: P <p@example.com>') },
  { name: 'of robots', fill: repeated(' 🤖') },
  { name: 'of fences', fill: repeated('```\n') },
  { name: 'of quotations', fill: repeated('> Co-authored-by: P <p@example.com>\n') },
  { name: 'of a fence that is never closed', fill: repeated('Co-authored-by: P <p@example.com>\n', '```\n') },
  { name: 'of comments that are never closed', fill: repeated('<!-- x\n', '```\n~~~\n') },
  { name: 'of a squeezed comment that is never closed', fill: repeated('<!-- x\\n') },
  { name: 'of comments', fill: repeated('<!--\n-->\n') },
  { name: 'of an endless revert', fill: repeated('a\\n', 'Revert "') },
  { name: 'of look-alikes', fill: repeated('о') },
  { name: 'of look-alike trailers', fill: numbered((index) => `Со-authоred-by: P${index} <p${index}@exаmple.com>`) },
  { name: 'of invisible characters', fill: repeated('\u200b') },
  { name: 'of combining marks', fill: repeated('\u0316\u0301', 'a') },
  { name: 'of bullets', fill: repeated('- ') },
  { name: 'of list numbers', fill: repeated('1. ') },
  { name: 'of emphasis', fill: repeated('*_') },
  { name: 'of half markers', fill: repeated('🤖 Generated with [Claude Cod\n') },
]
