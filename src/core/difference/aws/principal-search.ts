import { type Pattern, patternOf, type Token } from '../../authorization/aws/pattern.ts'
import type { PrincipalType } from '../../authorization/aws/policy.ts'
import { type Code, isLetter, type Word, wordOf } from './letters.ts'
import type { Lexeme } from './lexicon.ts'
import { accountPattern, CALLER_SHAPES, type CompiledMember, SOME_NAME } from './principal-patterns.ts'
import { conditionsOf, type Pins, type Question, type Remaining, statementAt, statementsOf } from './question.ts'
import { anyMatch, looseAutomaton, type Matches, Reader } from './reader.ts'
import { segmentOf } from './resource-search.ts'
import type { CompiledPrincipal } from './rule.ts'
import { assume, isMet, negate, type Truth } from './truth.ts'
import { searchWords } from './word-search.ts'

export interface FoundPrincipal {
  readonly type: string
  readonly id: Word
}

/** Told a principal (none where no policy names one), what it leaves to avoid, and the keys that follow from it. */
export type PrincipalVisitor = (principal: FoundPrincipal | undefined, remaining: Remaining, pins: Pins) => boolean

const ARN_KEY = 'aws:principalarn'
const ACCOUNT_KEY = 'aws:principalaccount'
const CALLER_TYPES: readonly CallerType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser']

type CallerType = Exclude<PrincipalType, 'unknown'>

/** Walks the callers that every positive statement names: users and roles first, then anyone, then services. */
export function searchPrincipals(question: Question, remaining: Remaining, visit: PrincipalVisitor): boolean {
  const positives = statementsOf(question.positives).flatMap(({ principal }) => principal ?? [])
  const hasPrincipals =
    positives.length > 0 || remaining.some((index) => statementAt(question, index).principal !== undefined)
  if (!hasPrincipals) return visit(undefined, remaining, question.pins)
  const negatives = remaining.flatMap((index) => statementAt(question, index).principal ?? [])
  const named = [...positives, ...negatives].flatMap(({ members }) => members)
  return CALLER_TYPES.some((type) => {
    // A canonical user is another name of an account, and tells nothing where nobody uses it.
    if (type === 'CanonicalUser' && !named.some((member) => member.type === type)) return false
    const asked = positives.map((principal) => ({ principal, lexemes: lexemesFor(principal, type) }))
    if (asked.some(({ principal, lexemes }) => !principal.negated && lexemes.length === 0)) return false
    const isOdd = [...positives, ...negatives].some((principal) => lexemesFor(principal, type).some(isUnshaped))
    return shapesFor(asked, type, isOdd).some((shape) =>
      searchShape(question, type, shape, positives, remaining, visit),
    )
  })
}

/** `anonymous` is a caller without credentials: type AWS, id `*`. */
type Shape = Pattern | 'any' | 'anonymous'

/** Where the positives spell the caller out, it is what they say; else it is shaped like one. */
function shapesFor(
  asked: readonly { readonly principal: CompiledPrincipal; readonly lexemes: readonly Lexeme[] }[],
  type: CallerType,
  isOdd: boolean,
): readonly Shape[] {
  if (type !== 'AWS') return ['any']
  const isSpelledOut = asked.some(
    ({ principal, lexemes }) =>
      !principal.negated && lexemes.every(({ pattern }) => !pattern.tokens.some((token) => token.kind === 'wildcard')),
  )
  const isUnknown = asked.some(({ lexemes }) => lexemes.some((lexeme) => lexeme.hasSymbol))
  return isSpelledOut ? ['any'] : [...CALLER_SHAPES, 'anonymous', ...(isOdd || isUnknown ? (['any'] as const) : [])]
}

/** A principal that is spelled out and looks like no caller we know, such as a unique id. */
function isUnshaped({ pattern }: Lexeme): boolean {
  const [first, ...others] = pattern.tokens
  return first?.kind === 'literal' && others.length === 0 && !first.text.startsWith('arn:')
}

function searchShape(
  question: Question,
  type: CallerType,
  shape: Shape,
  positives: readonly CompiledPrincipal[],
  remaining: Remaining,
  visit: PrincipalVisitor,
): boolean {
  const { lexicon, stance } = question
  const negatives = remaining.flatMap((index) => statementAt(question, index).principal ?? [])
  const everyone = [...positives, ...negatives]
  const hasLetters = everyone.some((principal) => lexemesFor(principal, type).some((each) => each.hasSymbol))
  const reader = new Reader({ lexicon, stance, hasLetters })
  for (const principal of positives) for (const lexeme of lexemesFor(principal, type)) reader.add(lexeme, false)
  for (const principal of negatives)
    for (const lexeme of lexemesFor(principal, type)) reader.add(lexeme, principal.negated)
  for (const pattern of correlatedPatterns(question)) reader.add(lexicon.lexeme(pattern), true)
  const groups = positives.flatMap((principal, index) => groupOf(principal, type, index === 0, question))
  const shaped = shape === 'any' ? [] : [[lexicon.automaton(lexicon.lexeme(patternOfShape(shape)), 'any')]]
  const problem = {
    groups: [...shaped, ...groups],
    excluded: excludedOf(positives, type, question),
    observed: reader.observed,
  }
  const outcome = searchWords(problem, question.budget, (accepted, word) => {
    const left = leftOver(question, type, positives, remaining, reader.matches(accepted, word))
    if (left !== undefined && visit({ type, id: word }, left, pinsOf(question, type, word))) return 'stop'
    return reader.isText(word) ? 'another' : 'next'
  })
  if (outcome === 'limit') question.doubts.push('the principals can be combined in too many ways')
  return outcome === 'found'
}

