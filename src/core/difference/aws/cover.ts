import type { Comparison } from './comparison.ts'
import { coversLexeme } from './cover-lexeme.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'
import type { CompiledClause, CompiledPrincipal, CompiledStatement, Rule } from './rule.ts'

/**
 * Whether whatever `narrow` applies to, `wide` applies to as well, told clause by clause from how they are written.
 * True is certain; false says nothing.
 */
export function covers(wide: Rule, narrow: Rule, { lexicon, budget }: Pick<Comparison, 'lexicon' | 'budget'>): boolean {
  if (wide.id === narrow.id) return true
  if (wide.kind === 'opaque' || narrow.kind === 'opaque' || !budget.spendPair()) return false
  if (wide.isOversized || narrow.isOversized) return false
  return (
    coversClause(wide.action, narrow.action, lexicon) &&
    coversClause(wide.resource, narrow.resource, lexicon) &&
    coversPrincipal(wide.principal, narrow.principal, lexicon) &&
    hasSubsetOfConditions(wide, narrow)
  )
}

/** Fewer conditions apply more often. */
function hasSubsetOfConditions(wide: CompiledStatement, narrow: CompiledStatement): boolean {
  return wide.conditions.every((condition) => narrow.conditions.some((other) => other.id === condition.id))
}

function coversClause(wide: CompiledClause | undefined, narrow: CompiledClause | undefined, lexicon: Lexicon): boolean {
  if (wide === undefined) return true
  if (narrow === undefined) return !wide.negated && wide.elements.some(({ lexeme }) => lexeme.isEverything)
  const wideLexemes = wide.elements.map(({ lexeme }) => lexeme)
  const narrowLexemes = narrow.elements.map(({ lexeme }) => lexeme)
  if (wide.negated && narrow.negated) {
    // An unresolved variable keeps a Not clause from applying at all, unless it keeps the other one as well.
    const isSame = (lexeme: Lexeme) => narrowLexemes.some((other) => other.id === lexeme.id)
    if (!wideLexemes.every((lexeme) => !lexeme.hasVariable || isSame(lexeme))) return false
    return coversAll(narrowLexemes, wideLexemes, lexicon)
  }
  if (!wide.negated && !narrow.negated) return coversAll(wideLexemes, narrowLexemes, lexicon)
  return !wide.negated && wideLexemes.some((lexeme) => lexeme.isEverything)
}

function coversPrincipal(
  wide: CompiledPrincipal | undefined,
  narrow: CompiledPrincipal | undefined,
  lexicon: Lexicon,
): boolean {
  if (wide === undefined) return true
  if (narrow === undefined) return false
  if (!wide.negated && wide.members.some((member) => member.isEveryone)) return true
  if (wide.negated !== narrow.negated) return false
  if (wide.negated) return wide.members.every((member) => narrow.members.some((other) => other.id === member.id))
  return narrow.members.every((member) =>
    wide.members.some(
      (other) =>
        other.id === member.id ||
        (member.type === 'AWS' &&
          other.type === 'AWS' &&
          !member.isEveryone &&
          [member.exact, ...member.wider, ...member.perhaps].every((lexeme) =>
            [other.exact, ...other.wider].some((each) => coversLexeme(each, lexeme, lexicon)),
          )),
    ),
  )
}

function coversAll(wide: readonly Lexeme[], narrow: readonly Lexeme[], lexicon: Lexicon): boolean {
  return narrow.every((lexeme) => wide.some((other) => coversLexeme(other, lexeme, lexicon)))
}
