const LETTERS: readonly string[] = [...'xqzjvwkyfbhgpmudlncirotase\u00f8\u{2c60}\u{a640}0123456789']

/** A letter that is none of these, for what no pattern of a comparison spells; undefined where they are all taken. */
export function unspelledLetter(spelled: ReadonlySet<string>): string | undefined {
  return LETTERS.find((letter) => !spelled.has(letter))
}
