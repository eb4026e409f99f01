import type { ActionFacts } from '../../authorization/aws/catalogue/catalogue.ts'
import { type Pattern, patternOf } from '../../authorization/aws/pattern.ts'
import { unspelledLetter } from '../unspelled-letter.ts'
import { factsOf, knownActions, spelledOutAction } from './action-candidates.ts'
import { atomKey } from './atom-key.ts'
import type { Automaton } from './automaton.ts'
import { ContextSearch } from './condition-search.ts'
import { OTHER, type Word, wordOf } from './letters.ts'
import { searchPrincipals } from './principal-search.ts'
import { type Found, type Question, type Remaining, type Rest, statementAt, statementsOf } from './question.ts'
import { clauseTruth, commonPrefix, looseAutomaton, type Matches, matchesOf, Reader, subjectOf } from './reader.ts'
import { resourceRoots } from './resource-roots.ts'
import { searchResources } from './resource-search.ts'
import type { CompiledClause } from './rule.ts'
import { assume, isMet } from './truth.ts'
import { searchWords } from './word-search.ts'

/** Known actions tried for a witness, before one of an action that does not exist yet is shown instead. */
const MAX_KNOWN_ACTIONS = 1_000
const MAX_TRIED_ACTIONS = 24

/**
 * Answers a question with a request, or with none where there is none. Where a limit kept it from looking
 * everywhere, the question is told so and none is no answer.
 *
 * An action that one pattern spells out acts on the resources the catalogue says; for any other pattern, an action
 * that AWS may add tomorrow decides, on any resource, since what it cannot do no known one can. A known action is
 * then looked for to show.
 */
export function solve(question: Question): Found | undefined {
  const negatives = [...question.negatives.keys()].filter((index) => !isAvoidedOpaque(question, index))
  if (negatives.some((index) => question.negatives[index]?.kind === 'opaque')) return undefined
  const clauses = statementsOf(question.positives).map((statement) => statement.action)
  const context = new ContextSearch(question)
  const action = spelledOutAction(clauses)
  if (action !== undefined) return trySpelledOut(question, context, action, clauses, negatives)
  const future = tryFuture(question, context, clauses, negatives)
  if (future === undefined || question.stance === 'possible') return future
  return tryKnown(question, context, clauses, negatives, future.action) ?? future
}

/** An opaque negative always applies, unless the search may take it not to. */
function isAvoidedOpaque(question: Question, index: number): boolean {
  const rule = question.negatives[index]
  if (rule?.kind !== 'opaque' || question.stance === 'definite') return false
  return !question.positives.some((positive) => positive.kind === 'opaque' && positive.id === rule.id)
}

function trySpelledOut(
  question: Question,
  context: ContextSearch,
  action: string,
  clauses: readonly CompiledClause[],
  negatives: Remaining,
): Found | undefined {
  const facts = factsOf(action)
  const matches = matchesOf(wordOf(action.toLowerCase()), question.stance, question.lexicon)
  const left = leftOver(question, clauses, negatives, matches)
  return left && tryAction(question, context, facts?.name ?? action, facts, left)
}

function tryFuture(
  question: Question,
  context: ContextSearch,
  clauses: readonly CompiledClause[],
  negatives: Remaining,
): Found | undefined {
  const { lexicon, stance } = question
  const hasLetters = [...clauses, ...negatives.map((index) => statementAt(question, index).action)].some((clause) =>
    clause.elements.some(({ lexeme }) => lexeme.hasSymbol),
  )
  const reader = new Reader(subjectOf(clauses, { lexicon, stance, hasLetters }))
  for (const clause of clauses) reader.addClause(clause, false)
  for (const index of negatives) {
    const clause = statementAt(question, index).action
    reader.addClause(clause, clause.negated)
  }
  const groups = clauses.flatMap((clause, index) => groupOf(clause, index === 0, question))
  const problem = {
    prefix: stance === 'definite' ? commonPrefix(clauses) : [],
    groups: [...groups, [lexicon.automaton(lexicon.lexeme(ANY_ACTION), 'any')]],
    excluded: excludedOf(clauses, question),
    observed: reader.observed,
  }
  let found: Found | undefined
  const outcome = searchWords(problem, question.budget, (accepted, word) => {
    const left = leftOver(question, clauses, negatives, reader.matches(accepted, word))
    const isText = reader.isText(word)
    if (left === undefined) return isText ? 'another' : 'next'
    const action = actionText(word, question)
    // A word that happens to be an action of today acts on what that one does; another word may still stand for one of tomorrow.
    const facts = word.includes(OTHER) ? undefined : factsOf(action)
    found = tryAction(question, context, facts?.name ?? action, facts, left)
    if (found !== undefined) return 'stop'
    return facts === undefined && !isText ? 'next' : 'another'
  })
  if (outcome === 'limit') question.doubts.push('the actions can be combined in too many ways')
  return found
}

