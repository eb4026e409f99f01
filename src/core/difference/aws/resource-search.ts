import type { Pattern } from '../../authorization/aws/pattern.ts'
import { COLON, type Code, isLetter, type Word } from './letters.ts'
import { accountPattern } from './principal-patterns.ts'
import { conditionsOf, type Pins, type Question, type Remaining, statementAt, statementsOf } from './question.ts'
import { clauseTruth, commonPrefix, looseAutomaton, type Matches, Reader, subjectOf } from './reader.ts'
import type { Root } from './resource-roots.ts'
import type { CompiledClause } from './rule.ts'
import { assume, isMet } from './truth.ts'
import { searchWords } from './word-search.ts'

/** Says in which account the resource is; an ARN with an account says so itself. */
const RESOURCE_ACCOUNT_KEY = 'aws:resourceaccount'

/** Told a resource, what it leaves to avoid, and the keys that follow from it; true ends the search. */
export type ResourceVisitor = (word: Word, remaining: Remaining, pins: Pins) => boolean

/**
 * Walks the resources that every positive statement matches, shortest first. `canAvoid` tells whether conditions may
 * keep all of these from applying: what applies to every resource is asked for before any is looked for.
 */
export function searchResources(
  question: Question,
  root: Root,
  remaining: Remaining,
  canAvoid: (unavoidable: Remaining) => boolean,
  visit: ResourceVisitor,
): boolean {
  const clauses = statementsOf(question.positives).flatMap(({ resource }) => resource ?? [])
  const reader = readerOf(question, root, remaining, clauses)
  if (!canAvoid(remaining.filter((index) => isForetold(statementAt(question, index).resource, reader)))) return false
  const groups = clauses.flatMap((clause, index) => groupOf(clause, index === 0, question))
  const problem = {
    prefix: question.stance === 'definite' ? commonPrefix(clauses) : [],
    groups: [root.map(({ automaton }) => automaton), ...groups],
    excluded: excludedOf(clauses, question),
    observed: reader.observed,
  }
  const outcome = searchWords(problem, question.budget, (accepted, word) => {
    const matches = reader.matches(accepted, word)
    const left = leftOver(question, clauses, remaining, matches)
    if (left !== undefined && visit(word, left, accountPins(question, word))) return 'stop'
    return reader.isText(word) ? 'another' : 'next'
  })
  if (outcome === 'limit') question.doubts.push('the resources can be combined in too many ways')
  return outcome === 'found'
}

function readerOf(question: Question, root: Root, remaining: Remaining, clauses: readonly CompiledClause[]): Reader {
  const { lexicon, stance } = question
  const negatives = remaining.flatMap((index) => statementAt(question, index).resource ?? [])
  const hasLetters = mayHaveLetters([...clauses, ...negatives])
  const subject = subjectOf(clauses, { lexicon, stance, hasLetters })
  // What is unknown fits a format for some of its values, and may be something else for others.
  const formats = hasLetters ? [] : [root.map(({ lexeme }) => lexeme)]
  const origins = [...(subject.origins ?? []), ...formats]
  const reader = new Reader({ ...subject, origins })
  for (const clause of clauses) reader.addClause(clause, false)
  for (const clause of negatives) reader.addClause(clause, clause.negated)
  for (const pattern of accountPatterns(question)) reader.add(lexicon.lexeme(pattern), true)
  return reader
}

/** Whether a clause is known to match every resource of the search. */
function isForetold(clause: CompiledClause | undefined, reader: Reader): boolean {
  if (clause === undefined) return true
  const matches = clause.elements.map(({ lexeme }) => reader.foretold(lexeme))
  if (!clause.negated) return matches.includes('certain')
  return matches.every((match) => match === 'no') && clause.elements.every(({ lexeme }) => !lexeme.hasVariable)
}

function mayHaveLetters(clauses: readonly CompiledClause[]): boolean {
  return clauses.some((clause) => clause.elements.some(({ lexeme }) => lexeme.hasSymbol || lexeme.hasVariable))
}

/** The first positive's resource is what the words are made of, so its unknown parts are their own letters. */
function groupOf(clause: CompiledClause, isFirst: boolean, question: Question) {
  if (clause.negated) return []
  const { lexicon, stance } = question
  const lexemes = clause.elements.map(({ lexeme }) => lexeme)
  const shown = stance === 'definite' ? lexemes.filter((lexeme) => !lexeme.mayBeNothing) : lexemes
  if (shown.some((lexeme) => lexeme.isEverything)) return []
  return [
    shown.map((lexeme) =>
      isFirst || stance === 'definite' ? lexicon.automaton(lexeme, 'must') : looseAutomaton(lexeme, stance, lexicon),
    ),
  ]
}

/** A NotResource keeps out what it matches: in the definite stance also what it may match. */
function excludedOf(clauses: readonly CompiledClause[], question: Question) {
  const { lexicon, stance } = question
  return clauses
    .filter((clause) => clause.negated)
    .flatMap((clause) =>
      clause.elements.map(({ lexeme }) =>
        stance === 'definite' ? looseAutomaton(lexeme, stance, lexicon) : lexicon.automaton(lexeme, 'must'),
      ),
    )
}

function leftOver(
  question: Question,
  clauses: readonly CompiledClause[],
  remaining: Remaining,
  matches: Matches,
): Remaining | undefined {
  const { stance } = question
  const assumptions = assume(
    clauses.map((clause) => clauseTruth(clause, matches, question.pins)),
    stance,
  )
  if (assumptions === undefined) return undefined
  return remaining.filter((index) =>
    isMet(clauseTruth(statementAt(question, index).resource, matches, question.pins), stance, assumptions),
  )
}

/** The accounts that conditions ask for, as patterns of the resource: so that the search tells them apart. */
function accountPatterns(question: Question): readonly Pattern[] {
  const rules = [...question.positives, ...question.negatives]
  return conditionsOf(rules).flatMap((condition) => {
    if (condition.kind !== 'value' || condition.key !== RESOURCE_ACCOUNT_KEY) return []
    return condition.values.map(({ lexeme }) => accountPattern(lexeme.pattern.tokens))
  })
}

const ACCOUNT_SEGMENT = 4

function accountPins(question: Question, word: Word): Pins {
  const account = segmentOf(word, ACCOUNT_SEGMENT)
  if (account === undefined || account.length === 0) return question.pins
  return isAsked(question, RESOURCE_ACCOUNT_KEY)
    ? new Map([...question.pins, [RESOURCE_ACCOUNT_KEY, account]])
    : question.pins
}

function isAsked(question: Question, key: string): boolean {
  const rules = [...question.positives, ...question.negatives]
  return conditionsOf(rules).some((condition) => condition.kind !== 'opaque' && condition.key === key)
}

/** A segment of an ARN; undefined where a letter before it may hold colons, or the text is no ARN. */
export function segmentOf(word: Word, index: number): Word | undefined {
  let segment: Code[] = []
  let at = 0
  for (const code of word) {
    if (at === index && code === COLON) return segment
    if (code === COLON) {
      at++
      segment = []
    } else {
      if (isLetter(code) && (code & 1) === 0) return undefined
      segment.push(code)
    }
  }
  return undefined
}
