import { Environment } from '@marcbachmann/cel-js'
import type { Parameter } from './parameter.ts'
import { fieldTypes, RULE_TYPES, RULE_VARIABLES } from './rule-fields.ts'
import { matchesWildcard } from './wildcard.ts'

/** Functions and macros that rules may call; `matches` is not among them: its patterns can take exponential time. */
export const CONDITION_FUNCTIONS = [
  'all',
  'contains',
  'endsWith',
  'exists',
  'exists_one',
  'filter',
  'getDate',
  'getDayOfWeek',
  'getHours',
  'getMonth',
  'like',
  'lowerAscii',
  'map',
  'size',
  'startsWith',
  'timestamp',
]

/** Those that run through a list: receiver, name of the variable, body. */
export const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])

/** What an expression may read and call: the same for every rule, but for its parameters. */
export function conditionEnvironment(parameters: readonly Parameter[] = []): Environment {
  if (parameters.length === 0) return ENVIRONMENT
  const schema = Object.fromEntries(parameters.map(({ name, type }) => [name, type]))
  return ENVIRONMENT.clone().registerType({ name: 'Parameters', schema }).registerVariable('parameters', 'Parameters')
}

const ENVIRONMENT = commonEnvironment()

function commonEnvironment(): Environment {
  const environment = new Environment({ limits: { maxAstNodes: 400, maxDepth: 32, maxListElements: 100 } })
  for (const name of ['PortRange', 'Region', 'Change', 'Context', 'Data'] as const) {
    environment.registerType({ name, schema: { ...fieldTypes(RULE_TYPES[name]) } })
  }
  for (const [name, type] of Object.entries(RULE_VARIABLES)) environment.registerVariable(name, type)
  return environment.registerFunction('string.like(string): bool', (text: string, pattern: string) =>
    matchesWildcard(text.toLowerCase(), pattern.toLowerCase()),
  )
}
