import { fingerprintOf } from '../../../value/fingerprint.ts'
import { knownText, type Value } from '../../../value/value.ts'

/** Of a text with placeholders: the fingerprints of what a file says of the names in it. */
export type Definitions = (text: string) => readonly string[]

/**
 * What a file defines may stand anywhere in it under its name (`custom.bucket`, `vars`, an item of a loop): all that
 * stands under the last name of each path counts, and what that speaks of in turn.
 */
export function definitionsIn(documents: readonly Value[]): Definitions {
  let index: ReadonlyMap<string, readonly Value[]> | undefined
  const known = new Map<string, readonly string[]>()
  return (text) => {
    const answered = known.get(text)
    if (answered !== undefined) return answered
    index ??= indexOf(documents)
    const answer = definitionsOf(text, index)
    known.set(text, answer)
    return answer
  }
}

function indexOf(documents: readonly Value[]): ReadonlyMap<string, readonly Value[]> {
  const index = new Map<string, Value[]>()
  const open: Value[] = [...documents]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'list') open.push(...next.items)
    if (next.kind !== 'map') continue
    for (const [key, { value }] of next.entries) {
      const same = index.get(key)
      if (same === undefined) index.set(key, [value])
      else same.push(value)
      open.push(value)
    }
  }
  return index
}

/** More names than this are not followed from one text. */
const MAX_NAMES = 100

function definitionsOf(text: string, index: ReadonlyMap<string, readonly Value[]>): readonly string[] {
  const names = new Set(namesIn(text))
  const found = new Set<string>()
  for (const name of names) {
    for (const value of index.get(name) ?? []) {
      found.add(`${name} ${fingerprintOf(value)}`)
      const further = value.kind === 'text' ? namesIn(knownText(value) ?? '') : []
      for (const each of further) if (names.size < MAX_NAMES) names.add(each)
    }
  }
  return [...found].sort()
}

/** The last names of the paths within placeholders, but for names of files. A name that everything has says nothing. */
function namesIn(text: string): readonly string[] {
  if (!/\$[({]|\{\{/.test(text)) return []
  const paths = text.replaceAll(/\bfile\([^(){}$]*\)/g, 'file').match(/[A-Za-z_][\w-]*(?:[.:][A-Za-z_][\w-]*)*/g) ?? []
  return paths.flatMap((path) => path.split(/[.:]/).slice(-1)).filter((name) => name !== 'name')
}
