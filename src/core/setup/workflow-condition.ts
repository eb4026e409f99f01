/** Whether a condition holds: `unknown` where that depends on what is not read here. */
export type Holds = 'yes' | 'no' | 'unknown'

/** The run that a condition is asked about: one before a merge into `baseBranch`. */
export interface WorkflowRun {
  readonly event: string
  readonly baseBranch: string
}

/**
 * What an `if` of a workflow says of a run before the merge, as far as it can be told from the event alone: names of
 * events, refs that only exist after a merge, `merged`. Everything else is unknown, and so is what is nested too deep.
 */
export function conditionHolds(condition: string, run: WorkflowRun, depth = 0): Holds {
  const text = stripped(condition)
  if (depth > MAX_DEPTH || text.length > MAX_LENGTH) return 'unknown'
  const holds = (part: string) => conditionHolds(part, run, depth + 1)
  const either = splitAtTop(text, '||')
  if (either.length > 1) return anyOf(either.map(holds))
  const both = splitAtTop(text, '&&')
  if (both.length > 1) return allOf(both.map(holds))
  if (text.startsWith('!') && !text.startsWith('!=')) return not(holds(text.slice(1)))
  const inner = unwrapped(text)
  return inner === undefined ? atomHolds(text, run) : holds(inner)
}

/** All of them: one that does not hold decides. */
export function allOf(parts: readonly Holds[]): Holds {
  if (parts.includes('no')) return 'no'
  return parts.includes('unknown') ? 'unknown' : 'yes'
}

const MAX_DEPTH = 20
const MAX_LENGTH = 5_000

function anyOf(parts: readonly Holds[]): Holds {
  if (parts.includes('yes')) return 'yes'
  return parts.includes('unknown') ? 'unknown' : 'no'
}

function not(part: Holds): Holds {
  return part === 'unknown' ? part : part === 'yes' ? 'no' : 'yes'
}

function stripped(condition: string): string {
  const text = condition.trim()
  const isExpression = text.startsWith('${{') && text.endsWith('}}') && text.indexOf('}}') === text.length - 2
  return isExpression ? text.slice(3, -2).trim() : text
}

/** Splits outside of parentheses and of texts in quotes. */
function splitAtTop(text: string, operator: '&&' | '||'): readonly string[] {
  const parts: string[] = []
  let start = 0
  let open = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === "'") quoted = !quoted
    if (quoted) continue
    if (character === '(') open += 1
    if (character === ')') open -= 1
    if (open === 0 && text.startsWith(operator, at)) {
      parts.push(text.slice(start, at))
      start = at + operator.length
      at += operator.length - 1
    }
  }
  return [...parts, text.slice(start)]
}

/** What stands in the one pair of parentheses around all of it. */
function unwrapped(text: string): string | undefined {
  if (!text.startsWith('(') || !text.endsWith(')')) return undefined
  let open = 0
  for (const [at, character] of [...text].entries()) {
    if (character === '(') open += 1
    if (character === ')') open -= 1
    if (open === 0) return at === text.length - 1 ? text.slice(1, -1) : undefined
  }
  return undefined
}

const COMPARISON = /^([\w.]+)\s*(==|!=)\s*(?:'([^']*)'|(true|false))$/

function atomHolds(text: string, run: WorkflowRun): Holds {
  const comparison = COMPARISON.exec(text)
  if (comparison !== null) {
    const [, name = '', operator, quoted, literal] = comparison
    const equal = equals(name, quoted ?? literal ?? '', run)
    return operator === '==' ? equal : not(equal)
  }
  if (text === 'github.event.pull_request.merged' || text === 'false' || text === 'cancelled()') return 'no'
  if (text === 'true' || text === 'always()' || text === 'success()') return 'yes'
  if (/^startsWith\(\s*github\.ref\s*,\s*'refs\/tags\/[^']*'\s*\)$/.test(text)) return 'no'
  return 'unknown'
}

/** Events whose run stands on the merge of a pull request, not on a branch. */
const ON_TEST_MERGE = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment', 'merge_group'])

function equals(name: string, value: string, { event, baseBranch }: WorkflowRun): Holds {
  switch (name) {
    case 'github.event_name':
      return value === event ? 'yes' : 'no'
    case 'github.event.pull_request.merged':
      return value === 'true' ? 'no' : 'unknown'
    case 'github.ref':
      return isBranch(value.replace(/^refs\/heads\//, ''), event, baseBranch)
    case 'github.ref_name':
      return isBranch(value, event, baseBranch)
    default:
      return 'unknown'
  }
}

/** Before the merge nothing of the change stands on the base branch, so a push there is after it. */
function isBranch(name: string, event: string, baseBranch: string): Holds {
  if (ON_TEST_MERGE.has(event)) return 'no'
  return event === 'push' && name === baseBranch ? 'no' : 'unknown'
}
