/**
 * What a JSON object that stands for a body may hold. JSON cannot tell a nested block from an argument that is an
 * object, so whoever knows the language says it.
 */
export interface BodySchema {
  readonly properties: ReadonlyMap<string, PropertySchema>
  /** What a property is that is not named. */
  readonly others: PropertySchema
}

export type PropertySchema = BlockSchema | ArgumentForm

/** So many levels of property names are a block's labels; the body may depend on them. */
export interface BlockSchema {
  readonly labels: number
  readonly body: (labels: readonly string[]) => BodySchema
}

/**
 * How the texts within an argument are read. `expression`: as templates. `literal`: as they stand. `reference`: as
 * native expressions, which stand for a name, a type or a keyword rather than for a value.
 */
export type ArgumentForm = 'expression' | 'literal' | 'reference'
