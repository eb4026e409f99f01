import type { Value } from '../../../value/value.ts'
import type { ModuleCall } from '../module-tree.ts'
import { plainText } from '../text.ts'

/**
 * The address of a unit's module as a module call of Terraform writes it; undefined where it is not wholly known.
 * `tfr://` names a registry. Source: "terraform", attribute "source", Terragrunt reference.
 */
export function unitModuleCall(address: Value): ModuleCall | undefined {
  const text = plainText(address)
  if (text === undefined) return undefined
  const registry = /^tfr:\/\/([^/?]*)\/([^?]+)(?:\?(.*))?$/.exec(text)
  if (registry === null) return { source: text, version: undefined, call: [] }
  const [, host = '', path = '', query = ''] = registry
  const version = /(?:^|&)version=([^&]*)/.exec(query)?.[1]
  return { source: host === '' ? path : `${host}/${path}`, version, call: [] }
}
