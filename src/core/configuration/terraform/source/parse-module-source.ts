import type { LocalSource, ModuleSource, UnknownSource } from './module-source.ts'
import { parsePackage } from './package-address.ts'
import { parseRegistryAddress } from './registry-address.ts'
import { parseRemoteAddress } from './remote-address.ts'
import { parseConstraint } from './version-constraint.ts'

/** UTF-16 units. */
const MAX_ADDRESS_LENGTH = 4_000

/**
 * Reads the `source` and `version` arguments of a module call as Terraform does (its documentation's "Module
 * Sources"): what begins with `./` or `../` is local, what reads as a registry's address is one, anything else is an
 * address for an installer. Total: what Terraform would refuse is `unknown`.
 */
export function parseModuleSource(source: string, version: string | undefined): ModuleSource {
  if (source.length > MAX_ADDRESS_LENGTH) return unknown(`is longer than ${MAX_ADDRESS_LENGTH} characters`)
  if (/[\u0000-\u001f\u007f]/.test(source)) return unknown('holds a control character')
  if (/^\.\.?[/\\]/.test(source)) return { kind: 'local', path: cleanLocalPath(source) }
  const address = parsePackage(source)
  if (address === undefined) return unknown('has a subdirectory that leaves its package')
  const registry = parseRegistryAddress(address)
  if (registry === undefined) {
    return version === undefined ? parseRemoteAddress(address) : unknown('has a version and is not in a registry')
  }
  const constraint = version === undefined ? [] : parseConstraint(version)
  return constraint === undefined
    ? unknown('has a version that is no constraint')
    : { ...registry, kind: 'registry', constraint }
}

/** Backslashes are slashes on every system; `.`, empty segments and `name/..` vanish. */
function cleanLocalPath(source: string): LocalSource['path'] {
  const segments: string[] = []
  for (const segment of source.split(/[/\\]/)) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop()
    else segments.push(segment)
  }
  const path = segments.join('/')
  return segments[0] === '..' ? `${path}${segments.length === 1 ? '/' : ''}` : `./${path}`
}

function unknown(reason: string): UnknownSource {
  return { kind: 'unknown', reason }
}
