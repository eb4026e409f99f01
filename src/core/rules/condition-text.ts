import type { ASTNode } from '@marcbachmann/cel-js'
import { LOOPS } from './condition-environment.ts'
import type { RuleInput } from './rule-input.ts'

/** How long the texts are at most that the variables of the loops around a node stand for, by their names. */
export type LoopTexts = ReadonlyMap<string, number>

export const NO_LOOPS: LoopTexts = new Map()

/** Characters that a comparison, or a search for one that begins or ends a text, looks at in the time of one visit. */
export const COMPARED_A_VISIT = 1_024
/** Likewise, pairs of characters that `contains` looks at where everything but the last one of each try fits. */
const SEARCHED_A_VISIT = 1_024
/** Likewise of `like`, behind the first `*` of the pattern. */
export const MATCHED_A_VISIT = 64

/** What a node that reads texts costs beside its visit, in visits, by how long these are; 0 for any other node. */
export function textCost(node: ASTNode, input: RuleInput, loops: LoopTexts): number {
  const length = (part: ASTNode | undefined) => (part === undefined ? 0 : textLength(part, input, loops))
  if (node.op === 'rcall') {
    const [name, receiver, [argument]] = node.args
    if (!READS_TEXT.has(name)) return 0
    const compared = Math.floor(length(receiver) / COMPARED_A_VISIT)
    const tried = (characters: number) => characters * length(receiver)
    if (name === 'contains') return compared + Math.floor(tried(length(argument)) / SEARCHED_A_VISIT)
    const pattern = Math.min(triedLength(argument), length(argument))
    return compared + (name === 'like' ? Math.floor(tried(pattern) / MATCHED_A_VISIT) : 0)
  }
  switch (node.op) {
    case '==':
    case '!=':
    case 'in':
      // Texts of other lengths are told apart at once.
      return Math.floor(Math.min(length(node.args[0]), length(node.args[1])) / COMPARED_A_VISIT)
    case '+':
      return Math.floor(length(node) / COMPARED_A_VISIT)
    default:
      return 0
  }
}

const READS_TEXT: ReadonlySet<string> = new Set(['contains', 'endsWith', 'like', 'lowerAscii', 'startsWith'])

/**
 * How many characters of a pattern that is written in the rule are tried again at every place of a text: the longest
 * part behind a `*`. What is not written may be any pattern.
 */
export function triedLength(pattern: ASTNode | undefined): number {
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string') return Number.POSITIVE_INFINITY
  const [, ...behind] = pattern.args.split('*')
  return behind.reduce((longest, { length }) => Math.max(longest, length), 0)
}

/** The variable of a loop beside those around it: it stands for what the loop runs through. */
export function withinLoop(node: ASTNode, input: RuleInput, loops: LoopTexts): LoopTexts {
  if (node.op !== 'rcall' || !LOOPS.has(node.args[0])) return loops
  const [, receiver, [variable]] = node.args
  if (variable?.op !== 'id') return loops
  return new Map([...loops, [variable.args, textLength(receiver, input, loops)]])
}

/** How long a text that a node gives is at most, or any text of a list that it gives. */
function textLength(node: ASTNode, input: RuleInput, loops: LoopTexts): number {
  const of = (part: ASTNode | undefined) => (part === undefined ? 0 : textLength(part, input, loops))
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string' ? node.args.length : 0
    case 'id':
      return loops.get(node.args) ?? longestText(input)
    case '.':
      return fieldLength(node.args, input)
    case 'list':
      return Math.max(0, ...node.args.map(of))
    case '+':
      return of(node.args[0]) + of(node.args[1])
    case '?:':
      return Math.max(of(node.args[1]), of(node.args[2]))
    case '[]':
      return of(node.args[0])
    case 'rcall':
      if (node.args[0] !== 'map') return of(node.args[1])
      return textLength(node.args[2].at(-1) ?? node, input, withinLoop(node, input, loops))
    default:
      return longestText(input)
  }
}

/** That of a field of a variable, or of any region: whose field it is of a loop's variable is not asked. */
function fieldLength([object, field]: readonly [ASTNode, string], input: RuleInput): number {
  const owners: readonly object[] =
    object.op !== 'id' ? [] : isVariable(object.args, input) ? [input[object.args]] : input.change.regions
  const values = owners.flatMap((owner): readonly unknown[] =>
    Object.hasOwn(owner, field) ? [Reflect.get(owner, field)] : [],
  )
  return values.length === 0 ? longestText(input) : values.reduce<number>(longer, 0)
}

function isVariable(name: string, input: RuleInput): name is keyof RuleInput {
  return Object.hasOwn(input, name)
}

/** A change is asked about by every rule. */
const longestByChange = new WeakMap<RuleInput['change'], number>()

/** The longest text of everything that a rule may read. */
export function longestText({ change, context, data, parameters }: RuleInput): number {
  const known = longestByChange.get(change) ?? [change, ...change.regions].reduce(longestOf, 0)
  longestByChange.set(change, known)
  return [context, data, parameters].reduce(longestOf, known)
}

function longestOf(longest: number, owner: object): number {
  return Object.values(owner).reduce<number>(longer, longest)
}

function longer(longest: number, value: unknown): number {
  if (typeof value === 'string') return Math.max(longest, value.length)
  return Array.isArray(value) ? value.reduce<number>(textLonger, longest) : longest
}

function textLonger(longest: number, value: unknown): number {
  return typeof value === 'string' ? Math.max(longest, value.length) : longest
}
