import type { OpaqueAccess } from '../../../authorization/access.ts'
import { NOWHERE } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { displayText, type Value } from '../../../value/value.ts'
import { SHAPE_REASONS, type YamlShape, yamlShape } from '../../yaml-shapes.ts'
import { namesAt, type Place } from './place.ts'

/** What is left of a document without the policies that were read and still looks like access and is not told elsewhere, part by part. */
export function leftoverAccess(
  path: string,
  rest: Value,
  isTold: (shape: YamlShape) => boolean,
): readonly OpaqueAccess[] {
  return partsOf({ root: rest, steps: [] }, rest).flatMap(({ place, value, key }) => {
    const shape = yamlShape(key === undefined ? written(value) : `${key}: ${written(value)}`)
    if (shape === undefined || isTold(shape)) return []
    const names = namesAt(place).join(' ')
    const keys = place.steps.map((step) => step.key ?? '[]').join('.')
    const [span = NOWHERE] = value.spans
    const fingerprint = digestOf('leftover', fingerprintOf(value))
    return [{ key: `${path}\n${names}\n${keys}`, address: path, fingerprint, reason: SHAPE_REASONS[shape], span }]
  })
}

interface Part {
  readonly place: Place
  readonly key?: string
  readonly value: Value
}

const MAX_DEPTH = 4

/** An object that says what it is is told as a whole; other maps entry by entry. */
function partsOf(place: Place, value: Value): readonly Part[] {
  if (value.kind !== 'map' || place.steps.length >= MAX_DEPTH || WHOLE.some((key) => value.entries.has(key))) {
    const key = place.steps.at(-1)?.key
    return [{ place, value, ...(key === undefined ? {} : { key }) }]
  }
  return [...value.entries].flatMap(([key, entry]) =>
    partsOf({ root: place.root, steps: [...place.steps, { through: value, key }] }, entry.value),
  )
}

const WHOLE = ['kind', 'Type', 'Effect', 'effect']

/** As lines of YAML, near enough to be searched. */
function written(value: Value): string {
  switch (value.kind) {
    case 'text':
      return displayText(value)
    case 'unknown':
      return value.symbol.address
    case 'list':
      return value.items.map((item) => `\n- ${written(item)}`).join('')
    case 'map':
      return [...value.entries].map(([key, entry]) => `\n${key}: ${written(entry.value)}`).join('')
    default:
      return ''
  }
}
