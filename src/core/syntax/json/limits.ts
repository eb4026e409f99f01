/** What the JSON reader refuses to go beyond. Hitting a limit is a diagnostic of severity error. */
export interface JsonLimits {
  /** UTF-16 units of one text. */
  readonly length: number
  /** Objects and arrays within each other. */
  readonly depth: number
  /** Items of one array, members of one object. */
  readonly siblings: number
  /** Characters of one number, and the absolute value of its exponent. */
  readonly numberLength: number
  /** Duplicate keys that are reported, each with its own diagnostic. */
  readonly errors: number
}

export const DEFAULT_JSON_LIMITS: JsonLimits = {
  length: 5_000_000,
  depth: 200,
  siblings: 20_000,
  numberLength: 1_000,
  errors: 100,
}
