import type { TextValue, UnknownSymbol } from '../../value/value.ts'
import type { Answer } from './ask.ts'
import type { Causes } from './causes.ts'
import type { Comparison, Region } from './comparison.ts'
import { type CompiledStatement, comparedTexts, type Rule } from './rule.ts'

/** Says what an open answer hangs on: a limit, or the unknown texts of the rules, those that are new at head first. */
export function undecidedRegion(
  comparison: Comparison,
  rules: readonly Rule[],
  answer: Extract<Answer, { kind: 'undecided' }>,
  causes: () => Causes,
): Region {
  const { atBase, atHead } = symbolsOfSides(comparison)
  const own = [...symbolsOf(rules).values()]
  const others = [...atHead.values(), ...atBase.values()]
  const isNew = (symbol: UnknownSymbol) => !atBase.has(symbol.fingerprint)
  const symbol = own.find(isNew) ?? own[0] ?? others.find(isNew) ?? others[0]
  const reason = answer.limit ?? reasonOf(symbol)
  const decidedAtBase = atBase.size === 0 && comparison.base.documents.length > 0 && answer.limit === undefined
  const describe = () => {
    const { causes: headCauses, baseCauses } = causes()
    return { address: comparison.head.address, reason, decidedAtBase, headCauses, baseCauses }
  }
  return { kind: 'undecided', reason, describe }
}

interface SymbolsOfSides {
  readonly atBase: ReadonlyMap<string, UnknownSymbol>
  readonly atHead: ReadonlyMap<string, UnknownSymbol>
}

/** Every undecided region of a comparison asks for them. */
const known = new WeakMap<Comparison, SymbolsOfSides>()

function symbolsOfSides(comparison: Comparison): SymbolsOfSides {
  const { baseRules, headRules } = comparison
  const symbols = known.get(comparison) ?? {
    atBase: symbolsOf([...baseRules.allows, ...baseRules.denies]),
    atHead: symbolsOf([...headRules.allows, ...headRules.denies]),
  }
  known.set(comparison, symbols)
  return symbols
}

function reasonOf(symbol: UnknownSymbol | undefined): string {
  if (symbol === undefined) return 'depends on the values of policy variables'
  return `depends on ${symbol.address}, which ${symbol.reason}`
}

function symbolsOf(rules: readonly Rule[]): ReadonlyMap<string, UnknownSymbol> {
  const symbols = new Map<string, UnknownSymbol>()
  const add = (symbol: UnknownSymbol) => {
    if (!symbols.has(symbol.fingerprint)) symbols.set(symbol.fingerprint, symbol)
  }
  for (const rule of rules) {
    if (rule.kind === 'opaque') {
      add(rule.symbol)
      continue
    }
    for (const text of textsOf(rule)) for (const part of text.parts) if (part.kind === 'symbol') add(part.symbol)
    for (const symbol of unreadable(rule)) add(symbol)
    for (const condition of rule.conditions) if (condition.kind === 'opaque') add(condition.source.symbol)
  }
  return symbols
}

/** Texts that are known and whose meaning is not: their patterns are symbols. */
function unreadable(statement: CompiledStatement): readonly UnknownSymbol[] {
  return comparedTexts(statement).flatMap(({ lexeme }) =>
    lexeme.pattern.tokens.flatMap((token) => (token.kind === 'symbol' ? [token.symbol] : [])),
  )
}

function textsOf(rule: Extract<Rule, { kind: 'statement' }>): readonly TextValue[] {
  return [
    ...rule.action.elements.map((element) => element.source),
    ...(rule.resource?.elements.map((element) => element.source) ?? []),
    ...(rule.principal?.members.map((member) => member.source.id) ?? []),
    ...rule.conditions.flatMap((condition) => (condition.kind === 'opaque' ? [] : condition.source.values)),
  ]
}
