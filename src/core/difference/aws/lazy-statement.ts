import type { PolicyKind } from '../../authorization/access.ts'
import { type Pattern, parsePattern } from '../../authorization/aws/pattern.ts'
import type { PatternClause, PolicyDocument, ReadStatement } from '../../authorization/aws/policy.ts'
import type { TextValue } from '../../value/value.ts'
import { type CompiledCondition, compileCondition } from './compiled-condition.ts'
import type { Lexicon } from './lexicon.ts'
import { compileMember } from './principal-patterns.ts'
import {
  type CompiledClause,
  type CompiledPrincipal,
  type CompiledStatement,
  comparedTexts,
  type VariableToken,
} from './rule.ts'
import { statementId } from './statement-id.ts'

/** A statement whose parts are compiled when they are first asked for: most statements of a change never are. */
export class LazyStatement implements CompiledStatement {
  readonly kind = 'statement'
  readonly source: ReadStatement
  readonly id: string
  readonly #version: PolicyDocument['version']
  readonly #kind: PolicyKind
  readonly #lexicon: Lexicon
  #services: ReadonlySet<string> | 'any' | undefined
  #action: CompiledClause | undefined
  #resource: CompiledClause | 'none' | undefined
  #principal: CompiledPrincipal | 'none' | undefined
  #conditions: readonly CompiledCondition[] | undefined
  #isUncertain: boolean | undefined
  #isOversized: boolean | undefined
  #variables: readonly VariableToken[] | undefined

  constructor(source: ReadStatement, version: PolicyDocument['version'], kind: PolicyKind, lexicon: Lexicon) {
    this.source = source
    this.id = statementId(source, version)
    this.#version = version
    this.#kind = kind
    this.#lexicon = lexicon
  }

  get effect(): 'Allow' | 'Deny' {
    return this.source.effect
  }

  get services(): ReadonlySet<string> | undefined {
    this.#services ??= servicesOf(this.source.action)
    return this.#services === 'any' ? undefined : this.#services
  }

  get action(): CompiledClause {
    this.#action ??= this.#clause(this.source.action, (text) =>
      parsePattern(text, { reading: 'glob', version: this.#version, ignoreCase: true, variables: false }),
    )
    return this.#action
  }

  get resource(): CompiledClause | undefined {
    this.#resource ??= this.#compileResource()
    return this.#resource === 'none' ? undefined : this.#resource
  }

  get principal(): CompiledPrincipal | undefined {
    this.#principal ??= this.#compilePrincipal()
    return this.#principal === 'none' ? undefined : this.#principal
  }

  get conditions(): readonly CompiledCondition[] {
    this.#conditions ??= this.source.conditions.map((each) => compileCondition(each, this.#version, this.#lexicon))
    return this.#conditions
  }

  get isUncertain(): boolean {
    this.#isUncertain ??= this.variables.length > 0 || this.#hasUnknowns()
    return this.#isUncertain
  }

  get isOversized(): boolean {
    this.#isOversized ??= textsOf(this.source).some(isTooMuch)
    return this.#isOversized
  }

  get variables(): readonly VariableToken[] {
    this.#variables ??= this.#compileVariables()
    return this.#variables
  }

  #compileResource(): CompiledClause | 'none' {
    const { resource } = this.source
    if (resource === undefined || this.#kind === 'trust') return 'none'
    const { resources } = this.#lexicon
    return this.#clause(resource, (text) => parsePattern(text, { reading: resources, version: this.#version }))
  }

  #compilePrincipal(): CompiledPrincipal | 'none' {
    const { principal } = this.source
    if (principal === undefined) return 'none'
    const members = principal.members.map((source) => ({ ...compileMember(source, this.#lexicon), source }))
    return { negated: principal.negated, members }
  }

  #compileVariables(): readonly VariableToken[] {
    return comparedTexts(this).flatMap(({ lexeme }) =>
      lexeme.hasVariable ? lexeme.pattern.tokens.filter((token) => token.kind === 'variable') : [],
    )
  }

  #hasUnknowns(): boolean {
    const elements = [...this.action.elements, ...(this.resource?.elements ?? [])]
    return (
      elements.some(({ lexeme }) => lexeme.hasSymbol) ||
      (this.principal?.members.some((member) => member.exact.hasSymbol) ?? false) ||
      this.conditions.some(isUnknown)
    )
  }

  #clause(clause: PatternClause, parse: (text: TextValue) => Pattern): CompiledClause {
    const elements = clause.patterns.map((source) => ({ lexeme: this.#lexicon.lexeme(parse(source)), source }))
    return { negated: clause.negated, elements, source: clause }
  }
}

/** A statement with some of its parts narrowed to single elements. */
export function restricted(
  rule: CompiledStatement,
  parts: Partial<Pick<CompiledStatement, 'action' | 'resource' | 'principal'>>,
): CompiledStatement {
  const {
    kind,
    effect,
    action,
    resource,
    principal,
    conditions,
    source,
    isUncertain,
    isOversized,
    variables,
    services,
    id,
  } = rule
  return {
    ...{ kind, effect, action, resource, principal, conditions, source, isUncertain, isOversized, variables, services },
    id: `part of ${id}`,
    ...parts,
  }
}

/** AWS takes policies of some 20,000 characters; patterns beyond these are a mistake or an attack. */
const MAX_PATTERN_CHARS = 20_000
const MAX_WILDCARDS = 200

function isTooMuch(text: TextValue): boolean {
  const literals = text.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('')
  return literals.length > MAX_PATTERN_CHARS || (literals.match(/[*?]/g)?.length ?? 0) > MAX_WILDCARDS
}

function textsOf({ action, resource, principal, conditions }: ReadStatement): readonly TextValue[] {
  return [
    ...action.patterns,
    ...(resource?.patterns ?? []),
    ...(principal?.members.map((member) => member.id) ?? []),
    ...conditions.flatMap((condition) => (condition.kind === 'opaque' ? [] : condition.values)),
  ]
}

/** A text that is known may still be of no known meaning: then its pattern is a symbol. */
function isUnknown(condition: CompiledCondition): boolean {
  switch (condition.kind) {
    case 'opaque':
      return true
    case 'presence':
      return condition.source.values.some(hasSymbol)
    case 'value':
      return condition.values.some(({ lexeme }) => lexeme.hasSymbol)
  }
}

function hasSymbol(text: TextValue): boolean {
  return text.parts.some((part) => part.kind === 'symbol')
}

function servicesOf(clause: PatternClause): ReadonlySet<string> | 'any' {
  if (clause.negated) return 'any'
  const services = new Set<string>()
  for (const { parts } of clause.patterns) {
    const [first] = parts
    const service = first?.kind === 'literal' ? /^([^:*?]*):/.exec(first.text)?.[1] : undefined
    if (service === undefined) return 'any'
    services.add(service.toLowerCase())
  }
  return services
}
