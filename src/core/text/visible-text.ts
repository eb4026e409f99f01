/**
 * Text from a pull request made safe to look at: characters that a reader cannot see, or that change how the
 * rest is read (controls, terminal escapes, zero-width and bidirectional marks, tags, unpaired surrogates),
 * stand as `\u{…}`. Tabs and line feeds stay where `layout` is `keep`, otherwise they are written out too.
 */
export function visibleText(text: string, layout: 'keep' | 'show' = 'show'): string {
  return text.replace(INVISIBLE, (character) =>
    layout === 'keep' && (character === '\n' || character === '\t')
      ? character
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}

/**
 * Control, format (zero-width, bidirectional, tags), separators, surrogates without a partner, private use;
 * then what Unicode calls default-ignorable beside them: variation selectors, fillers, the grapheme joiner.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu
