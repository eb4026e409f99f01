import type { Value } from '../../../value/value.ts'
import { definitionsIn } from './definitions.ts'
import { findAccess, type SeparatedAccess } from './find-access.ts'
import { withTemplateTexts } from './template-texts.ts'

/** What documents say of access, each by itself. */
export function accessIn(documents: readonly Value[]): readonly SeparatedAccess[] {
  const definitions = definitionsIn(documents)
  const isServerless = documents.some(
    (each) => each.kind === 'map' && each.entries.has('service') && each.entries.has('provider'),
  )
  return documents.map((document) => findAccess(withTemplateTexts(document, definitions, isServerless)))
}
