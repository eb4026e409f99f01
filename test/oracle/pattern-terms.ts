import { and, equal, FALSE, inLanguage, joined, NO_COLON, not, type Term, text } from './terms.ts'

/** One piece of a pattern. `inSegment`: it stands in one of the first five segments of an ARN. */
type Piece =
  | { readonly kind: 'literal'; readonly content: string }
  | { readonly kind: 'run' | 'one'; readonly inSegment: boolean }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string; readonly inSegment: boolean }

export interface PatternReading {
  /** `exact`: no wildcards; `glob`: wildcards match anything; `arn`: they respect the segments. */
  readonly wildcards: 'exact' | 'glob' | 'arn'
  readonly ignoreCase: boolean
  /** Whether `${…}` means something: in documents of Version 2012-10-17, in resources and condition values. */
  readonly variables: boolean
}

/** The value of a condition key as a policy variable: usable where it is resolved. */
export interface VariableTerm {
  readonly resolved: Term
  readonly value: Term
}

export type VariableTerms = (key: string) => VariableTerm

/**
 * Whether a text of the request matches a pattern. Sources: "IAM JSON policy elements: Resource" for wildcards and
 * "IAM policy elements: Variables and tags" for `${…}`, IAM User Guide; that wildcards stay within the first five
 * segments of an ARN was checked against verdicts that AWS publishes.
 */
export function patternTerm(subject: Term, pattern: string, reading: PatternReading, variables: VariableTerms): Term {
  const pieces = piecesOf(pattern, reading)
  if (pieces.some((piece) => piece.kind === 'variable')) return withVariables(subject, pieces, reading, variables)
  const first = pieces[0]
  if (pieces.length === 1 && first?.kind === 'run' && !first.inSegment) return 'true'
  if (pieces.every((piece) => piece.kind === 'literal') && !reading.ignoreCase) {
    return equal(subject, text(pieces.map((piece) => piece.content).join('')))
  }
  return inLanguage(subject, joinedLanguage(pieces, reading))
}

/** The texts without a colon that a pattern matches. */
export function segmentLanguage(pattern: string, reading: PatternReading): Term {
  const pieces = piecesOf(pattern, reading)
  return joinedLanguage(
    pieces.map((piece) => (piece.kind === 'literal' ? piece : { ...piece, inSegment: true })),
    reading,
  )
}

/** Whether every variable of a pattern that has no default is resolved. */
export function resolvedTerm(pattern: string, reading: PatternReading, variables: VariableTerms): Term {
  return and(
    piecesOf(pattern, reading).flatMap((piece) =>
      piece.kind === 'variable' && piece.fallback === undefined ? [variables(piece.key).resolved] : [],
    ),
  )
}

/** The keys of the variables in a pattern, in lower case. */
export function variableKeys(pattern: string, reading: PatternReading): readonly string[] {
  return piecesOf(pattern, reading).flatMap((piece) => (piece.kind === 'variable' ? [piece.key] : []))
}

function piecesOf(pattern: string, reading: PatternReading): readonly Piece[] {
  const marks = [
    ...(reading.wildcards === 'exact' ? [] : ['[*?]']),
    ...(reading.variables ? ['\\$\\{[^}]*\\}'] : []),
  ].join('|')
  const raw = marks === '' ? [pattern] : pattern.split(new RegExp(`(${marks})`))
  const pieces = raw.flatMap((piece, index) => (piece === '' ? [] : [pieceOf(piece, index % 2 === 1)]))
  return reading.wildcards === 'arn' ? inSegments(pieces) : pieces
}

function pieceOf(piece: string, isMark: boolean): Piece {
  if (!isMark) return { kind: 'literal', content: piece }
  if (piece === '*') return { kind: 'run', inSegment: false }
  if (piece === '?') return { kind: 'one', inSegment: false }
  const name = piece.slice(2, -1)
  if (name === '*' || name === '?' || name === '$') return { kind: 'literal', content: name }
  const [, key = name, fallback] = /^([^,]*), *'(.*)'$/.exec(name) ?? []
  const lowered = key.trim().toLowerCase()
  return { kind: 'variable', key: lowered, inSegment: false, ...(fallback === undefined ? {} : { fallback }) }
}

