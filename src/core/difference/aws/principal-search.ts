import type { Pattern } from '../../authorization/aws/pattern.ts'
import { type CallerType, callerPins, correlatedPatterns } from './caller-keys.ts'
import type { Word } from './letters.ts'
import type { Lexeme } from './lexicon.ts'
import { CALLER_SHAPES, type CompiledMember } from './principal-patterns.ts'
import { type Pins, type Question, type Remaining, statementAt, statementsOf } from './question.ts'
import { anyMatch, looseAutomaton, type Matches, Reader } from './reader.ts'
import type { CompiledPrincipal } from './rule.ts'
import { assume, isMet, negate, type Truth } from './truth.ts'
import { searchWords } from './word-search.ts'

export interface FoundPrincipal {
  readonly type: string
  readonly id: Word
}

/** Told a principal (none where no policy names one), what it leaves to avoid, and the keys that follow from it. */
export type PrincipalVisitor = (principal: FoundPrincipal | undefined, remaining: Remaining, pins: Pins) => boolean

const CALLER_TYPES: readonly CallerType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser']

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
  for (const pattern of correlatedPatterns(question, type)) reader.add(lexicon.lexeme(pattern), true)
  const groups = positives.flatMap((principal, index) => groupOf(principal, type, index === 0, question))
  const shaped = shape === 'any' ? [] : [[lexicon.automaton(lexicon.lexeme(patternOfShape(shape)), 'any')]]
  const problem = {
    groups: [...shaped, ...groups],
    excluded: excludedOf(positives, type, question),
    observed: reader.observed,
  }
  const outcome = searchWords(problem, question.budget, (accepted, word) => {
    const left = leftOver(question, type, positives, remaining, reader.matches(accepted, word))
    const pins = callerPins(question, type, word)
    if (left !== undefined && pins !== undefined && visit({ type, id: word }, left, pins)) return 'stop'
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
