import type { PolicyDocument, Statement } from '../../src/core/authorization/aws/policy.ts'
import { configureModule } from '../../src/core/configuration/terraform/configure.ts'
import type { ModuleAccess, Variant } from '../../src/core/configuration/terraform/module-access.ts'
import { parseFile } from '../../src/core/configuration/terraform/parse-file.ts'
import type { HclFile } from '../../src/core/syntax/hcl/ast.ts'
import { indexLines, positionAt } from '../../src/core/text/lines.ts'
import type { Span } from '../../src/core/text/span.ts'
import { displayText, type TextValue } from '../../src/core/value/value.ts'
import { repositoryOf } from './repository-double.ts'

/** Repository paths and texts; a text alone is `main.tf`. */
export type Sources = string | Readonly<Record<string, string>>

export interface ModuleOptions {
  readonly directory?: string
  readonly variant?: Variant
  readonly before?: Pick<ModuleAccess['addresses'], 'has'>
  /** Paths that are there and not loaded. */
  readonly notLoaded?: readonly string[]
}

export function textsOf(sources: Sources): ReadonlyMap<string, string> {
  return new Map(typeof sources === 'string' ? [['main.tf', sources]] : Object.entries(sources))
}

/** Configures the module of a few files. */
export function configure(sources: Sources, options: ModuleOptions = {}): ModuleAccess {
  const texts = textsOf(sources)
  const files = new Map<string, HclFile>()
  for (const [path, text] of texts)
    if (/\.(tf|tofu)(\.json)?$|\.tfvars$/.test(path)) files.set(path, parseFile(path, text))
  return configureModule({
    ...repositoryOf(texts, options.notLoaded),
    directory: options.directory ?? '',
    files,
    variant: options.variant ?? { kind: 'declared' },
    ...(options.before === undefined ? {} : { before: options.before }),
  })
}

/** The lines of a place, for assertions: `main.tf:3`. */
export function lineOf(sources: Sources, span: Span | undefined): string {
  const text = span === undefined ? undefined : textsOf(sources).get(span.file)
  if (span === undefined || text === undefined) return 'nowhere'
  return `${span.file}:${positionAt(indexLines(text), span.start).line}`
}

/** What a statement says, for assertions. */
function describeStatement(statement: Statement): string {
  if (statement.kind === 'opaque') return `opaque ${statement.symbol.address}`
  const { sid, effect, principal, action, resource, conditions } = statement
  const clause = (name: string, negated: boolean, items: readonly string[]): string =>
    `${negated ? 'Not' : ''}${name} ${[...items].sort().join(' ')}`
  const parts = [
    sid === undefined ? effect : `${sid}: ${effect}`,
    ...(principal === undefined
      ? []
      : [
          clause(
            'Principal',
            principal.negated,
            principal.members.map((each) => `${each.type}=${displayText(each.id)}`),
          ),
        ]),
    clause('Action', action.negated, action.patterns.map(displayText)),
    ...(resource === undefined ? [] : [clause('Resource', resource.negated, resource.patterns.map(displayText))]),
    ...conditions.map((condition) =>
      condition.kind === 'opaque'
        ? `If ${condition.symbol.address}`
        : `If ${condition.operator} ${condition.key} ${condition.values.map(displayText).join(' ')}`,
    ),
  ]
  return parts.join(' | ')
}

export function describeDocument(document: PolicyDocument): readonly string[] {
  return document.statements.map(describeStatement)
}

/** Every policy as `kind holder`, with its statements. */
export function describeAccess(access: ModuleAccess): Readonly<Record<string, readonly string[]>> {
  const described = new Map<string, readonly string[]>()
  for (const { kind, holder, document } of access.policies) {
    const name = `${kind} ${holder}`
    described.set(name, [...(described.get(name) ?? []), ...describeDocument(document)])
  }
  return Object.fromEntries(described)
}

/** The resources of the first statement that is read, with every symbol as its fingerprint. */
export function resourcePatterns(access: ModuleAccess): readonly string[] {
  const statements = access.policies.flatMap((policy) => policy.document.statements)
  const statement = statements.find((each) => each.kind === 'statement')
  return (statement?.resource?.patterns ?? []).map(fingerprintText)
}

function fingerprintText(text: TextValue): string {
  return text.parts.map((part) => (part.kind === 'literal' ? part.text : `<${part.symbol.fingerprint}>`)).join('')
}
