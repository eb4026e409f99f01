import type { Value } from '../../../value/value.ts'
import { entriesOf, itemsIn, memberOf, wordOf } from '../json-members.ts'

/** How a plan says that a resource is configured. */
interface ConfiguredArguments {
  /** The provider's local name with its alias and module: `aws`, `aws.east`, `module.edge:aws`. */
  readonly provider: string
  /** Arguments and blocks that are written; blocks behind `dynamic` are not among them. */
  readonly names: ReadonlySet<string>
}

/** By address without instance keys. */
export type PlanConfiguration = ReadonlyMap<string, ConfiguredArguments>

/** Reads the member `configuration` of a plan; what is not as it should be there is passed over. */
export function planConfiguration(configuration: Value): PlanConfiguration {
  const found = new Map<string, ConfiguredArguments>()
  const open: { readonly prefix: string; readonly module: Value | undefined }[] = [
    { prefix: '', module: memberOf(configuration, 'root_module') },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { prefix, module } = next
    for (const resource of itemsIn(memberOf(module, 'resources'))) {
      const address = wordOf(memberOf(resource, 'address'))
      if (address !== undefined) found.set(prefix + address, argumentsOf(resource))
    }
    for (const [name, call] of entriesOf(memberOf(module, 'module_calls'))) {
      open.push({ prefix: `${prefix}module.${name}.`, module: memberOf(call, 'module') })
    }
  }
  return found
}

function argumentsOf(resource: Value): ConfiguredArguments {
  const names = new Set(entriesOf(memberOf(resource, 'expressions')).map(([name]) => name))
  return { provider: wordOf(memberOf(resource, 'provider_config_key')) ?? '', names }
}