/** A service and a name, neither of them empty. */
const ANY_ACTION: Pattern = patternOf([
  { kind: 'wildcard', many: false, inSegment: false },
  { kind: 'wildcard', many: true, inSegment: false },
  { kind: 'literal', text: ':' },
  { kind: 'wildcard', many: false, inSegment: false },
  { kind: 'wildcard', many: true, inSegment: false },
])

function groupOf(clause: CompiledClause, isFirst: boolean, question: Question): readonly (readonly Automaton[])[] {
  if (clause.negated) return []
  const { lexicon, stance } = question
  const lexemes = clause.elements.map(({ lexeme }) => lexeme)
  // An unknown action may be none at all, and a witness names one that is.
  const shown = stance === 'definite' ? lexemes.filter((lexeme) => !lexeme.hasSymbol) : lexemes
  const strict = isFirst || stance === 'definite'
  return [shown.map((each) => (strict ? lexicon.automaton(each, 'must') : looseAutomaton(each, stance, lexicon)))]
}

function excludedOf(clauses: readonly CompiledClause[], question: Question): readonly Automaton[] {
  const { lexicon, stance } = question
  return clauses
    .filter((clause) => clause.negated)
    .flatMap((clause) => clause.elements)
    .map(({ lexeme }) =>
      stance === 'definite' ? looseAutomaton(lexeme, stance, lexicon) : lexicon.automaton(lexeme, 'must'),
    )
}

function tryKnown(
  question: Question,
  context: ContextSearch,
  clauses: readonly CompiledClause[],
  negatives: Remaining,
  future: string,
): Found | undefined {
  const tried = new Set<string>()
  let seen = 0
  const [named] = clauses.filter(({ negated }) => !negated)
  const prefixes = named?.elements.map(({ lexeme }) => String.fromCharCode(...lexeme.prefix)) ?? []
  for (const facts of knownActions(clauses, future)) {
    const name = facts.name.toLowerCase()
    if (prefixes.length > 0 && !prefixes.some((prefix) => name.startsWith(prefix))) continue
    if (++seen > MAX_KNOWN_ACTIONS || tried.size >= MAX_TRIED_ACTIONS) return undefined
    const matches = matchesOf(wordOf(name), question.stance, question.lexicon)
    const left = leftOver(question, clauses, negatives, matches)
    if (left === undefined) continue
    const kind = JSON.stringify([left, facts.formats])
    if (tried.has(kind)) continue
    tried.add(kind)
    const found = tryAction(question, context, facts.name, facts, left)
    if (found !== undefined) return found
  }
  return undefined
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
    isMet(clauseTruth(statementAt(question, index).action, matches, question.pins), stance, assumptions),
  )
}

/** The rest of a request for one action: who, on what, in which context. */
function tryAction(
  question: Question,
  context: ContextSearch,
  action: string,
  facts: ActionFacts | undefined,
  negatives: Remaining,
): Found | undefined {
  const doubts = question.doubts.length
  const rest = question.atoms.answer(
    atomKey(question, facts, negatives),
    () => restOf(question, context, facts, negatives),
    () => question.doubts.length === doubts,
  )
  return rest && { action, ...rest }
}

function restOf(
  question: Question,
  context: ContextSearch,
  facts: ActionFacts | undefined,
  negatives: Remaining,
): Rest | undefined {
  let found: Rest | undefined
  const failed = new Set<string>()
  searchPrincipals(question, negatives, (principal, remaining, pins) => {
    const attempt = (resource: Word, left: Remaining, resourcePins: Question['pins']): boolean => {
      const values = context.find(left, new Map([...resourcePins, ...pins]))
      if (values === undefined) return false
      found = { ...(principal === undefined ? {} : { principal }), resource, context: values }
      return true
    }
    const again = JSON.stringify([remaining, [...pins]])
    if (failed.has(again)) return false
    failed.add(again)
    if (question.kind === 'trust') return attempt([], remaining, question.pins)
    const canAvoid = (left: Remaining) => context.find(left, new Map([...question.pins, ...pins])) !== undefined
    return resourceRoots(facts, question.lexicon).some((root) =>
      searchResources(question, root, remaining, canAvoid, attempt),
    )
  })
  return found
}

/** An action as text; what no pattern spells becomes a letter that none of them has. */
function actionText(word: Word, question: Question): string {
  const letterText = (code: number) => {
    const letter = question.lexicon.alphabet.letterOf(code)
    return letter?.kind === 'symbol' ? `\${${letter.symbol.address}}` : 'NewAction'
  }
  const other = word.includes(OTHER) ? letterForOther(question) : ''
  return word
    .map((code) => (code === OTHER ? other : code < OTHER ? String.fromCharCode(code) : letterText(code)))
    .join('')
}

function letterForOther({ positives, negatives }: Question): string {
  const spelled = new Set<string>()
  for (const { action } of statementsOf([...positives, ...negatives])) {
    for (const { lexeme } of action.elements) {
      for (const token of lexeme.pattern.tokens) {
        if (token.kind === 'literal') for (const letter of token.text.toLowerCase()) spelled.add(letter)
      }
    }
  }
  return unspelledLetter(spelled) ?? 'x'
}
