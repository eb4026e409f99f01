import { type ASTNode, type Environment, type ParseResult, serialize } from '@marcbachmann/cel-js'
import type { CompiledCondition } from './condition.ts'
import { conditionEnvironment } from './condition-environment.ts'

/** The parts of a condition, each parsed once however often it is asked about. */
export interface ParsedParts {
  /** A part by itself. Throws where it cannot be parsed or checked alone. */
  parsed(node: ASTNode): ParseResult
  /** The parts that also see a variable of a loop. */
  within(variable: string, type: string): ParsedParts
}

/** A condition's tree, and its parts. A condition stays the same, and parsing its parts takes longer than asking them. */
export function parsedCondition(condition: CompiledCondition): { readonly ast: ASTNode; readonly parts: ParsedParts } {
  const known = byCondition.get(condition)
  if (known !== undefined) return known
  const environment = conditionEnvironment(condition.parameters)
  const parsed = environment.parse(condition.source)
  // Gives each node its type, by which its cost is counted.
  parsed.check()
  const read = { ast: parsed.ast, parts: partsIn(environment) }
  byCondition.set(condition, read)
  return read
}

const byCondition = new WeakMap<CompiledCondition, ReturnType<typeof parsedCondition>>()

function partsIn(environment: Environment): ParsedParts {
  const parsed = new Map<ASTNode, ParseResult>()
  const inner = new Map<string, ParsedParts>()
  return {
    parsed(node) {
      const result = parsed.get(node) ?? environment.parse(serialize(node))
      parsed.set(node, result)
      return result
    },
    within(variable, type) {
      const name = `${type} ${variable}`
      const parts = inner.get(name) ?? partsIn(environment.clone().registerVariable(variable, type))
      inner.set(name, parts)
      return parts
    },
  }
}
