import { description } from './description.ts'

type Node = Readonly<Record<string, unknown>>

/**
 * Properties of `value` that the schema does not name. JSON Schema lets them pass; GitHub refuses some and ignores
 * the rest, and either way they are a mistake of whoever sent them.
 */
export function unknownProperties(schema: unknown, value: unknown, at = ''): readonly string[] {
  const parts = alternatives(schema)
  if (Array.isArray(value)) {
    const items = parts.flatMap((part) => (part['items'] === undefined ? [] : [part['items']]))
    return items.length === 0 ? [] : value.flatMap((item, i) => unknownProperties({ anyOf: items }, item, `${at}/${i}`))
  }
  if (!isNode(value)) return []
  const named = parts.filter((part) => isNode(part['properties']))
  if (named.length === 0 || parts.some((part) => isNode(part['additionalProperties']))) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const schemas = named.flatMap(({ properties }) =>
      isNode(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [],
    )
    if (schemas.length === 0) return [`${at}/${name} is not a known property`]
    return unknownProperties({ anyOf: schemas }, inner, `${at}/${name}`)
  })
}

/** The schema and everything it is composed of. */
function alternatives(schema: unknown): readonly Node[] {
  if (!isNode(schema)) return []
  const { $ref, allOf, anyOf, oneOf } = schema
  if (typeof $ref === 'string') return alternatives(description.schemas[$ref.slice('#/schemas/'.length)])
  return [schema, ...[allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.flatMap(alternatives) : []))]
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
