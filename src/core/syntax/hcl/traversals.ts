import type { Expression, GetAttribute, Index, NumberLiteral, SplatStep } from './ast.ts'
import { CLOSE_BRACKET, DOT, identifierEnd, isDigit, OPEN_BRACKET, STAR, startsIdentifier } from './characters.ts'
import { descend, fail, type ParserState } from './parser-state.ts'
import { expectCharacter, skipTrivia, unexpected } from './scanner.ts'
import { parseNumber } from './terms.ts'

/** Reads `.name`, `.0`, `[key]`, `.*` and `[*]` after a term, as far as they go. */
export function parseTraversals(state: ParserState, term: Expression): Expression {
  let result = term
  for (;;) {
    const step = nextStep(state)
    if (step === undefined) return result
    result = applyStep(result, step)
  }
}

type Step =
  | Pick<GetAttribute, 'kind' | 'name' | 'nameRange' | 'end'>
  | Pick<Index, 'kind' | 'key' | 'end'>
  | { kind: 'splat'; form: 'attribute' | 'full'; traversal: readonly SplatStep[]; end: number }

function applyStep(object: Expression, step: Step): Expression {
  const { start } = object
  switch (step.kind) {
    case 'attribute':
      return { kind: 'attribute', start, end: step.end, object, name: step.name, nameRange: step.nameRange }
    case 'index':
      return { kind: 'index', start, end: step.end, object, key: step.key }
    case 'splat':
      return { kind: 'splat', start, end: step.end, form: step.form, source: object, traversal: step.traversal }
  }
}

/** The next step, or nothing where the traversal ends. `...` belongs to whoever called. */
function nextStep(state: ParserState): Step | undefined {
  skipTrivia(state)
  const code = state.text.charCodeAt(state.position)
  if (code === DOT) {
    if (state.text.charCodeAt(state.position + 1) === DOT) return undefined
    state.links++
    return dotStep(state)
  }
  if (code !== OPEN_BRACKET) return undefined
  state.links++
  return bracketStep(state)
}

function dotStep(state: ParserState): Step {
  state.position++
  skipTrivia(state)
  const start = state.position
  if (state.text.charCodeAt(start) !== STAR) return memberStep(state)
  state.position++
  const traversal = parseAttributeSplat(state)
  return { kind: 'splat', form: 'attribute', traversal, end: traversal.at(-1)?.end ?? start + 1 }
}

/** A name or a legacy index, the dot before it being read. */
function memberStep(state: ParserState): Exclude<Step, { kind: 'splat' }> {
  const { text, position: start } = state
  if (startsIdentifier(text, start)) {
    const end = identifierEnd(text, start)
    state.position = end
    return { kind: 'attribute', name: text.slice(start, end), nameRange: { start, end }, end }
  }
  if (!isDigit(text.charCodeAt(start))) unexpected(state, 'Expected an attribute name after the dot')
  const key = parseLegacyIndex(state)
  return { kind: 'index', key, end: key.end }
}

/** `.*` takes attribute names and legacy indexes only; `[0]` after them applies to the splat's whole result. */
function parseAttributeSplat(state: ParserState): SplatStep[] {
  const steps: SplatStep[] = []
  for (;;) {
    skipTrivia(state)
    const start = state.position
    if (state.text.charCodeAt(start) !== DOT || state.text.charCodeAt(start + 1) === DOT) return steps
    state.links++
    state.position++
    skipTrivia(state)
    if (state.text.charCodeAt(state.position) === STAR) {
      const detail = 'A splat with `.*` cannot contain another one. Use `[*]` for both.'
      fail(state, { code: 'hcl-nested-splat', summary: 'Nested splat', detail }, start, state.position + 1)
    }
    steps.push(splatStep(start, memberStep(state)))
  }
}

/** `.0`: Terraform forbids two of them in a row, since `.0.1` would also be a number. */
function parseLegacyIndex(state: ParserState): NumberLiteral {
  const number = parseNumber(state)
  if (!number.digits.includes('.')) return number
  const detail = `Two indexes cannot follow each other with dots, as in \`.${number.digits}\`. Write them in brackets.`
  fail(state, { code: 'hcl-legacy-index', summary: 'Two legacy indexes in a row', detail }, number.start, number.end)
}

function bracketStep(state: ParserState): Step {
  const outerNewlines = state.newlinesMatter
  state.position++
  skipTrivia(state)
  if (state.text.charCodeAt(state.position) === STAR) {
    state.position++
    expectCharacter(state, CLOSE_BRACKET, 'Expected `]` after `[*`')
    const start = state.position
    const traversal = parseFullSplat(state)
    return { kind: 'splat', form: 'full', traversal, end: traversal.at(-1)?.end ?? start }
  }
  state.newlinesMatter = false
  const key = state.parseExpression(state)
  expectCharacter(state, CLOSE_BRACKET, 'Expected `]` after an index')
  state.newlinesMatter = outerNewlines
  return { kind: 'index', key, end: state.position }
}

/** `[*]` takes every step that follows, further splats included. */
function parseFullSplat(state: ParserState): SplatStep[] {
  descend(state)
  const steps: SplatStep[] = []
  for (;;) {
    skipTrivia(state)
    const start = state.position
    const step = nextStep(state)
    if (step === undefined) break
    steps.push(splatStep(start, step))
  }
  state.depth--
  return steps
}

function splatStep(start: number, step: Step): SplatStep {
  switch (step.kind) {
    case 'attribute':
      return { kind: 'attribute', start, end: step.end, name: step.name }
    case 'index':
      return { kind: 'index', start, end: step.end, key: step.key }
    case 'splat':
      return { kind: 'splat', start, end: step.end, form: step.form, traversal: step.traversal }
  }
}
