import type { PolicyKind } from '../../authorization/access.ts'
import type { PolicyDocument, Statement } from '../../authorization/aws/policy.ts'
import { LazyStatement } from './lazy-statement.ts'
import type { Lexicon } from './lexicon.ts'
import type { Rule } from './rule.ts'

/** The rules of every document of one side, allows and denies apart. */
export interface CompiledSide {
  readonly allows: readonly Rule[]
  readonly denies: readonly Rule[]
}

export function compileSide(documents: readonly PolicyDocument[], kind: PolicyKind, lexicon: Lexicon): CompiledSide {
  const rules = documents.flatMap((document) =>
    document.statements.flatMap((statement) => compileStatement(statement, document.version, kind, lexicon)),
  )
  return {
    allows: rules.filter((rule) => rule.effect === 'Allow'),
    denies: rules.filter((rule) => rule.effect === 'Deny'),
  }
}

function compileStatement(
  statement: Statement,
  version: PolicyDocument['version'],
  kind: PolicyKind,
  lexicon: Lexicon,
): readonly Rule[] {
  if (statement.kind === 'statement') return [new LazyStatement(statement, version, kind, lexicon)]
  const { symbol } = statement
  const opaque = (effect: 'Allow' | 'Deny'): Rule => {
    return { kind: 'opaque', effect, symbol, source: statement, id: `opaque ${effect} ${symbol.fingerprint}` }
  }
  return [opaque('Allow'), opaque('Deny')]
}
