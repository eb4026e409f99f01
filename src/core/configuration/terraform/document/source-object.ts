import type { Diagnostic } from '../../../text/diagnostic.ts'
import { NOWHERE } from '../../../text/span.ts'
import type { MapEntry, MapValue, UnknownValue, Value } from '../../../value/value.ts'
import { unknownPart } from './provider-form.ts'

/** Takes a diagnostic about the user's files. */
export type Report = (diagnostic: Diagnostic) => void

/**
 * The members of a JSON object that the provider's types have, under their names there. Go matches names in any letter
 * case, by simple case folding; undefined where one is there in several spellings. Source: Go, package encoding/json.
 */
export function membersOf(object: MapValue, names: readonly string[]): ReadonlyMap<string, MapEntry> | undefined {
  const found = new Map<string, MapEntry>()
  for (const [key, entry] of object.entries) {
    const name = names.find((each) => new RegExp(`^${each}$`, 'iu').test(key))
    if (name === undefined) continue
    if (found.has(name)) return undefined
    found.set(name, entry)
  }
  return found
}

/** Stands for what the provider refuses to read: Terraform fails with it, so that nothing is known of what it makes. */
export function refused(value: Value, what: string, report: Report): UnknownValue {
  const subject = value.spans[0] ?? NOWHERE
  const summary = `The provider cannot read ${what} of a policy document`
  const detail = `A ${value.kind} stands here. The data source that merges the document fails, and Terraform with it.`
  report({ severity: 'error', code: 'terraform-unreadable-document', summary, detail, subject })
  return unknownPart('refused', what, [value], subject)
}
