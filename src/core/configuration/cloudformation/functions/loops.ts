import { type MapEntry, type TextPart, textOf, type Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import { functionCall, isLoop } from '../function-call.ts'
import { MAX_ITERATIONS, MAX_STEPS } from '../limits.ts'
import type { Run, Stack } from '../stack.ts'
import type { Entries } from '../template.ts'

/** The entries of a map with what its loops make, and the loops of which that is not known. */
export interface Expanded {
  readonly entries: Entries
  readonly unknown: Entries
}

/**
 * What `Fn::ForEach` makes: one copy of its fragment for each item, in which `${name}` and `&{name}` stand for the item.
 * Source: "Fn::ForEach", AWS CloudFormation Template Reference.
 */
export function expandLoops(entries: Entries, stack: Stack): Expanded {
  if (![...entries.keys()].some(isLoop)) return { entries, unknown: NONE }
  const made = new Map<string, MapEntry>()
  const unknown = new Map<string, MapEntry>()
  for (const [key, entry] of entries) {
    if (!isLoop(key)) {
      made.set(key, entry)
      continue
    }
    const copies = copiesOf(entry.value, stack)
    if (copies === undefined) unknown.set(key, entry)
    else for (const [name, copy] of copies) made.set(name, copy)
  }
  // A loop within a loop is one of its copies.
  const isNested = [...made.keys()].some(isLoop) && made.size <= MAX_ITERATIONS * MAX_ITERATIONS
  const inner = isNested ? expandLoops(made, stack) : { entries: made, unknown: NONE }
  return { entries: inner.entries, unknown: new Map([...unknown, ...inner.unknown]) }
}

const NONE: Entries = new Map()

function copiesOf(loop: Value, stack: Stack): readonly (readonly [string, MapEntry])[] | undefined {
  const [variable, collection, fragment] = loop.kind === 'list' ? loop.items : []
  const name = variable === undefined ? undefined : plainText(variable)
  const values = collection === undefined ? undefined : stack.evaluate(collection)
  if (name === undefined || values?.kind !== 'list' || fragment?.kind !== 'map') return undefined
  const items = values.items.map(plainText)
  if (items.length > MAX_ITERATIONS || !items.every((item) => item !== undefined)) return undefined
  const copies: (readonly [string, MapEntry])[] = []
  for (const item of items) {
    for (const [key, entry] of fragment.entries) {
      if (stack.run.steps > MAX_STEPS) return undefined
      copies.push([filledIn(key, name, item), { ...entry, value: substitute(entry.value, name, item, stack.run) }])
    }
  }
  return copies
}

/** A value with the loop's variable replaced wherever it stands. */
function substitute(value: Value, name: string, item: string, run: Run): Value {
  run.steps += 1
  switch (value.kind) {
    case 'text': {
      const parts = value.parts.map((part): TextPart => {
        if (part.kind === 'symbol') return part
        const text = filledIn(part.text, name, item)
        return text === part.text ? part : { kind: 'literal', text }
      })
      return { ...value, parts }
    }
    case 'list':
      return { ...value, items: value.items.map((each) => substitute(each, name, item, run)) }
    case 'map': {
      const call = functionCall(value)
      if (call?.name === 'Ref' && plainText(call.argument) === name) return textOf(item, value.spans)
      const entries = [...value.entries].map(
        ([key, entry]) =>
          [filledIn(key, name, item), { ...entry, value: substitute(entry.value, name, item, run) }] as const,
      )
      return { ...value, entries: new Map(entries) }
    }
    default:
      return value
  }
}

/** With `&{…}`, only letters and digits of the item stand in a logical id. */
function filledIn(text: string, name: string, item: string): string {
  return text.replaceAll(`\${${name}}`, item).replaceAll(`&{${name}}`, item.replaceAll(/[^A-Za-z0-9]/g, ''))
}
