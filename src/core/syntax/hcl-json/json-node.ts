import type { Range } from '../hcl/ast.ts'

/** JSON as it is written: unlike a value, it keeps properties of one name and where every character stands. */
export type JsonNode = JsonNull | JsonBoolean | JsonNumber | JsonString | JsonArray | JsonObject | JsonUnreadable

interface JsonNull extends Range {
  readonly kind: 'null'
}

interface JsonBoolean extends Range {
  readonly kind: 'boolean'
  readonly value: boolean
}

/** `digits` as written. */
export interface JsonNumber extends Range {
  readonly kind: 'number'
  readonly digits: string
}

/** The range includes the quotes; `text` has the escape sequences resolved, and `escapes` tells where they stood. */
export interface JsonString extends Range {
  readonly kind: 'string'
  readonly text: string
  readonly escapes: readonly JsonEscape[]
}

/** `length` UTF-16 units of a string's text from `at` on were written as the escape sequence at this range. */
export interface JsonEscape extends Range {
  readonly at: number
  readonly length: number
}

export interface JsonArray extends Range {
  readonly kind: 'array'
  readonly items: readonly JsonNode[]
  /** False where the text broke off or was malformed within: what is there was read, and something is missing. */
  readonly complete: boolean
}

export interface JsonObject extends Range {
  readonly kind: 'object'
  readonly members: readonly JsonMember[]
  readonly complete: boolean
}

export interface JsonMember {
  readonly key: JsonString
  readonly value: JsonNode
}

/** What could not be read. */
interface JsonUnreadable extends Range {
  readonly kind: 'unreadable'
}
