/** What the parser refuses to go beyond. Hitting a limit is a diagnostic of severity error, never silence. */
export interface HclLimits {
  /** UTF-16 units of one file. */
  readonly fileLength: number
  /** Brackets, blocks, templates, unary operators and else-branches within each other. */
  readonly nestingDepth: number
  /** Height of an expression's tree, counting chains such as `a.b.c` and `a + b + c` too. */
  readonly expressionHeight: number
  /** Items of one collection, arguments of one call, parts of one template, arguments and blocks of one file or block. */
  readonly siblings: number
  /** Blocks within one block. */
  readonly blocksWithin: number
  /** Characters of one number literal. */
  readonly numberLength: number
  /** Absolute value of a number literal's exponent: `1e300000` would be 300,000 digits. */
  readonly numberExponent: number
  /** Errors of one file; the rest of the file is not read then. */
  readonly errors: number
}

export const DEFAULT_HCL_LIMITS: HclLimits = {
  fileLength: 5_000_000,
  nestingDepth: 200,
  expressionHeight: 1_000,
  siblings: 10_000,
  blocksWithin: 2_000,
  numberLength: 1_000,
  numberExponent: 1_000,
  errors: 100,
}
