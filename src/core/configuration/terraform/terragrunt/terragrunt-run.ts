import type { Expression, HclFile } from '../../../syntax/hcl/ast.ts'
import type { Diagnostic } from '../../../text/diagnostic.ts'
import type { Span } from '../../../text/span.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { evaluateExpression } from '../evaluate.ts'
import { MAX_DEPTH, MAX_DIAGNOSTICS, MAX_STEPS, STEP_SIZE } from '../limits.ts'
import type { FileAnswer } from '../module-access.ts'
import { fileNameOf } from '../paths.ts'
import { type Scope, spanIn } from '../scope.ts'
import { syntaxFingerprint } from '../syntax-fingerprint.ts'
import { unknownOf } from '../unknown.ts'
import { isWithinLimits } from '../value-size.ts'
import { DEFAULT_TERRAGRUNT_LIMITS, type TerragruntLimits } from './limits.ts'
import type { TerragruntInput, TerragruntReading, Unreadable } from './terragrunt-unit.ts'

/** One reading of a unit: what its configuration files share and what they used up. */
export interface TerragruntRun {
  readonly repository: TerragruntInput['repository']
  readonly limits: TerragruntLimits
  evaluate(expression: Expression, scope: Scope): Value
  charge(size: number): boolean
  report(diagnostic: Diagnostic): void
  leaveOut(unreadable: Unreadable): void
  readFile(path: string): FileAnswer
  /** Whether the repository has a file, or a directory, of this path. */
  exists(path: string): boolean
  /** A configuration file; each is parsed once. */
  open(path: string): OpenedFile
  /** Covers every configuration file of the repository: for what may read any of them. */
  configurationFingerprint(): string
  reading(): TerragruntReading
}

export type OpenedFile =
  | { readonly kind: 'file'; readonly file: HclFile }
  | { readonly kind: 'missing' | 'not-loaded' | 'limit' }

/** Starts a reading: it remembers which paths it read and wants, and stops at the limits. */
export function startTerragruntRun(input: TerragruntInput): TerragruntRun {
  const { repository, limits = DEFAULT_TERRAGRUNT_LIMITS } = input
  const diagnostics = new Map<string, Diagnostic>()
  const unreadable = new Map<string, Unreadable>()
  const wanted = new Set<string>()
  const read = new Set<string>()
  const opened = new Map<string, HclFile>()
  let content: string | undefined
  const used = { depth: 0, steps: 0 }
  const run: TerragruntRun = {
    repository,
    limits,
    evaluate(expression, scope) {
      used.steps += 1
      if (used.depth >= MAX_DEPTH || used.steps >= MAX_STEPS) return limitReached(expression, scope, run)
      used.depth += 1
      const value = evaluateExpression(expression, scope)
      used.depth -= 1
      return isWithinLimits(value) ? value : limitReached(expression, scope, run)
    },
    charge(size) {
      used.steps += size / STEP_SIZE
      return used.steps < MAX_STEPS
    },
    report(diagnostic) {
      const { code, subject } = diagnostic
      const key = `${code} ${subject.file} ${subject.start} ${subject.end}`
      if (diagnostics.size < MAX_DIAGNOSTICS) diagnostics.set(key, diagnostic)
    },
    leaveOut(each) {
      const key = `${each.name} ${each.span.file} ${each.span.start}`
      if (unreadable.size < MAX_DIAGNOSTICS) unreadable.set(key, each)
    },
    readFile(path) {
      const answer = repository.readFile(path)
      if (answer.kind === 'not-loaded') wanted.add(path)
      read.add(path)
      return answer
    },
    exists: (path) => existsIn(repository, path),
    open(path) {
      const known = opened.get(path)
      if (known !== undefined) return { kind: 'file', file: known }
      if (opened.size >= limits.files) return { kind: 'limit' }
      const answer = run.readFile(path)
      if (answer.kind !== 'text') return answer
      const file = repository.parse(path, answer.text)
      opened.set(path, file)
      for (const diagnostic of file.diagnostics) run.report(diagnostic)
      return { kind: 'file', file }
    },
    configurationFingerprint() {
      content ??= repository.configurationFingerprint()
      return content
    },
    reading: () => ({
      read: [...read].sort(),
      wanted: [...wanted].sort(),
      diagnostics: [...diagnostics.values()],
      unreadable: [...unreadable.values()],
    }),
  }
  return run
}

/** A path without a dot in its name may be a directory, which no file answers for. */
function existsIn(repository: TerragruntInput['repository'], path: string): boolean {
  if (repository.identity(path) !== undefined) return true
  return !fileNameOf(path).includes('.') && repository.listFiles(path).length > 0
}

/** What a limit cut short is the same only where the whole file says the same. */
function limitReached(expression: Expression, scope: Scope, run: TerragruntRun): Value {
  const span: Span = spanIn(scope, expression)
  const detail = 'The configuration nests or computes more than is analysed; what depends on this is undecided.'
  const summary = 'The evaluation has reached a limit'
  run.report({ severity: 'error', code: 'terragrunt-limit', summary, detail, subject: span })
  const fingerprint = digestOf('limit', scope.module.contentFingerprint(), syntaxFingerprint(expression))
  return unknownOf({ address: 'an expression', fingerprint, reason: 'is beyond a limit of the analysis' }, [span])
}
