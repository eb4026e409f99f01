import {
  type ModuleSource,
  nameOfSource,
  type RegistrySource,
} from '../../core/configuration/terraform/source/module-source.ts'
import { constraintText } from '../../core/configuration/terraform/source/version-constraint.ts'
import { type UnreadableModule, unreadableModule } from '../../ports/module-sources.ts'

/** Which modules of which registry an operator lets be read. */
export interface MirroredRegistry {
  /** The registry's host as addresses name it; that of an address without a host is registry.terraform.io. */
  readonly registryHost: string
  readonly namespaces: readonly string[]
}

/** The source where the operator allows it, else why not. */
export function allowedSource(
  { registryHost, namespaces }: MirroredRegistry,
  source: ModuleSource,
): RegistrySource | UnreadableModule {
  if (source.kind === 'unknown') return unreadableModule(`The source ${source.reason}`)
  const name = nameOfSource(source)
  if (source.kind !== 'registry') return unreadableModule(`${name} is not in a registry`)
  if (source.host !== registryHost) return unreadableModule(`The registry of ${name} is not mirrored`)
  if (namespaces.includes(source.namespace)) return source
  return unreadableModule(`The namespace of ${name} is not among those that may be read from the mirror`)
}

export function noVersion(source: RegistrySource): UnreadableModule {
  const wanted = constraintText(source.constraint)
  const which = wanted === '' ? 'no version' : `no version that satisfies ${wanted}`
  return unreadableModule(`The mirror has ${which} of ${nameOfSource(source)}`)
}
