import type { Value } from '../../../value/value.ts'
import { definitionsIn } from './definitions.ts'
import { findAccess, type SeparatedAccess } from './find-access.ts'
import { frameworkResources, isFramework } from './framework-resources.ts'
import { withTemplateTexts } from './template-texts.ts'

/** What documents say of access, each by itself. `hasTemplate`: what a file deploys as a template is read elsewhere. */
export function accessIn(documents: readonly Value[], hasTemplate = false): readonly SeparatedAccess[] {
  const definitions = definitionsIn(documents)
  const program = documents.some(isFramework) ? 'serverless' : 'any'
  return documents.map((document) =>
    findAccess(withTemplateTexts(hasTemplate ? withoutTemplate(document) : document, definitions, program)),
  )
}

function withoutTemplate(document: Value): Value {
  if (document.kind !== 'map' || frameworkResources(document) === undefined) return document
  return { ...document, entries: new Map([...document.entries].filter(([key]) => key !== 'resources')) }
}
