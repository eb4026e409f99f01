import type { Expression, HclFile } from '../../syntax/hcl/ast.ts'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import { digestOf } from '../../value/fingerprint.ts'
import type { UnknownSymbol, Value } from '../../value/value.ts'
import { evaluateExpression } from './evaluate.ts'
import { MAX_DEPTH, MAX_DIAGNOSTICS, MAX_STEPS, MAX_STEPS_OF_MODULES, STEP_SIZE, STEPS_PER_MODULE } from './limits.ts'
import type { FileAnswer, ModuleInput } from './module-access.ts'
import { modulesOf } from './module-tree.ts'
import type { KnownAddresses } from './moved.ts'
import type { OpenedModule } from './open-module.ts'
import type { Scope } from './scope.ts'
import { noSecrets, type Secrets } from './secrets.ts'
import { syntaxFingerprint } from './syntax-fingerprint.ts'
import { negated, unknownOf } from './unknown.ts'
import { costOf, isWithinLimits } from './value-size.ts'

/** One evaluation of a root module and of the modules that it calls: what they share and what it used up. */
export interface Run {
  readonly input: ModuleInput
  readonly diagnostics: readonly Diagnostic[]
  readonly wanted: ReadonlySet<string>
  readonly read: ReadonlySet<string>
  readonly secrets: Secrets
  /** What both sides declare, for `moved` blocks of any module. */
  readonly known: KnownAddresses
  /** Conditions that are not known: their addresses, by the fingerprints of what they ask. */
  readonly conditions: ReadonlyMap<string, string>
  assume(condition: UnknownSymbol): boolean | undefined
  evaluate(expression: Expression, scope: Scope): Value
  /** Counts work that goes with the size of values: leaves, items, characters. False where nothing is left. */
  charge(size: number): boolean
  report(diagnostic: Diagnostic): void
  readFile(path: string): FileAnswer
  /** What every file says that the root or a module behind it is made of. */
  contentFingerprint(): string
}

/** Starts an evaluation: it remembers which paths it read and wants, and stops at the limits. */
export function startRun(input: ModuleInput, opened: OpenedModule, ownFiles: readonly HclFile[]): Run {
  const diagnostics = new Map<string, Diagnostic>()
  const wanted = new Set<string>()
  const read = new Set([...opened.read, ...ownFiles.map((file) => file.path)])
  const used = { depth: 0, steps: 0 }
  const conditions = new Map<string, string>()
  const maxSteps = MAX_STEPS + Math.min(MAX_STEPS_OF_MODULES, STEPS_PER_MODULE * (modulesOf(opened.tree).length - 1))
  const readFile = (path: string): FileAnswer => {
    const answer = input.readFile(path)
    if (answer.kind === 'not-loaded') wanted.add(path)
    read.add(path)
    return answer
  }
  const run: Run = {
    input,
    get diagnostics() {
      return [...diagnostics.values()]
    },
    wanted,
    read,
    secrets: noSecrets(),
    known: { head: opened.addresses, base: input.before },
    conditions,
    assume(condition) {
      const isNegated = condition.fingerprint.startsWith('!')
      const { fingerprint, address } = isNegated ? negated(condition) : condition
      conditions.set(fingerprint, address)
      const assumed = input.assumed?.get(fingerprint)
      return assumed === undefined || !isNegated ? assumed : !assumed
    },
    evaluate(expression, scope) {
      used.steps += 1
      if (used.depth >= MAX_DEPTH || used.steps >= maxSteps) return limitReached(expression, scope, run)
      used.depth += 1
      try {
        const value = evaluateExpression(expression, scope)
        if (MAKES_VALUES.has(expression.kind)) run.charge(costOf(value))
        return used.steps < maxSteps && isWithinLimits(value) ? value : limitReached(expression, scope, run)
      } finally {
        used.depth -= 1
      }
    },
    charge(size) {
      used.steps += size / STEP_SIZE
      return used.steps < maxSteps
    },
    report(diagnostic) {
      const { file, start, end } = diagnostic.subject
      if (diagnostics.size < MAX_DIAGNOSTICS) diagnostics.set(`${diagnostic.code} ${file} ${start} ${end}`, diagnostic)
    },
    readFile,
    contentFingerprint: () => opened.contentFingerprint(),
  }
  return run
}

/** Expressions whose values are new; the others hand on what was there. */
const MAKES_VALUES: ReadonlySet<Expression['kind']> = new Set(['tuple', 'object', 'call', 'for', 'splat', 'template'])

/** What a limit cut short is the same only where the whole module says the same. */
function limitReached(expression: Expression, scope: Scope, run: Run): Value {
  const span: Span = { file: scope.file, start: expression.start, end: expression.end }
  const detail = 'The configuration nests or computes more than is analysed; what depends on this is undecided.'
  const summary = 'The evaluation has reached a limit'
  run.report({ severity: 'error', code: 'terraform-limit', summary, detail, subject: span })
  const fingerprint = digestOf('limit', run.contentFingerprint(), syntaxFingerprint(expression))
  return unknownOf({ address: 'an expression', fingerprint, reason: 'is beyond a limit of the analysis' }, [span])
}
