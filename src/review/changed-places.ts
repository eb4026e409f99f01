import type { ChangedPlace } from '../core/report/line-comments.ts'
import type { Finding } from '../core/rules/finding.ts'
import type { LineRange } from '../core/text/span.ts'
import type { TreeComparison } from './compare-trees.ts'

/**
 * Where findings stand in what a pull request changes, by digest: the first run of changed lines among theirs. Findings
 * on lines that it leaves alone have none, and so have those that only what is on the base branch by now makes.
 */
export function changedPlaces(
  findings: readonly Finding[],
  { sources }: Pick<TreeComparison, 'sources'>,
): ReadonlyMap<string, ChangedPlace> {
  return new Map(
    findings.flatMap((finding) => {
      const side = finding.side ?? 'head'
      const { added, removed } = sources.changes(finding.file)
      const lines = meeting(side === 'base' ? removed : added, finding)
      return lines === undefined ? [] : [[finding.digest, { ...lines, side }] as const]
    }),
  )
}

function meeting(runs: readonly LineRange[], { startLine, endLine }: LineRange): LineRange | undefined {
  const run = runs.find((each) => each.startLine <= endLine && startLine <= each.endLine)
  return run && { startLine: Math.max(run.startLine, startLine), endLine: Math.min(run.endLine, endLine) }
}
