import type { Query, Selection } from './parse-query.ts'

/** An object of the schema: its type, and how its fields are answered. */
export interface GraphObject {
  readonly type: string
  /** Interfaces of the schema that the type has. */
  readonly implements?: readonly string[]
  readonly fields: Readonly<Record<string, Field>>
}

export interface Field {
  /** The argument's type by its name, with its `!`. */
  readonly takes?: Readonly<Record<string, string>>
  readonly answer: (given: Readonly<Record<string, string>>) => unknown
}

/** What GitHub says is not there, or may not be seen: the answer is null, and an error says why. */
export class GraphError extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

export interface GraphAnswer {
  readonly data: unknown
  readonly errors?: readonly { readonly type: string; readonly path: readonly string[]; readonly message: string }[]
}

/** Answers a query over `root`. Throws an `Error` where the query does not fit the schema: GitHub would refuse it. */
export async function runQuery(
  query: Query,
  variables: Readonly<Record<string, string>>,
  root: GraphObject,
): Promise<GraphAnswer> {
  const undeclared = Object.keys(variables).filter((name) => !query.declared.has(name))
  const missing = [...query.declared.keys()].filter((name) => variables[name] === undefined)
  if (undeclared.length + missing.length > 0) throw new Error(`Variables: ${[...undeclared, ...missing].join(', ')}`)
  const run: Run = { query, variables, errors: [] }
  const data = await select(run, root, query.selections, [])
  return run.errors.length === 0 ? { data } : { data, errors: run.errors }
}

interface Run {
  readonly query: Query
  readonly variables: Readonly<Record<string, string>>
  readonly errors: { readonly type: string; readonly path: readonly string[]; readonly message: string }[]
}

async function select(run: Run, object: GraphObject, selections: readonly Selection[], path: readonly string[]) {
  const answer: Record<string, unknown> = {}
  for (const selection of selections) {
    if (selection.kind === 'fragment') {
      if (selection.type !== object.type && object.implements?.includes(selection.type) !== true) continue
      Object.assign(answer, await select(run, object, selection.selections, path))
      continue
    }
    answer[selection.alias] = await answerField(run, object, selection, [...path, selection.alias])
  }
  return answer
}

type FieldSelection = Extract<Selection, { readonly kind: 'field' }>

async function answerField(run: Run, object: GraphObject, selection: FieldSelection, path: readonly string[]) {
  if (selection.name === '__typename') return object.type
  const field = object.fields[selection.name]
  if (field === undefined) throw new Error(`Field '${selection.name}' doesn't exist on type '${object.type}'`)
  try {
    return await complete(run, await field.answer(argumentsOf(run, field, selection)), selection, path)
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    run.errors.push({ type: error.type, path, message: error.message })
    return null
  }
}

function argumentsOf(run: Run, { takes = {} }: Field, { name, given }: FieldSelection): Record<string, string> {
  return Object.fromEntries(
    [...given].map(([argument, value]) => {
      const type = takes[argument]
      if (type === undefined) throw new Error(`Field '${name}' doesn't accept argument '${argument}'`)
      if (value.kind === 'number') {
        if (type.replace('!', '') !== 'Int') throw new Error(`Argument '${argument}' on '${name}' is no number`)
        return [argument, value.text]
      }
      if (value.kind === 'enum') {
        if (!/^\[?[A-Za-z]+!?\]?!?$/.test(type) || SCALARS.has(type.replace('!', ''))) {
          throw new Error(`Argument '${argument}' on '${name}' is no enumeration`)
        }
        return [argument, value.text]
      }
      const variable = value.name
      const declared = run.query.declared.get(variable)
      if (declared?.replace('!', '') !== type.replace('!', '') || (type.endsWith('!') && declared !== type)) {
        throw new Error(`Type mismatch on variable $${variable} and argument ${argument} (${declared} / ${type})`)
      }
      return [argument, run.variables[variable] ?? '']
    }),
  )
}

const SCALARS: ReadonlySet<string> = new Set(['Int', 'String', 'ID', 'GitObjectID'])

async function complete(
  run: Run,
  value: unknown,
  selection: FieldSelection,
  path: readonly string[],
): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((each) => complete(run, each, selection, path)))
  if (!isObject(value)) {
    if (selection.selections.length > 0 && value !== null) throw new Error(`${selection.name} has no fields`)
    return value
  }
  if (selection.selections.length === 0) throw new Error(`${selection.name} must have a selection of fields`)
  return select(run, value, selection.selections, path)
}

function isObject(value: unknown): value is GraphObject {
  return typeof value === 'object' && value !== null && 'fields' in value
}
