import { operationDescription } from '../openapi/description.ts'
import type { Operation } from './operation.ts'

/** Parameters that may hold slashes, whether or not the client encoded them. */
const GREEDY = new Set(['ref', 'path', 'branch', 'basehead'])

export interface Route {
  readonly operation: Operation
  readonly path: ReadonlyMap<string, string>
}

/** Finds the operation that a request means, by the methods and paths of GitHub's description. */
export function routes(operations: readonly Operation[]) {
  const table = operations
    .map((operation) => {
      const { method, path } = operationDescription(operation.id)
      return { operation, method: method.toUpperCase(), ...pattern(path) }
    })
    // The more fixed text, the more specific: `…/commits/{ref}/check-runs` comes before `…/commits/{ref}`.
    .sort((left, right) => right.fixedLength - left.fixedLength)
  return {
    find(method: string, path: string): Route | undefined {
      for (const row of table) {
        const match = row.method === method ? row.expression.exec(path) : null
        if (match === null) continue
        return { operation: row.operation, path: new Map(Object.entries(match.groups ?? {}).map(decode)) }
      }
      return undefined
    },
  }
}

function pattern(path: string) {
  const source = path
    .split(/\{(\w+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.]/g, '\\.')
      return GREEDY.has(part) ? `(?<${part}>.+)` : `(?<${part}>[^/]+)`
    })
    .join('')
  return { expression: new RegExp(`^${source}$`), fixedLength: path.replace(/\{\w+\}/g, '').length }
}

function decode([name, value]: [string, string]): [string, string] {
  return [name, decodeURIComponent(value)]
}