function patternOfShape(shape: Exclude<Shape, 'any'>): Pattern {
  return shape === 'anonymous'
    ? { tokens: [{ kind: 'literal', text: '*' }], ignoreCase: false, id: 'anonymous' }
    : shape
}

/** The patterns of a principal clause that callers of a type can match. */
function lexemesFor(principal: CompiledPrincipal, type: CallerType): readonly Lexeme[] {
  return principal.members
    .filter((member) => member.isEveryone || member.type === 'unknown' || member.type === type)
    .flatMap((member) => lexemesOf(member, principal.negated))
}

function lexemesOf(member: CompiledMember, negated: boolean): readonly Lexeme[] {
  return negated || member.isEveryone ? [member.exact] : [member.exact, ...member.wider, ...member.perhaps]
}

/** Patterns that a principal clause never matches for certain. */
function isPerhaps({ members }: CompiledPrincipal, lexeme: Lexeme): boolean {
  return lexeme.hasSymbol && members.some(({ perhaps }) => perhaps.includes(lexeme))
}

function groupOf(principal: CompiledPrincipal, type: CallerType, isFirst: boolean, question: Question) {
  if (principal.negated) return []
  const { lexicon, stance } = question
  const lexemes = lexemesFor(principal, type)
  const isShown = (lexeme: Lexeme) => stance === 'possible' || !(lexeme.mayBeNothing || isPerhaps(principal, lexeme))
  const shown = lexemes.filter(isShown)
  return [
    shown.map((lexeme) =>
      isFirst || stance === 'definite' ? lexicon.automaton(lexeme, 'must') : looseAutomaton(lexeme, stance, lexicon),
    ),
  ]
}

function excludedOf(positives: readonly CompiledPrincipal[], type: CallerType, question: Question) {
  const { lexicon, stance } = question
  return positives
    .filter((principal) => principal.negated)
    .flatMap((principal) => lexemesFor(principal, type))
    .map((lexeme) =>
      stance === 'definite' ? looseAutomaton(lexeme, stance, lexicon) : lexicon.automaton(lexeme, 'must'),
    )
}

function leftOver(
  question: Question,
  type: CallerType,
  positives: readonly CompiledPrincipal[],
  remaining: Remaining,
  matches: Matches,
): Remaining | undefined {
  const { stance } = question
  const assumptions = assume(
    positives.map((principal) => principalTruth(principal, type, matches)),
    stance,
  )
  if (assumptions === undefined) return undefined
  return remaining.filter((index) =>
    isMet(principalTruth(statementAt(question, index).principal, type, matches), stance, assumptions),
  )
}

function principalTruth(principal: CompiledPrincipal | undefined, type: CallerType, matches: Matches): Truth {
  if (principal === undefined) return true
  const truth = anyMatch(lexemesFor(principal, type), (lexeme) => {
    const match = matches(lexeme)
    return match === 'certain' && isPerhaps(principal, lexeme) ? 'possible' : match
  })
  return principal.negated ? negate(truth) : truth
}

/** What conditions on the caller's ARN and account ask for, as patterns of the caller. */
function correlatedPatterns(question: Question): readonly Pattern[] {
  return conditionsOf([...question.positives, ...question.negatives]).flatMap((condition) => {
    if (condition.kind !== 'value') return []
    if (condition.key === ARN_KEY) return condition.values.flatMap(({ lexeme }) => callersOf(lexeme.pattern))
    if (condition.key !== ACCOUNT_KEY) return []
    return condition.values.map(({ lexeme }) => accountPattern(lexeme.pattern.tokens))
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

const ACCOUNT_SEGMENT = 4

/** The keys that follow from who calls; services, web identities, unique ids and anonymous callers have no ARN. */
function pinsOf(question: Question, type: CallerType, word: Word): Pins {
  const pins = new Map(question.pins)
  if (type === 'CanonicalUser') return pins
  if (type !== 'AWS' || isPlainName(word)) return pins.set(ARN_KEY, 'absent').set(ACCOUNT_KEY, 'absent')
  const account = segmentOf(word, ACCOUNT_SEGMENT)
  if (account !== undefined) pins.set(ACCOUNT_KEY, account)
  const arn = arnOf(word)
  if (arn !== undefined) pins.set(ARN_KEY, arn)
  return pins
}

/** `*`, for a caller without credentials, or a unique id: no ARN, nor anything that may be one. */
function isPlainName(word: Word): boolean {
  return !word.some((code) => code === COLON || isLetter(code))
}

const COLON: Code = 58
const SLASH: Code = 47
const SESSION = wordOf(':assumed-role/')

/**
 * A caller's `aws:PrincipalArn`: its own ARN, for a session its role's (taken to have no path, which the session does
 * not tell). Undefined for a caller that is unknown as a whole.
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
