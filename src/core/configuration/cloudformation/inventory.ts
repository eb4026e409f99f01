import type { DeclaredResource, Inventory } from '../../authorization/inventory.ts'
import { hasWord } from '../../text/has-word.ts'
import type { Value } from '../../value/value.ts'
import { declaredResource } from '../terraform/access/declared-resource.ts'
import { namedType } from './named-types.ts'
import { physicalNameOf } from './physical-names.ts'
import type { Stack, StackResource } from './stack.ts'
import { taggedResources } from './tagged-resources.ts'
import { valueAt } from './translate/property-path.ts'

/** What stacks declare, and what their templates say. */
export function inventoryOf(stacks: readonly Stack[]): Inventory {
  const texts = [...new Set(stacks.map(({ template }) => template.whole))].flatMap(textsIn)
  return {
    resources: stacks.flatMap((stack) => stack.resources().flatMap((resource) => declaredIn(resource) ?? [])),
    mentions: (name) => texts.some((text) => hasWord(text, name)),
    tagged: () => taggedResources(stacks),
  }
}

function declaredIn(resource: StackResource): DeclaredResource | undefined {
  const { stack, address, identity, presence } = resource
  const row = namedType(resource.type)
  if (row?.isTellable !== true) return undefined
  const { type, arn = 'Arn' } = row
  const { ref, property } = physicalNameOf(resource.type)
  const named = property === undefined ? undefined : valueAt(resource.properties(), property)
  const asked = {
    type,
    address,
    identity,
    account: `${stack.run.deployment}/`,
    written: () => (named?.kind === 'null' ? undefined : named),
    attribute: (name: string) => (name !== 'arn' || arn === ref ? resource.reference() : resource.attribute(arn)),
  }
  return declaredResource(asked, presence.length > 0)
}

/** Every literal text of a template, but for the names of its parts. */
function textsIn(whole: Value): readonly string[] {
  const texts: string[] = []
  const open: Value[] = [whole]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value.kind === 'text') texts.push(...value.parts.flatMap((part) => (part.kind === 'literal' ? part.text : [])))
    if (value.kind === 'list') open.push(...value.items)
    if (value.kind === 'map') open.push(...[...value.entries.values()].map((entry) => entry.value))
  }
  return texts
}
