/**
 * Why a text cannot name the resources of a waiver, as the end of a sentence; undefined where it can. `*` stands for a
 * part of the last name, or for a whole index: the type and the modules before it are written out, so that nobody
 * names more than they see.
 */
export function resourcePatternProblem(pattern: string): string | undefined {
  if (pattern.trim() !== pattern || pattern === '') return 'is empty, or has white space around it'
  const name = LAST_NAME.exec(pattern)?.[0] ?? ''
  const before = pattern.slice(0, pattern.length - name.length)
  if (before.replaceAll(ANY_INDEX, '').includes('*')) return 'has `*` before its last name; write that out'
  if (before === '' && name.includes('*')) return 'has `*` in its only name; write what comes before it'
  if (name.replaceAll(ANY_INDEX, '').split('*').length > 2) return 'has more than one `*` in its last name'
  return undefined
}

/** Whether a pattern names an address. What is not `*` is itself, with case; `*` never crosses a dot or a slash. */
export function namesResource(pattern: string, address: string): boolean {
  return patternOf(pattern).test(address)
}

/** An index of any instance, and what `*` stands for in the last name. */
const ANY_INDEX = '[*]'
const PART = '[^./[\\]"]*'
const INDEX = '\\[(?:[0-9]+|\\*|"[^"\\[\\]]*")\\]'

/** What follows the last dot or slash that is outside of an index, with the index. */
const LAST_NAME = /[^./[\]"]*(?:\[[^[\]]*\])?$/

function patternOf(pattern: string): RegExp {
  const indexed = pattern.split(ANY_INDEX).map((part) => part.split('*').map(escaped).join(PART))
  return new RegExp(`^${indexed.join(INDEX)}$`)
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
