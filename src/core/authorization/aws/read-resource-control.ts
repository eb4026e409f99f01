import { knownText, type MapValue, type Value } from '../../value/value.ts'
import { entrySpan, type Problems, reject, wholeSymbol } from './reading.ts'

/**
 * What AWS Organizations rejects in a statement of a resource control policy, besides what no policy may hold: a
 * Principal other than `"*"`, NotPrincipal, NotAction, and Allow in any policy but its own RCPFullAWSAccess.
 * Source: "RCP syntax", AWS Organizations User Guide.
 */
export function rejectInResourceControl(statement: MapValue, rejections: Problems): void {
  for (const name of ['NotPrincipal', 'NotAction']) {
    const entry = statement.entries.get(name)
    if (entry === undefined) continue
    const detail = `A resource control policy takes no ${name}. AWS rejects the document.`
    reject(rejections, 'prohibited-element', entrySpan(entry), `${name} is not allowed here`, detail)
  }
  const principal = statement.entries.get('Principal')
  if (principal?.value.kind === 'map') {
    const detail = 'The only Principal that a resource control policy takes is "*"; conditions say who is meant.'
    reject(rejections, 'unknown-principal', entrySpan(principal), 'Principal is not "*"', detail)
  }
  const effect = statement.entries.get('Effect')
  if (effect === undefined || textOf(effect.value) !== 'Allow' || mayBeFullAccess(statement)) return
  const detail = 'Only RCPFullAWSAccess, which AWS manages, has an Allow; other resource control policies deny.'
  reject(rejections, 'prohibited-effect', entrySpan(effect), 'Allow is not allowed here', detail)
}

/** The one statement of RCPFullAWSAccess: everyone, every action, every resource. */
function mayBeFullAccess({ entries }: MapValue): boolean {
  return !entries.has('Condition') && ['Action', 'Resource'].every((name) => mayBeStar(entries.get(name)?.value))
}

function mayBeStar(value: Value | undefined): boolean {
  if (value === undefined) return false
  if (value.kind === 'list') return value.items.length === 1 && mayBeStar(value.items[0])
  return wholeSymbol(value) !== undefined || textOf(value) === '*'
}

function textOf(value: Value): string | undefined {
  return value.kind === 'text' ? knownText(value) : undefined
}
