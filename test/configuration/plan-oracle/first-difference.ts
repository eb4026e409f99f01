import type { Json } from './golden-plan.ts'

/** How much of two texts is shown. */
const SHOWN_LENGTH = 120

/**
 * One line that tells what is expected and what was got. Of two JSON texts it is the first place where they differ,
 * or that only their texts do.
 */
export function firstDifference(path: string, expected: Json, got: string): string {
  const documents = [expected, parsed(got)].map((text) => (typeof text === 'string' ? parsed(text) : undefined))
  const [wanted, found] = documents
  if (!isCompound(wanted) || !isCompound(found)) return `${path}: ${excerpts(JSON.stringify(expected), got)}`
  const within = firstWithin(path, wanted, found)
  return within ?? `${path}: the same document as another text`
}

function firstWithin(path: string, expected: Json | undefined, got: Json | undefined): string | undefined {
  if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length) {
    return first(expected.map((item, at) => firstWithin(`${path}[${at}]`, item, got[at])))
  }
  if (isObject(expected) && isObject(got)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(got)])].sort()
    return first(names.map((name) => firstWithin(`${path}.${name}`, expected[name], got[name])))
  }
  const texts = [expected, got].map((each) => JSON.stringify(each) ?? 'nothing')
  return texts[0] === texts[1] ? undefined : `${path}: ${excerpts(texts[0] ?? '', texts[1] ?? '')}`
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((each) => each !== undefined)
}

/** Both texts from shortly before they part. */
function excerpts(expected: string, got: string): string {
  let at = 0
  while (at < expected.length && expected[at] === got[at]) at += 1
  const start = expected.length > SHOWN_LENGTH || got.length > SHOWN_LENGTH ? Math.max(0, at - SHOWN_LENGTH / 3) : 0
  const cut = (text: string): string =>
    `${start > 0 ? '…' : ''}${text.slice(start, start + SHOWN_LENGTH)}${text.length > start + SHOWN_LENGTH ? '…' : ''}`
  return `expected ${cut(expected)}, got ${cut(got)}`
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isCompound(value: Json | undefined): value is Json {
  return typeof value === 'object' && value !== null
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return isCompound(value) && !Array.isArray(value)
}
