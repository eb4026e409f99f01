import type { Value } from '../../../value/value.ts'
import { placeOf } from './checkout-path.ts'
import type { UnitModule } from './terragrunt-unit.ts'

/**
 * Which module a source names. What speaks of no host and no getter is a path, relative to the unit's directory
 * whatever file it is written in; `//` stands before the module's directory in what is copied.
 * Source: "terraform", attribute "source", Terragrunt reference.
 */
export function unitModule(source: Value | undefined, directory: string): UnitModule {
  if (source === undefined || source.kind === 'null') return { kind: 'own', directory }
  if (source.kind !== 'text') return { kind: 'unknown', address: source }
  const [first] = source.parts
  if (first === undefined) return { kind: 'own', directory }
  if (first.kind === 'literal' && REMOTE.test(first.text)) return { kind: 'remote', address: source }
  const place = placeOf(withoutQuery(source), directory)
  if (place.kind === 'inside') return { kind: 'local', directory: place.path }
  return { kind: place.kind, address: source }
}

/** A scheme, a forced getter, an address of git over SSH, and the hosts that go-getter knows by name. */
const REMOTE =
  /^[a-z0-9+.-]+:(:|\/\/)|^[\w.-]+@[\w.-]+:|^(github\.com|gitlab\.com|bitbucket\.org|[\w.-]+\.(amazonaws|googleapis)\.com)\//i

function withoutQuery(source: Value & { readonly kind: 'text' }): Value {
  const at = source.parts.findIndex((part) => part.kind === 'literal' && part.text.includes('?'))
  const part = source.parts[at]
  if (part?.kind !== 'literal') return source
  const text = part.text.slice(0, part.text.indexOf('?'))
  return { ...source, parts: [...source.parts.slice(0, at), { kind: 'literal', text }] }
}
