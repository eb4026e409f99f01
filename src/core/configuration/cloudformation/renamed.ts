import { digestOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import type { Template } from './template.ts'

/**
 * Logical ids of head that are other names of base's, as a map from head's to base's: of resources that are the same
 * but for ids that only one side has. Which of several equal ones is which makes no difference. The ids are names that
 * a template gives itself: two that differ in nothing else say the same.
 */
export function renamedResources(base: Template, head: Template): ReadonlyMap<string, string> {
  const gone = onlyIn(base, head)
  const come = onlyIn(head, base)
  if (gone.size === 0 || come.size === 0) return new Map()
  const departed = Map.groupBy(gone, (id) => shapeOf(base, id, gone))
  const renamed = new Map<string, string>()
  for (const id of come) {
    const before = departed.get(shapeOf(head, id, come))?.shift()
    if (before !== undefined) renamed.set(id, before)
  }
  return renamed
}

function onlyIn(template: Template, other: Template): ReadonlySet<string> {
  return new Set([...template.resources.keys()].filter((id) => !other.resources.has(id)))
}

/** What a resource says, with every id that only its side has as one and the same. */
function shapeOf(template: Template, id: string, own: ReadonlySet<string>): string {
  const value = template.resources.get(id)?.value
  const texts: string[] = []
  if (value !== undefined) write(value, texts)
  return digestOf(...texts.map((text) => text.replaceAll(/[A-Za-z0-9]+/g, (word) => (own.has(word) ? '#' : word))))
}

function write(value: Value, texts: string[]): void {
  switch (value.kind) {
    case 'text':
      texts.push('text', ...value.parts.map((part) => (part.kind === 'literal' ? part.text : part.symbol.fingerprint)))
      return
    case 'list':
      texts.push('list', String(value.items.length))
      for (const item of value.items) write(item, texts)
      return
    case 'map':
      texts.push('map', String(value.entries.size))
      for (const [key, entry] of [...value.entries].sort(([left], [right]) => (left < right ? -1 : 1))) {
        texts.push(key)
        write(entry.value, texts)
      }
      return
    case 'number':
      texts.push('text', value.digits)
      return
    case 'boolean':
      texts.push('text', String(value.value))
      return
    case 'null':
      texts.push('null')
      return
    case 'unknown':
      texts.push(value.symbol.fingerprint)
  }
}
