/** A term of SMT-LIB 2, as text. */
export type Term = string

export const TRUE: Term = 'true'
export const FALSE: Term = 'false'

export function and(terms: readonly Term[]): Term {
  const needed = terms.filter((term) => term !== TRUE)
  if (needed.includes(FALSE)) return FALSE
  const [first = TRUE] = needed
  return needed.length <= 1 ? first : `(and ${needed.join(' ')})`
}

export function or(terms: readonly Term[]): Term {
  const possible = terms.filter((term) => term !== FALSE)
  if (possible.includes(TRUE)) return TRUE
  const [first = FALSE] = possible
  return possible.length <= 1 ? first : `(or ${possible.join(' ')})`
}

export function not(term: Term): Term {
  if (term === TRUE) return FALSE
  return term === FALSE ? TRUE : `(not ${term})`
}

export function implies(condition: Term, consequence: Term): Term {
  return or([not(condition), consequence])
}

/** `condition` chooses between two truths. */
export function choose(condition: Term, then: Term, otherwise: Term): Term {
  return then === otherwise ? then : `(ite ${condition} ${then} ${otherwise})`
}

export function equal(left: Term, right: Term): Term {
  return `(= ${left} ${right})`
}

/** A string literal: what is not printable ASCII, and what would end or escape it, is written as a code point. */
export function text(content: string): Term {
  const escaped = [...content].map((character) => {
    const isPlain = /^[ -~]$/.test(character) && character !== '"' && character !== '\\'
    return isPlain ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
  return `"${escaped.join('')}"`
}

export function joined(terms: readonly Term[]): Term {
  const [first = text('')] = terms
  return terms.length <= 1 ? first : `(str.++ ${terms.join(' ')})`
}

/** A whole number. */
export function integer(value: bigint): Term {
  return value < 0n ? `(- ${-value})` : `${value}`
}

/** An exact fraction. */
export function fraction(numerator: bigint, denominator: bigint): Term {
  const size = `(/ ${numerator < 0n ? -numerator : numerator}.0 ${denominator}.0)`
  return numerator < 0n ? `(- ${size})` : size
}

/** Any character but a colon: what wildcards match in the first segments of an ARN. */
export const NO_COLON: Term = '(re.union (re.range "\\u{0}" "9") (re.range ";" "\\u{2ffff}"))'

export function inLanguage(subject: Term, language: Term): Term {
  return `(str.in_re ${subject} ${language})`
}
