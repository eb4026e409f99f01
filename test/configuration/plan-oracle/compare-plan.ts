import { type Expected, isExcused, isMarked, isSameValue, type Lookup, shown } from './compare-value.ts'
import type { EvaluatedBlock, EvaluatedInstance, EvaluatedTree } from './evaluate-tree.ts'
import { firstDifference } from './first-difference.ts'
import type { GoldenPlan, Json, PlannedValue, UnknownPlaces } from './golden-plan.ts'
import type { BlockSchema, NestedSchema } from './schema.ts'
import { DATA_SOURCES, RESOURCES } from './schemas.ts'

/** Everything in which the evaluator and Terraform differ, one line each; and how many values were compared. */
export interface Comparison {
  readonly faults: readonly string[]
  readonly compared: number
}

/** Compares every value of every planned instance, and every output. */
export function comparePlan(tree: EvaluatedTree, plan: GoldenPlan): Comparison {
  const lookup = lookupIn(plan)
  const faults: string[] = tree.errors.map((error) => `error: ${error}`)
  let compared = 0
  const addresses = new Set([...tree.instances.keys(), ...Object.keys(plan.instances)])
  for (const address of [...addresses].sort()) {
    const [instance, planned] = [tree.instances.get(address), plan.instances[address]]
    if (instance === undefined) faults.push(`${address}: is planned and not evaluated`)
    else if (planned === undefined) faults.push(`${address}: is evaluated and not planned`)
    else {
      compared += Object.keys(planned).length
      faults.push(...compareInstance(address, instance, planned, lookup))
    }
  }
  const outputs = Object.entries(plan.outputs).flatMap(([name, planned]) => {
    const value = tree.outputs.get(name)
    compared += 1
    const isSame = value !== undefined && isSameValue(value, 'any', expectedOf(planned, lookup))
    return isSame ? [] : [firstDifference(`output.${name}`, planned.value, shown(value))]
  })
  return { faults: [...faults, ...outputs], compared }
}

/** Attributes that Terraform knows as well are not looked up: the evaluator has to know them by itself. */
function lookupIn(plan: GoldenPlan): Lookup {
  const values = Object.entries(plan.instances).flatMap(([address, planned]) =>
    Object.entries(planned).map(([name, each]) => [`${address}.${name}`, each] as const),
  )
  const byAddress = new Map<string, PlannedValue>(values)
  return (address) => {
    const found = byAddress.get(address)
    if (found === undefined || found.value === null) return undefined
    return found.unknown !== undefined || isMarked(found.value) ? found.value : undefined
  }
}

function compareInstance(
  address: string,
  instance: EvaluatedInstance,
  planned: Readonly<Record<string, PlannedValue>>,
  lookup: Lookup,
): readonly string[] {
  const schema = schemaOf(instance)
  const presence = instance.isUncertain ? [`${address}: may not be there, and is planned`] : []
  // Of what is not configured, only rendered documents say more than that they are themselves.
  const blocks = Object.keys(planned).filter((name) => name in schema.blocks)
  const rendered = instance.type === 'aws_iam_policy_document' ? ['json'] : []
  const names = new Set([...instance.configured, ...blocks, ...rendered])
  const faults = [...names].sort().flatMap((name) => {
    const expected = planned[name] ?? { value: null }
    const nested = schema.blocks[name]
    if (nested !== undefined) return compareBlocks(`${address}.${name}`, instance, name, nested, expected, lookup)
    return compareAttribute(`${address}.${name}`, instance, name, schema, expectedOf(expected, lookup))
  })
  return [...presence, ...faults]
}

function schemaOf({ mode, type }: EvaluatedInstance): BlockSchema {
  const found = (mode === 'data' ? DATA_SOURCES : RESOURCES)[type]
  if (found !== undefined) return found
  if (type === 'terraform_data') return { attributes: {}, computed: [], blocks: {} }
  throw new Error(`no schema for ${type}`)
}

function compareAttribute(
  path: string,
  block: EvaluatedBlock,
  name: string,
  schema: BlockSchema,
  expected: Expected,
): readonly string[] {
  const value = block.attribute(name)
  const type = schema.attributes[name] ?? (schema.computed.includes(name) ? 'string' : 'any')
  const isAbsent = value === undefined || value.kind === 'null'
  const isSame = isAbsent
    ? expected.value === null || (expected.isUnknown && schema.computed.includes(name))
    : isSameValue(value, type, expected)
  return isSame ? [] : [firstDifference(path, expected.value, shown(value))]
}

/** Blocks of a list stand in order; those of a set are each looked for. */
function compareBlocks(
  path: string,
  parent: EvaluatedBlock,
  type: string,
  schema: NestedSchema,
  planned: PlannedValue,
  lookup: Lookup,
): readonly string[] {
  const blocks = parent.blocks.filter((block) => block.type === type)
  const items = Array.isArray(planned.value) ? planned.value : []
  const expected = expectedOf(planned, lookup)
  if (blocks.some((block) => block.isUncertain)) {
    return isExcused(expected) ? [] : [firstDifference(path, planned.value, 'blocks that may not be there')]
  }
  const compare = (block: EvaluatedBlock, at: number): readonly string[] =>
    compareBlock(`${path}[${at}]`, block, schema, items[at] ?? null, placesAt(planned.unknown, at, schema), lookup)
  if (schema.nesting === 'list') {
    const count = items.length === blocks.length ? [] : [firstDifference(path, items.length, `${blocks.length} blocks`)]
    return [...count, ...blocks.slice(0, items.length).flatMap(compare)]
  }
  const lonely = items.filter((_, at) => !blocks.some((block) => compare(block, at).length === 0))
  const surplus = blocks.filter((block) => !items.some((_, at) => compare(block, at).length === 0))
  return [
    ...lonely.map((item) => firstDifference(path, item, 'no such block')),
    ...surplus.map((block) => firstDifference(path, planned.value, shownBlock(block))),
  ]
}

function compareBlock(
  path: string,
  block: EvaluatedBlock,
  schema: NestedSchema,
  planned: Json,
  places: UnknownPlaces,
  lookup: Lookup,
): readonly string[] {
  const values = typeof planned === 'object' && planned !== null && !Array.isArray(planned) ? planned : {}
  return Object.entries(values).flatMap(([name, value]) => {
    const expected = { value, unknown: placesOf(places, name) }
    const nested = schema.blocks[name]
    return nested === undefined
      ? compareAttribute(`${path}.${name}`, block, name, schema, expectedOf(expected, lookup))
      : compareBlocks(`${path}.${name}`, block, name, nested, expected, lookup)
  })
}

function placesOf(places: UnknownPlaces, name: string): UnknownPlaces {
  if (typeof places === 'boolean') return places
  return Object.entries(places).find(([each]) => each === name)?.[1] ?? false
}

/** Sets are in another order while parts of them are unknown: any of it may be. */
function placesAt(places: UnknownPlaces | undefined, at: number, schema: NestedSchema): UnknownPlaces {
  if (places === undefined || typeof places === 'boolean') return places ?? false
  return schema.nesting === 'list' && Array.isArray(places) ? (places[at] ?? false) : true
}

function expectedOf({ value, unknown = false }: PlannedValue, lookup: Lookup): Expected {
  return { value, isUnknown: unknown !== false, lookup }
}

function shownBlock(block: EvaluatedBlock): string {
  return `{${block.configured.map((name) => `${name} = ${shown(block.attribute(name))}`).join(', ')}}`
}
