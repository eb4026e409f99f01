import type { Value } from '../../../value/value.ts'
import { adaptersOf } from '../../terraform/access/adapters.ts'
import { inSnakeCase, withSnakeKeys } from '../snake-case.ts'
import type { StackResource } from '../stack.ts'
import type { Translation } from './translation.ts'

/** The arguments that adapters read of a type: `role`, `vpc_config.security_group_ids`. */
export function readsOf(type: string): readonly string[] {
  const known = READS.get(type) ?? [...new Set(adaptersOf(type).flatMap((adapter) => adapter.reads))]
  READS.set(type, known)
  return known
}

/** The table of adapters never changes. */
const READS = new Map<string, readonly string[]>()

/** The value of an argument of a type, with the names within it as adapters read them; documents stay as they are. */
export function spelledFor(type: string, argument: string, value: Value): Value {
  const [first = argument] = argument.split('.')
  const isDocument = adaptersOf(type).some(({ documents }) => documents.includes(first))
  return isDocument ? value : withSnakeKeys(value)
}

/** Arguments that properties of the same name give. */
export function sharedArguments(resource: StackResource, row: Translation): readonly (readonly [string, Value])[] {
  const properties = resource.properties()
  if (row.shared === undefined || properties.kind !== 'map') return []
  const reads = readsOf(row.to)
  return [...properties.entries].flatMap(([name, { value }]): (readonly [string, Value])[] => {
    const argument = inSnakeCase(name)
    const isRead = reads.some((read) => read === argument || read.startsWith(`${argument}.`))
    return isRead ? [[argument, spelledFor(row.to, argument, value)]] : []
  })
}

/** The paths of the properties that are read so. */
export function sharedPaths(resource: StackResource, row: Translation): readonly string[] {
  const properties = resource.properties()
  if (row.shared === undefined) return []
  return readsOf(row.to).flatMap((read) => pathsTo(properties, read.split('.')))
}

/** Where an argument is among properties, and where nothing stands that it could be in; items of lists are passed over, as in all paths that are read. */
function pathsTo(value: Value, [first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined || isEmpty(value)) return ['']
  if (value.kind === 'list') return [...new Set(value.items.flatMap((item) => pathsTo(item, [first, ...rest])))]
  if (value.kind !== 'map') return []
  return [...value.entries].flatMap(([name, entry]) => {
    if (inSnakeCase(name) !== first) return []
    if (rest.length === 0) return [name]
    return pathsTo(entry.value, rest).map((path) => (path === '' ? name : `${name}.${path}`))
  })
}

function isEmpty(value: Value): boolean {
  return (value.kind === 'map' && value.entries.size === 0) || (value.kind === 'list' && value.items.length === 0)
}
