/** Kinds of jsonc-parser's tokens. Its own `SyntaxKind` is a const enum, which ES modules cannot import. */
export const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  blanks: 15,
  unknown: 16,
  end: 17,
} as const

/** `ScanError` of jsonc-parser in words, by number. */
export const SCAN_ERRORS: readonly string[] = [
  '',
  'this comment does not end',
  'this string does not end on its line',
  'this number lacks digits after its dot or exponent',
  'after `\\u` come four hexadecimal digits',
  'after a backslash comes one of `"`, `\\`, `/`, `b`, `f`, `n`, `r`, `t` or `u`',
  'control characters in a string are written as escapes such as `\\n`',
]
