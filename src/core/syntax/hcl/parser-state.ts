import type { Diagnostic } from '../../text/diagnostic.ts'
import type { LineIndex } from '../../text/lines.ts'
import type { Comment, Expression, Range } from './ast.ts'
import type { HclLimits } from './limits.ts'

/** Where one parse stands. The functions of this folder move `position` forward over `text`. */
export interface ParserState {
  readonly path: string
  readonly text: string
  readonly limits: HclLimits
  /** The grammar is recursive and modules are not: templates and collections reach expressions through here. */
  readonly parseExpression: (state: ParserState) => Expression
  diagnostics: Diagnostic[]
  comments: Comment[]
  position: number
  /** Whether a line end means something here: it does in bodies and object constructors, not within `()`, `[]`, `${}`. */
  newlinesMatter: boolean
  depth: number
  /** Steps of chains (`.name`, `[key]`, `+ b`) in the attribute being read. */
  links: number
  errors: number
  /** Characters read more than once because of errors. */
  reread: number
  /** Made where a diagnostic first has to name a line. */
  lines: LineIndex | undefined
}

/** How often, on average, a character may be read again because of errors: a file full of them stays cheap. */
const REREAD_FACTOR = 4

/** Characters that may be read again in any file. */
const REREAD_ALLOWANCE = 100_000

/** Whether so many characters may be read once more; if so they are counted. */
export function mayReread(state: ParserState, characters: number): boolean {
  state.reread += characters
  return state.reread <= REREAD_FACTOR * state.text.length + REREAD_ALLOWANCE
}

/** Thrown within the parser and caught at the item that it spoils; nothing of it leaves this folder. */
export class SyntaxFailure {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    this.diagnostic = diagnostic
  }
}

/** Code, summary and detail of a problem, as in `Diagnostic`. */
export interface Problem {
  readonly code: string
  readonly summary: string
  readonly detail: string
}

/** Gives up on the current item. */
export function fail(state: ParserState, problem: Problem, start: number, end: number): never {
  throw new SyntaxFailure(diagnosticOf(state, problem, { start, end }))
}

/** Reports a problem that does not spoil the item. */
export function report(state: ParserState, diagnostic: Diagnostic): void {
  if (state.errors > state.limits.errors) return
  state.errors++
  if (state.errors <= state.limits.errors) state.diagnostics.push(diagnostic)
  else stopReading(state)
}

/** Gives up on an item that has more parts side by side than are read. `count` is how many there are so far. */
export function checkSiblings(state: ParserState, count: number): void {
  const { siblings } = state.limits
  if (count > siblings) fail(state, siblingsProblem(siblings), state.position, state.position + 1)
}

/** As above, of what stands in a body: the rest of the file is left unread. */
export function checkItems(state: ParserState, count: number, limit: number): void {
  if (count >= limit) leaveUnread(state, siblingsProblem(limit))
}

function siblingsProblem(limit: number): Problem {
  const detail = `No more than ${limit} of them may stand side by side here. Divide them.`
  return { code: 'hcl-siblings-limit', summary: 'Too many items', detail }
}

/** Leaves the rest of the file unread, and says so. Nothing is reported after that. */
export function stopReading(state: ParserState): void {
  const { limits } = state
  const detail = `The file has more errors than the ${limits.errors} that are told, or they take too long to sort out. The rest of it is not read: mend those first.`
  leaveUnread(state, { code: 'hcl-too-many-errors', summary: 'Too many errors', detail })
}

function leaveUnread(state: ParserState, problem: Problem): void {
  state.errors = state.limits.errors + 1
  const { position } = state
  state.diagnostics.push(diagnosticOf(state, problem, { start: position, end: position }))
  state.position = state.text.length
}

export function diagnosticOf(state: ParserState, problem: Problem, range: Range): Diagnostic {
  const start = Math.min(range.start, state.text.length)
  const end = Math.min(Math.max(range.end, start), state.text.length)
  return { severity: 'error', ...problem, subject: { file: state.path, start, end } }
}

/** Goes one level deeper; the caller comes up again with `state.depth--`. */
export function descend(state: ParserState): void {
  state.depth++
  if (state.depth > state.limits.nestingDepth) {
    const limit = state.limits.nestingDepth
    const problem = {
      code: 'hcl-nesting-limit',
      summary: 'Too deeply nested',
      detail: `Nothing may be nested more than ${limit} levels deep here. Give an inner part a name of its own, in \`locals\`.`,
    }
    fail(state, problem, state.position, state.position + 1)
  }
}
