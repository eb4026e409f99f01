import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import { conditionEnvironment } from './condition-environment.ts'

/** Functions that read a text as a time, or as the name of a time zone. */
const READS_TIME: ReadonlySet<string> = new Set(['timestamp', 'getDate', 'getDayOfWeek', 'getHours', 'getMonth'])

/**
 * Why a call can give nothing whatever the change, undefined where it may: a text that is written in the rule is no
 * time, or names no time zone. Found when the rule loads, since every change that reaches it would be held.
 */
export function constantProblem(node: ASTNode): string | undefined {
  if ((node.op !== 'call' && node.op !== 'rcall') || !READS_TIME.has(node.args[0])) return undefined
  const [text] = node.op === 'call' ? node.args[1] : node.args[2]
  if (text?.op !== 'value' || typeof text.args !== 'string') return undefined
  const written = serialize(text)
  const trial = node.op === 'call' ? `timestamp(${written})` : `timestamp("2026-01-01T00:00:00Z").getHours(${written})`
  try {
    conditionEnvironment().evaluate(trial)
    return undefined
  } catch {
    return node.op === 'call'
      ? `${written} is no time. Write one as "2026-12-20T00:00:00Z".`
      : `${written} is no time zone. Write one of the IANA database, such as "Europe/Berlin".`
  }
}
