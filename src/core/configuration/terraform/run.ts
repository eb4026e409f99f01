import type { Expression, HclFile } from '../../syntax/hcl/ast.ts'
import { parseHcl } from '../../syntax/hcl/parse.ts'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import { digestOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import { evaluateExpression } from './evaluate.ts'
import { MAX_DEPTH, MAX_DIAGNOSTICS, MAX_STEPS, STEP_SIZE } from './limits.ts'
import type { FileAnswer, ModuleInput } from './module-access.ts'
import type { Scope } from './scope.ts'
import { filesFingerprint, syntaxFingerprint } from './syntax-fingerprint.ts'
import { unknownOf } from './unknown.ts'
import { isWithinLimits } from './value-size.ts'

/** One evaluation of a root module and of the local modules that it calls: what they share and what it used up. */
export interface Run {
  readonly input: ModuleInput
  readonly diagnostics: readonly Diagnostic[]
  readonly wanted: ReadonlySet<string>
  readonly read: ReadonlySet<string>
  evaluate(expression: Expression, scope: Scope): Value
  /** Counts work that goes with the size of values: leaves, items, characters. False where nothing is left. */
  charge(size: number): boolean
  report(diagnostic: Diagnostic): void
  readFile(path: string): FileAnswer
  listFiles(directory: string): readonly string[]
  /** A file of a called module: each is parsed once. */
  parse(path: string, text: string): HclFile
  contentFingerprint(): string
}

/** Starts an evaluation: it remembers which paths it read and wants, and stops at the limits. */
export function startRun(input: ModuleInput, ownFiles: readonly HclFile[]): Run {
  const diagnostics = new Map<string, Diagnostic>()
  const wanted = new Set<string>()
  const read = new Set(ownFiles.map((file) => file.path))
  const used = { depth: 0, steps: 0 }
  const parsed = new Map<string, HclFile>()
  let content: string | undefined
  const run: Run = {
    input,
    get diagnostics() {
      return [...diagnostics.values()]
    },
    wanted,
    read,
    evaluate(expression, scope) {
      used.steps += 1
      if (used.depth >= MAX_DEPTH || used.steps >= MAX_STEPS) return limitReached(expression, scope, run)
      used.depth += 1
      try {
        const value = evaluateExpression(expression, scope)
        return isWithinLimits(value) ? value : limitReached(expression, scope, run)
      } finally {
        used.depth -= 1
      }
    },
    charge(size) {
      used.steps += size / STEP_SIZE
      return used.steps < MAX_STEPS
    },
    report(diagnostic) {
      const { file, start, end } = diagnostic.subject
      if (diagnostics.size < MAX_DIAGNOSTICS) diagnostics.set(`${diagnostic.code} ${file} ${start} ${end}`, diagnostic)
    },
    readFile(path) {
      const answer = input.readFile(path)
      if (answer.kind === 'not-loaded') wanted.add(path)
      read.add(path)
      return answer
    },
    listFiles: (directory) => input.listFiles(directory),
    parse(path, text) {
      const file = parsed.get(path) ?? parseHcl(path, text)
      parsed.set(path, file)
      return file
    },
    contentFingerprint() {
      content ??= filesFingerprint(ownFiles)
      return content
    },
  }
  return run
}

/** What a limit cut short is the same only where the whole module says the same. */
function limitReached(expression: Expression, scope: Scope, run: Run): Value {
  const span: Span = { file: scope.file, start: expression.start, end: expression.end }
  const detail = 'The configuration nests or computes more than is analysed; what depends on this is undecided.'
  const summary = 'The evaluation has reached a limit'
  run.report({ severity: 'error', code: 'terraform-limit', summary, detail, subject: span })
  const fingerprint = digestOf('limit', run.contentFingerprint(), syntaxFingerprint(expression))
  return unknownOf({ address: 'an expression', fingerprint, reason: 'is beyond a limit of the analysis' }, [span])
}
