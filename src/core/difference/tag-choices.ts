import type { TagChoice } from '../authorization/reach.ts'
import { oneOfEach } from '../value/one-of-each.ts'
import type { Facet } from './boxes.ts'

/**
 * What has, for each key, a tag of one of the values. A point is a thing with its tags; of an expression the things
 * with no other tags are enough to ask about: with more of them, more expressions are met.
 */
export function tagChoices(all: readonly TagChoice[]): Facet {
  return {
    contains: (point) => {
      const tags = tagsOf(point)
      return tags !== undefined && all.every(({ key, values }) => isOneOf(tags.get(escaped(key)), values.map(escaped)))
    },
    samples: () => waysToMeet(all).map(pointOf),
  }
}

const TAGS = 'tags\0'

/** The tags of a point, by their keys; undefined where it is something else. */
function tagsOf(point: string): ReadonlyMap<string, string> | undefined {
  if (!point.startsWith(TAGS)) return undefined
  const words = point.slice(TAGS.length).split('\n')
  return new Map(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]))
}

function pointOf(tags: readonly Tag[]): string {
  return TAGS + tags.map(({ key, value }) => `${escaped(key)}=${escaped(value)}`).join('\n')
}

/** Nothing in it separates tags, or a key from its value. */
function escaped(text: string): string {
  return text.replace(/[%=\n]/g, (character) => `%${character.charCodeAt(0)}`)
}

interface Tag {
  readonly key: string
  readonly value: string
}

function waysToMeet(all: readonly TagChoice[]): readonly (readonly Tag[])[] {
  return oneOfEach(all.map(({ key, values }) => values.map((value) => ({ key, value }))))
}

function isOneOf(value: string | undefined, values: readonly string[]): boolean {
  return value !== undefined && (values.includes('*') || values.includes(value))
}
