import type { SourceVersions } from '../core/difference/source-versions.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { ComparedAccess } from './compared-access.ts'
import type { SideTexts } from './side-texts.ts'

/** Lines of a file, 1-based, both included. */
interface Lines {
  readonly startLine: number
  readonly endLine: number
}

/**
 * Whether all that is found of a raw policy is said by resources: the file is new, and a policy of one of head's modules
 * is made of that very statement (`file("reader.json")`). Who holds it is known then, and whether they gain by it is what the
 * comparison of the module says. A file that was there before may have been attached to somebody by other means.
 */
export function saidByResources(
  modules: readonly Pick<ComparedAccess, 'head'>[],
  base: Pick<SideTexts, 'stored'>,
  sources: SourceVersions,
): (facts: readonly Fact[]) => boolean {
  const said = new Map<string, Lines[]>()
  for (const { head } of modules) {
    for (const { span } of head.policies.flatMap(({ document }) => document.statements)) {
      const lines = base.stored.has(span.file) ? undefined : sources.lines('head', span)
      if (lines !== undefined) said.set(span.file, [...(said.get(span.file) ?? []), lines])
    }
  }
  return (facts) =>
    facts.length > 0 &&
    facts.every(
      ({ kind, location }) =>
        (kind === 'granted' || kind === 'undecided') &&
        location.side !== 'base' &&
        said.get(location.file)?.some((lines) => isWithin(location, lines)) === true,
    )
}

function isWithin(inner: Lines, outer: Lines): boolean {
  return outer.startLine <= inner.startLine && inner.endLine <= outer.endLine
}
