import type { ConditionTrace } from '../rules/explain-condition.ts'
import type { RuleAnswer } from '../rules/explain-fact.ts'
import { visibleText } from '../text/visible-text.ts'

/** An expression and its parts, one a line with its value; what a line is part of stands above it, less indented. */
export function traceLines({ source, value, parts }: ConditionTrace, depth = 0): readonly string[] {
  const line = visibleText(value === '' ? source : `${source} → ${value}`)
  return [`${'  '.repeat(depth)}${line}`, ...parts.flatMap((part) => traceLines(part, depth + 1))]
}

/** Of a condition that is not true, the parts that must all be true and are not; itself where it is no such list. */
export function untrueParts({
  parts,
  joins,
  ...whole
}: ConditionTrace): readonly Pick<ConditionTrace, 'source' | 'value'>[] {
  const untrue = joins === 'and' ? parts.filter(({ value }) => value !== 'true') : []
  return untrue.length === 0 ? [whole] : untrue
}

/** The answer of a rule in words, as what follows its name. */
export const ANSWERS: Readonly<Record<RuleAnswer['answer'], string>> = {
  matches: 'matches',
  'does-not-match': 'does not match',
  failed: 'failed',
}
