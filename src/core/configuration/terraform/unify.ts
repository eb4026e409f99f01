import type { Value } from '../../value/value.ts'
import type { AttributeType, TypeConstraint } from './type-constraint.ts'
import { ANY } from './type-constraint.ts'

/**
 * The one type that all values convert to, as the items of a list are of one type; undefined where there is none.
 * What is null or unknown is of any type. Source: "Types and Values", section "Conversion of Complex Types".
 */
export function unifiedType(values: readonly Value[]): TypeConstraint | undefined {
  return unifyTypes(values.filter((value) => value.kind !== 'null').map(typeOf))
}

function typeOf(value: Value): TypeConstraint {
  switch (value.kind) {
    case 'text':
      return { kind: 'string' }
    case 'number':
      return { kind: 'number' }
    case 'boolean':
      return { kind: 'bool' }
    case 'list':
      if (value.collection === 'tuple') return { kind: 'tuple', items: value.items.map(typeOf) }
      return { kind: value.collection, of: unifiedType(value.items) ?? ANY }
    case 'map':
      if (value.collection === 'object') return { kind: 'object', attributes: attributesOf(value) }
      return { kind: 'map', of: unifiedType(entriesOf(value)) ?? ANY }
    case 'null':
      return ANY
    case 'unknown':
      return value.symbol.form === undefined ? ANY : { kind: 'string' }
  }
}

function entriesOf(map: Value & { readonly kind: 'map' }): readonly Value[] {
  return [...map.entries.values()].map((entry) => entry.value)
}

function attributesOf(object: Value & { readonly kind: 'map' }): ReadonlyMap<string, AttributeType> {
  return new Map([...object.entries].map(([name, entry]) => [name, { type: typeOf(entry.value), optional: false }]))
}

function unifyTypes(given: readonly TypeConstraint[]): TypeConstraint | undefined {
  const types = given.filter((type) => type.kind !== 'any')
  const [first] = types
  if (first === undefined) return ANY
  if (types.every(isPrimitive)) return unifyPrimitives(first, types, types.length < given.length)
  if (types.every(isListLike)) return unifyLists(types)
  return types.every(isMapLike) ? unifyMaps(types) : undefined
}

type Primitive = TypeConstraint & { readonly kind: 'string' | 'number' | 'bool' | 'any' }
type ListLike = TypeConstraint & { readonly kind: 'list' | 'set' | 'tuple' }
type MapLike = TypeConstraint & { readonly kind: 'map' | 'object' }

function isPrimitive(type: TypeConstraint): type is Primitive {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool'
}

function isListLike(type: TypeConstraint): type is ListLike {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple'
}

function isMapLike(type: TypeConstraint): type is MapLike {
  return type.kind === 'map' || type.kind === 'object'
}

/**
 * Numbers and booleans convert to strings, and not to each other: they only stand side by side where there is a string,
 * which something unknown (`open`) may be.
 */
function unifyPrimitives(
  first: TypeConstraint,
  types: readonly TypeConstraint[],
  open: boolean,
): TypeConstraint | undefined {
  if (types.every((type) => type.kind === first.kind)) return first
  return open ? { kind: 'string' } : types.find((type) => type.kind === 'string')
}

/** Tuples of one length stay tuples; with a list or another length among them they are lists. */
function unifyLists(types: readonly ListLike[]): TypeConstraint | undefined {
  const lengths = new Set(types.map((type) => (type.kind === 'tuple' ? type.items.length : -1)))
  const [length = -1] = lengths
  if (lengths.size === 1 && length !== -1) {
    const items: TypeConstraint[] = []
    for (let at = 0; at < length; at += 1) {
      const item = unifyTypes(types.map((type) => (type.kind === 'tuple' ? (type.items[at] ?? ANY) : ANY)))
      if (item === undefined) return undefined
      items.push(item)
    }
    return { kind: 'tuple', items }
  }
  const of = unifyTypes(types.flatMap((type) => (type.kind === 'tuple' ? type.items : [type.of])))
  const kind = types.find((type) => type.kind !== 'tuple')?.kind === 'set' ? 'set' : 'list'
  return of === undefined ? undefined : { kind, of }
}

/** Objects of the same attributes stay objects; others are maps. */
function unifyMaps(types: readonly MapLike[]): TypeConstraint | undefined {
  const [first] = types
  const names = first?.kind === 'object' ? [...first.attributes.keys()] : []
  const isSame = types.every(
    (type) =>
      type.kind === 'object' &&
      type.attributes.size === names.length &&
      names.every((name) => type.attributes.has(name)),
  )
  if (!isSame) {
    const of = unifyTypes(types.flatMap((type) => (type.kind === 'object' ? attributeTypes(type) : [type.of])))
    return of === undefined ? undefined : { kind: 'map', of }
  }
  const attributes = new Map<string, AttributeType>()
  for (const name of names) {
    const type = unifyTypes(
      types.map((each) => (each.kind === 'object' ? (each.attributes.get(name)?.type ?? ANY) : ANY)),
    )
    if (type === undefined) return undefined
    attributes.set(name, { type, optional: false })
  }
  return { kind: 'object', attributes }
}

function attributeTypes(type: TypeConstraint & { readonly kind: 'object' }): readonly TypeConstraint[] {
  return [...type.attributes.values()].map((attribute) => attribute.type)
}
