import type { PolicyKind } from '../../../authorization/access.ts'
import type { Value } from '../../../value/value.ts'
import { guessPolicyKind, kindOfNew } from '../recognise.ts'
import type { Place } from './place.ts'

/** What is known of a policy beside what it says and where it stands. */
export interface PolicyContext {
  /** The file. */
  readonly path: string
  /** What the settings say that the file's policies are for. */
  readonly chosen: PolicyKind | undefined
  /** Nothing of the kind was there before. */
  readonly isNew: boolean
}

/**
 * What a policy is for: by keys that have one meaning, by what was chosen, else by names and shape.
 */
export function policyKindAt({ steps }: Place, document: Value, { path, chosen, isNew }: PolicyContext): PolicyKind {
  const keys = steps.flatMap(({ key }) => key ?? []).slice(-2)
  const said = kindOf(keys, CERTAIN) ?? chosen
  if (said !== undefined) return said
  const guess = kindOf(keys, LIKELY) ?? guessPolicyKind(path, document)
  return isNew ? kindOfNew(guess) : guess
}

/** The key of a permissions boundary. */
export const BOUNDARY_KEY = /^permissions?[-_]?boundary(?:[-_]?(?:arn|policy|document))*$/i

const CERTAIN: readonly (readonly [RegExp, PolicyKind])[] = [
  [/assume[-_]?role|trust[-_]?policy|trust[-_]?relationship/i, 'trust'],
  [BOUNDARY_KEY, 'boundary'],
]
const LIKELY: readonly (readonly [RegExp, PolicyKind])[] = [
  [/service[-_]?control|^scps?$/i, 'scp'],
  [/resource[-_]?control|^rcps?$/i, 'rcp'],
]

function kindOf(keys: readonly string[], table: typeof CERTAIN): PolicyKind | undefined {
  return table.find(([pattern]) => keys.some((key) => pattern.test(key)))?.[1]
}
