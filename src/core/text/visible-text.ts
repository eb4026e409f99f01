/**
 * Text from a pull request made safe to look at: characters that a reader cannot see, or that change how the
 * rest is read (controls, terminal escapes, zero-width and bidirectional marks, tags, unpaired surrogates),
 * stand as `\u{…}`. Line feeds stay where `lineFeeds` is `keep`, otherwise they stand as `\u{a}`.
 */
export function visibleText(text: string, lineFeeds: 'keep' | 'show' = 'show'): string {
  return text
    .replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(LINE_FEED, lineFeeds === 'keep' ? '\n' : '\\u{a}')
}

/** Control, format (zero-width, bidirectional, tags), line and paragraph separators, surrogates without a partner, variation selectors, private use; line feeds apart. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u{34f}\u{115f}\u{1160}\u{3164}\u{ffa0}]/gu
const LINE_FEED = /\n/g
