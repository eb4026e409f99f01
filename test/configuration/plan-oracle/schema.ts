/** The type of an attribute. Every attribute is optional: what is compared is a plan, not validation. */
export type AttributeType = 'string' | 'number' | 'bool' | `${'list' | 'set' | 'map'}(string)`

export interface BlockSchema {
  /** What a configuration may set. */
  readonly attributes: Readonly<Record<string, AttributeType>>
  /** Texts that the provider makes up where the configuration sets none. */
  readonly computed: readonly string[]
  readonly blocks: Readonly<Record<string, NestedSchema>>
}

export interface NestedSchema extends BlockSchema {
  readonly nesting: 'list' | 'set'
}

/**
 * Attributes by type, in short: `s:` strings, `n:` numbers, `b:` truth values, `l:`, `t:` and `m:` lists, sets and
 * maps of strings; a letter counts until the next. The second text names the computed ones.
 */
export function schema(
  attributes: string,
  computed: string,
  blocks: Readonly<Record<string, NestedSchema>> = {},
): BlockSchema {
  return { attributes: Object.fromEntries(typedNames(attributes)), computed: words(computed), blocks }
}

export function nested(
  nesting: NestedSchema['nesting'],
  attributes: string,
  blocks: Readonly<Record<string, NestedSchema>> = {},
): NestedSchema {
  return { nesting, ...schema(attributes, '', blocks) }
}

const TYPES: Readonly<Record<string, AttributeType>> = {
  s: 'string',
  n: 'number',
  b: 'bool',
  l: 'list(string)',
  t: 'set(string)',
  m: 'map(string)',
}

function typedNames(text: string): (readonly [string, AttributeType])[] {
  let type: AttributeType = 'string'
  return words(text).map((word) => {
    const [, letter, rest] = /^(?:([a-z]):)?(\w+)$/.exec(word) ?? []
    if (rest === undefined) throw new Error(`no attribute: ${word}`)
    if (letter !== undefined) type = TYPES[letter] ?? type
    return [rest, type]
  })
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