const COLONS = 5

/** Marks what stands before the fifth colon; a pattern with fewer is no whole ARN and is read flat. */
function inSegments(pieces: readonly Piece[]): readonly Piece[] {
  const colonsIn = (piece: Piece) => (piece.kind === 'literal' ? piece.content.split(':').length - 1 : 0)
  if (pieces.reduce((sum, piece) => sum + colonsIn(piece), 0) < COLONS) return pieces
  let passed = 0
  return pieces.map((piece) => {
    passed += colonsIn(piece)
    return piece.kind === 'literal' || passed >= COLONS ? piece : { ...piece, inSegment: true }
  })
}

function joinedLanguage(pieces: readonly Piece[], { ignoreCase }: PatternReading): Term {
  const languages = pieces.map((piece) => languageOf(piece, ignoreCase))
  const [only = '(str.to_re "")'] = languages
  return languages.length <= 1 ? only : `(re.++ ${languages.join(' ')})`
}

function languageOf(piece: Piece, ignoreCase: boolean): Term {
  switch (piece.kind) {
    case 'literal':
      return ignoreCase ? anyCase(piece.content) : `(str.to_re ${text(piece.content)})`
    case 'run':
      return piece.inSegment ? `(re.* ${NO_COLON})` : 're.all'
    case 'one':
      return piece.inSegment ? NO_COLON : 're.allchar'
    case 'variable':
      throw new Error('a variable is no regular language')
  }
}

/** Letters in either case, one by one; the generated texts have ASCII letters only. */
function anyCase(content: string): Term {
  const letters = [...content].map((letter) => {
    const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()]
    const written = `(str.to_re ${text(lower)})`
    return lower === upper ? written : `(re.union ${written} (str.to_re ${text(upper)}))`
  })
  const [only = '(str.to_re "")'] = letters
  return letters.length <= 1 ? only : `(re.++ ${letters.join(' ')})`
}

/**
 * A pattern with variables, without quantifiers: its wildcards are runs at its very ends, so that it says how a text
 * begins, ends, what it contains or what it is.
 */
function withVariables(
  subject: Term,
  pieces: readonly Piece[],
  { ignoreCase }: PatternReading,
  variables: VariableTerms,
): Term {
  const isOpen = (piece: Piece | undefined) => piece?.kind === 'run' && !piece.inSegment
  const [opensFirst, opensLast] = [isOpen(pieces[0]), isOpen(pieces.at(-1))]
  const inner = pieces.slice(opensFirst ? 1 : 0, opensLast ? -1 : undefined)
  if (ignoreCase) throw new Error('a variable whose case does not count is not encoded')
  const parts = inner.map((piece) => partOf(piece, variables))
  const whole = joined(parts.map(({ value }) => value))
  const conditions = parts.map(({ usable }) => usable)
  if (conditions.includes(FALSE)) return FALSE
  const predicate = opensFirst ? (opensLast ? 'str.contains' : 'str.suffixof') : opensLast ? 'str.prefixof' : '='
  const match =
    predicate === 'str.contains' ? `(str.contains ${subject} ${whole})` : `(${predicate} ${whole} ${subject})`
  return and([...conditions, match])
}

interface Part {
  readonly value: Term
  readonly usable: Term
}

/** A variable is what the request says, else its default; in a segment it holds no colon. */
function partOf(piece: Piece, variables: VariableTerms): Part {
  if (piece.kind === 'literal') return { value: text(piece.content), usable: 'true' }
  if (piece.kind !== 'variable') throw new Error('a wildcard between variables is not encoded')
  const { resolved, value } = variables(piece.key)
  const { fallback, inSegment } = piece
  const taken = fallback === undefined ? value : `(ite ${resolved} ${value} ${text(fallback)})`
  const fits = inSegment ? not(`(str.contains ${taken} ":")`) : 'true'
  return { value: taken, usable: and([fallback === undefined ? resolved : 'true', fits]) }
}
