import type { Coverage, LocatedDiagnostic } from '../core/report/review-result.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import type { TreeComparison } from './compare-trees.ts'

/** How much of the change was understood, and what was not. */
export function coverageOf(comparisons: readonly TreeComparison[], facts: readonly Fact[]): Coverage {
  const files = new Set(comparisons.flatMap((each) => each.governed.map(({ path }) => path)))
  const undecided = facts.flatMap((fact) => {
    if (fact.kind === 'undecided') return [{ ...placeOf(fact), reason: fact.region.reason }]
    if (fact.kind === 'malformed') return [{ ...placeOf(fact), reason: fact.diagnostic.summary }]
    return []
  })
  const incomplete = new Set(undecided.map(({ file }) => file))
  const analysed = [...files].filter((path) => !incomplete.has(path)).length
  const distinct = new Map(undecided.map((each) => [`${each.file}:${each.line} ${each.reason}`, each]))
  return { files: files.size, analysed, undecided: [...distinct.values()] }
}

function placeOf({ location }: Fact): { readonly file: string; readonly line: number } {
  return { file: location.file, line: location.annotation?.startLine ?? location.startLine }
}

/** Diagnostics with lines and columns of head's files, each once; `more` are about the first comparison's files. */
export function locatedDiagnostics(
  comparisons: readonly TreeComparison[],
  more: readonly Diagnostic[],
): readonly LocatedDiagnostic[] {
  const located = comparisons.flatMap(({ diagnostics, sources }, index) =>
    [...diagnostics, ...(index === 0 ? more : [])].map(
      ({ severity, code, summary, detail, subject }): LocatedDiagnostic => {
        return { severity, code, file: subject.file, ...sources.position(subject), summary, detail }
      },
    ),
  )
  return [...new Map(located.map((each) => [JSON.stringify(each), each])).values()]
}
