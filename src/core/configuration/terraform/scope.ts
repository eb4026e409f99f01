import type { Expression, Range } from '../../syntax/hcl/ast.ts'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import type { UnknownSymbol, UnknownValue, Value } from '../../value/value.ts'
import type { FileAnswer } from './module-access.ts'
import type { Secrets } from './secrets.ts'

/** Where an expression is evaluated: its file, the names around it, and the module it belongs to. */
export interface Scope {
  readonly file: string
  /** Names of `for` expressions and templates, `each`, `count`, iterators of dynamic blocks. */
  readonly names: ReadonlyMap<string, Value>
  readonly module: ModuleScope
  /** Present inside `try` and `can`: failures are noted, not reported. */
  readonly trial?: Trial
}

/** What became of an expression inside `try` or `can`. */
export interface Trial {
  failed: boolean
  /** Whether it fails depends on something unknown. */
  uncertain: boolean
}

/** One step of a traversal: `.name` or `[key]`. */
export type Step =
  | (Range & { readonly kind: 'attribute'; readonly name: string })
  | (Range & { readonly kind: 'index'; readonly key: Expression })

/** What a reference's first steps denote, and how many steps that took. */
export interface Resolved {
  readonly value: Value
  readonly taken: number
}

/** What expressions need of their module. */
export interface ModuleScope {
  /** The root module's directory: paths in configuration are relative to it. */
  readonly directory: string
  /** What the root is deployed as (`ModuleInput.deployment`): what tells its resources from those of other roots. */
  readonly deployment: string
  /** Empty for the root module, `module.name.` and so on for one that is called. */
  readonly prefix: string
  /** Unknown conditions that must hold for the module to be there. */
  readonly presence: readonly UnknownSymbol[]
  evaluate(expression: Expression, scope: Scope): Value
  /** Resolves `var.x`, `local.x`, `data.t.n`, `t.n`, `module.m`, `path.p`, `terraform.workspace`. */
  resolve(root: string, steps: readonly Step[], scope: Scope, span: Span): Resolved
  report(diagnostic: Diagnostic): void
  /** Counts work that goes with the size of values; false where the module has used up what it may. */
  charge(size: number): boolean
  readFile(path: string): FileAnswer
  listFiles(directory: string): readonly string[]
  filesIn(directory: string): readonly string[]
  /** What a path holds, without reading it. */
  identity(path: string): string | undefined
  /** Whether a condition that is not known is assumed to hold in the case that is evaluated. It is remembered. */
  assume?(condition: UnknownSymbol): boolean | undefined
  /** The texts that are marked as sensitive; absent where nothing is shown. */
  readonly secrets?: Secrets
  /** A fingerprint over everything the module's files say: for what a limit cut short. */
  contentFingerprint(): string
  /** Functions that only this kind of configuration has, before Terraform's own; undefined where it has none of that name. */
  callOwn?(name: string, args: readonly Value[], scope: Scope, span: Span): Value | undefined
}

export function spanIn(scope: Scope, range: Range): Span {
  return { file: scope.file, start: range.start, end: range.end }
}

/** The scope with one or more further names. */
export function withNames(scope: Scope, names: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, names: new Map([...scope.names, ...names]) }
}

/**
 * Evaluates what is only needed in one of several cases: what fails there fails for nobody, as far as is known, so it
 * is not reported. Inside `try` it makes the outcome uncertain.
 */
export function inOneCase<T>(scope: Scope, evaluate: (scope: Scope) => T): T {
  const trial: Trial = { failed: false, uncertain: false }
  const result = evaluate({ ...scope, trial })
  if (scope.trial !== undefined && (trial.failed || trial.uncertain)) scope.trial.uncertain = true
  return result
}

/** What went wrong in the user's configuration. */
export interface Problem {
  /** Without the prefix `terraform-`. */
  readonly code: string
  readonly summary: string
  readonly detail: string
  readonly severity?: 'warning'
}

/** Reports a problem (or notes it, inside `try`) and gives the unknown value that stands for the failed expression. */
export function fail(scope: Scope, span: Span, fingerprint: string, problem: Problem): UnknownValue {
  if (scope.trial !== undefined && problem.severity !== 'warning') scope.trial.failed = true
  else {
    const { code, summary, detail, severity = 'error' } = problem
    scope.module.report({ severity, code: `terraform-${code}`, summary, detail, subject: span })
  }
  const reason = `fails: ${problem.summary.charAt(0).toLowerCase()}${problem.summary.slice(1)}`
  return {
    kind: 'unknown',
    symbol: { address: 'an expression with an error', fingerprint, reason, span },
    spans: [span],
  }
}
