import type { OpaqueAccess } from '../../authorization/access.ts'
import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { textOf, type Value } from '../../value/value.ts'
import { speaksOfAccess } from '../terraform/access/access-words.ts'

/** A value that a parameter is given when its template is deployed. */
export interface GivenParameter {
  readonly name: string
  readonly value: Value
  readonly span: Span
}

/** One override: `Key=value`, `Key="a b"`, or `ParameterKey=Key,ParameterValue=value`. */
const OVERRIDE =
  /\s*(?:"|')?(?:ParameterKey=([\w.-]+)\s*,\s*ParameterValue=|([\w.-]+)=)("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^\s"'\\])*)(?:"|')?(?=\s|$)/y

/** The overrides of a text, as on the command line; undefined where something in it is none. */
export function overridesIn(text: string, span: Span): readonly GivenParameter[] | undefined {
  const found: GivenParameter[] = []
  const pattern = new RegExp(OVERRIDE)
  const end = text.trimEnd().length
  while (pattern.lastIndex < end) {
    const match = pattern.exec(text)
    if (match === null) return undefined
    const [, listed, named, value = ''] = match
    found.push({ name: listed ?? named ?? '', value: textOf(value.replace(/^(["'])(.*)\1$/s, '$2'), [span]), span })
  }
  return found
}

/** What says which code runs and how large it is, not who may do what. */
const NEUTRAL =
  /version|tag$|image|sha$|commit|memory|timeout|(?<!ac)count$|size$|capacity|retention|instancetype|loglevel/i

/** Whether the name of a parameter says that it is about something else than access. */
export function isNeutral(name: string): boolean {
  return NEUTRAL.test(name) && !speaksOfAccess(name)
}

/** A given value, of which nobody knows what its template does with it; none where its name says nothing of access. */
export function givenOpaque(
  path: string,
  { name, value, span, address = name, key = address }: GivenParameter & Partial<Pick<OpaqueAccess, 'address' | 'key'>>,
): readonly OpaqueAccess[] {
  return isNeutral(name) ? [] : [opaqueGiven(path, { address, key, value, span })]
}

/** The same, whatever it is called. */
export function opaqueGiven(
  path: string,
  { address, key, value, span }: Pick<OpaqueAccess, 'address' | 'key'> & Pick<GivenParameter, 'value' | 'span'>,
): OpaqueAccess {
  const reason = 'it is given to a template when that is deployed, and to which one is not known'
  const fingerprint = digestOf('given', fingerprintOf(value))
  return { key: `${path}/${key}`, address, fingerprint, reason, span }
}
