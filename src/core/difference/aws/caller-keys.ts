import { type Pattern, patternOf, type Token } from '../../authorization/aws/pattern.ts'
import type { PrincipalType } from '../../authorization/aws/policy.ts'
import { COLON, type Code, isLetter, SLASH, type Word, wordOf } from './letters.ts'
import { accountPattern, SOME_NAME } from './principal-patterns.ts'
import { conditionsOf, type Pins, type Question } from './question.ts'
import { segmentOf } from './resource-search.ts'

export type CallerType = Exclude<PrincipalType, 'unknown'>

const ARN_KEY = 'aws:principalarn'
const ACCOUNT_KEY = 'aws:principalaccount'
const IS_SERVICE_KEY = 'aws:principalisawsservice'
const SERVICE_NAME_KEY = 'aws:principalservicename'

/**
 * The keys of a request that follow from who calls, beside those that the question fixes; undefined where a policy
 * variable of the question is taken to be there and is not, or the other way round, or to be another text.
 * Source: "Properties of the principal", AWS global condition context keys, IAM User Guide.
 */
export function callerPins(question: Question, type: CallerType, word: Word): Pins | undefined {
  const pins = new Map(question.pins)
  for (const [key, value] of keysOf(type, word)) {
    const fixed = pins.get(key)
    if (fixed !== undefined && contradicts(fixed, value)) return undefined
    pins.set(key, value)
  }
  return pins
}

function contradicts(fixed: Word | 'absent', value: Word | 'absent'): boolean {
  if (fixed === 'absent' || value === 'absent') return fixed !== value
  return !fixed.some(isLetter) && !value.some(isLetter) && fixed.join(' ') !== value.join(' ')
}

/**
 * Services, web identities, unique ids and anonymous callers have no ARN; a canonical user, or a caller that is unknown
 * as a whole, may have any. Requests with a web identity are not signed by it, so that they do not say what it is.
 */
function keysOf(type: CallerType, word: Word): readonly (readonly [string, Word | 'absent'])[] {
  switch (type) {
    case 'CanonicalUser':
      return []
    case 'Service':
      return [...NO_ACCOUNT, [IS_SERVICE_KEY, wordOf('true')], [SERVICE_NAME_KEY, word]]
    case 'Federated':
      return [...NO_ACCOUNT, [SERVICE_NAME_KEY, 'absent']]
    case 'AWS':
      if (isAnonymous(word)) return [...NO_ACCOUNT, [IS_SERVICE_KEY, 'absent'], [SERVICE_NAME_KEY, 'absent']]
      if (word.includes(COLON)) return [...arnKeys(word), ...NO_SERVICE]
      return word.some(isLetter) ? [] : [...NO_ACCOUNT, ...NO_SERVICE]
  }
}

const NO_ACCOUNT = [
  [ARN_KEY, 'absent'],
  [ACCOUNT_KEY, 'absent'],
] as const
const NO_SERVICE = [
  [IS_SERVICE_KEY, wordOf('false')],
  [SERVICE_NAME_KEY, 'absent'],
] as const

function isAnonymous(word: Word): boolean {
  return word.length === 1 && word[0] === STAR
}

const STAR: Code = 42
const ACCOUNT_SEGMENT = 4
const SESSION = wordOf(':assumed-role/')

function arnKeys(word: Word): readonly (readonly [string, Word])[] {
  const account = segmentOf(word, ACCOUNT_SEGMENT)
  const arn = arnOf(word)
  return [
    ...(account === undefined ? [] : ([[ACCOUNT_KEY, account]] as const)),
    ...(arn === undefined ? [] : ([[ARN_KEY, arn]] as const)),
  ]
}

/**
 * A caller's `aws:PrincipalArn`: its own ARN, for a session its role's (taken to have no path, which the session does
 * not tell). Undefined where it may be any.
 */
function arnOf(word: Word): Word | undefined {
  const account = segmentOf(word, ACCOUNT_SEGMENT)
  const partition = segmentOf(word, 1)
  if (account === undefined || partition === undefined) return word.some(isLetter) ? undefined : word
  const resource = word.slice(word.lastIndexOf(COLON))
  if (!SESSION.every((code, at) => resource[at] === code)) return word
  const name = resource.slice(SESSION.length, resource.lastIndexOf(SLASH))
  return [...wordOf('arn:'), ...partition, ...wordOf(':iam::'), ...account, ...wordOf(':role/'), ...name]
}

/** What conditions on the caller's ARN, account or name ask for, as patterns of the caller. */
export function correlatedPatterns(question: Question, type: CallerType): readonly Pattern[] {
  return conditionsOf([...question.positives, ...question.negatives]).flatMap((condition) => {
    if (condition.kind !== 'value') return []
    const patterns = condition.values.map(({ lexeme }) => lexeme.pattern)
    if (condition.key === SERVICE_NAME_KEY) return type === 'Service' ? patterns : []
    if (condition.key === ARN_KEY) return patterns.flatMap(callersOf)
    return condition.key === ACCOUNT_KEY ? patterns.map(({ tokens }) => accountPattern(tokens)) : []
  })
}

/** Callers whose `aws:PrincipalArn` matches a pattern: those it matches, and the sessions of roles among them. */
function callersOf(pattern: Pattern): readonly Pattern[] {
  const session = pattern.tokens.map((token): Token => {
    if (token.kind !== 'literal') return token
    return { kind: 'literal', text: token.text.replace(':iam::', ':sts::').replace(':role/', ':assumed-role/') }
  })
  return [pattern, patternOf([...session, { kind: 'literal', text: '/' }, ...SOME_NAME])]
}
