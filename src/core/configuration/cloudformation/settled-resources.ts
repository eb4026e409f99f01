import type { Value } from '../../value/value.ts'
import { isLoop } from './function-call.ts'
import { isMacro } from './macros.ts'
import { isNestedStack } from './nested-stack.ts'
import { textAt } from './parameters.ts'
import type { Template } from './template.ts'

const known = new WeakMap<Template, ReadonlySet<string>>()

/**
 * The logical ids of resources that are the same whatever conditions hold: neither they nor anything that they may
 * refer to, directly or through others, names a condition. What cannot be told from how it is written is none of them.
 */
export function settledResources(template: Template): ReadonlySet<string> {
  const settled = known.get(template) ?? settledIn(template)
  known.set(template, settled)
  return settled
}

function settledIn({ resources }: Template): ReadonlySet<string> {
  const mentions = new Map<string, readonly string[]>()
  for (const [id, { value }] of resources) {
    const words = isNestedStack(textAt(value, 'Type') ?? '') || isLoop(id) || isMacro(id) ? undefined : wordsOf(value)
    if (words !== undefined)
      mentions.set(
        id,
        [...words].filter((word) => word !== id && resources.has(word)),
      )
  }
  for (let before = -1; before !== mentions.size; ) {
    before = mentions.size
    for (const [id, others] of mentions) if (!others.every((other) => mentions.has(other))) mentions.delete(id)
  }
  return new Set(mentions.keys())
}

/** A mapping is asked for one of its values where it is not known for which. */
const CONDITIONAL = new Set(['Fn::If', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals', 'Fn::FindInMap'])

/** Words of the texts in a value; undefined where a condition, a macro or a loop may make something else of it. */
function wordsOf(whole: Value): ReadonlySet<string> | undefined {
  const words = new Set<string>()
  const open: Value[] = [whole]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value.kind === 'text') {
      for (const part of value.parts) {
        if (part.kind === 'literal') for (const word of part.text.match(/[A-Za-z0-9]+/g) ?? []) words.add(word)
      }
    }
    if (value.kind === 'list') open.push(...value.items)
    if (value.kind !== 'map') continue
    for (const [key, entry] of value.entries) {
      if (CONDITIONAL.has(key) || isMacro(key) || isLoop(key)) return undefined
      if (key === 'Condition' && entry.value.kind !== 'map') return undefined
      if ((key === 'Ref' || key === 'Fn::GetAtt') && !isWrittenOut(entry.value)) return undefined
      open.push(entry.value)
    }
  }
  return words
}

/** Whether it is plain which resource is referred to. */
function isWrittenOut(value: Value): boolean {
  if (value.kind === 'list') return value.items.every(isWrittenOut)
  return value.kind === 'text' && value.parts.every(({ kind }) => kind === 'literal')
}
