const SEGMENTER = new Intl.Segmenter('und')

/** A text as the characters that people see: Unicode's extended grapheme clusters. */
export function charactersOf(text: string): readonly string[] {
  // Of ASCII only a carriage return with its line feed is one character of two.
  if (isAscii(text) && !text.includes('\r')) return [...text]
  return Array.from(SEGMENTER.segment(text), (each) => each.segment)
}

export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text)
}
