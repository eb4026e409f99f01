import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import type { AuthorshipFact, GovernanceFact } from '../core/rules/fact.ts'
import { type ReadSettings, SETTINGS_YML, type Settings } from '../core/rules/settings.ts'
import { indexLines, linesOf } from '../core/text/lines.ts'
import type { TreeComparison } from './compare-trees.ts'
import { firstChange } from './facts-of-files.ts'

/**
 * AI tools wrote or helped to write commits of the change: one fact a governed file, at its first changed line. Other
 * files are told of only where the settings hold any AI-authored change, and then by one fact.
 */
export function authorshipFacts(
  authorship: PullRequestAuthorship,
  change: TreeComparison,
  { hold }: Pick<Settings, 'hold'>,
): readonly (AuthorshipFact | GovernanceFact)[] {
  const { verdict, tools } = authorship
  const commits = authorship.commits.filter((each) => each.verdict === 'ai' || each.verdict === 'ai-assisted')
  const factAt = (path: string, governed: boolean): AuthorshipFact => {
    const location = firstChange(path, change.sources)
    return { kind: 'authorship', address: path, location, tools, commits, governed }
  }
  const [other] = hold === 'any' ? change.others : []
  const told = [...change.governed.map(({ path }) => factAt(path, true)), ...(other ? [factAt(other, false)] : [])]
  const isIncomplete = verdict === 'unknown' && authorship.commits.length > 0 && told.length > 0
  return [...(isIncomplete ? [incompleteAuthorship(change)] : []), ...(tools.length > 0 ? told : [])]
}

/** Settings that cannot be read hold: nobody knows what they meant to ask for. `texts` are the settings files'. */
export function settingsFacts(
  { readable, file, diagnostics }: ReadSettings,
  texts: ReadonlyMap<string, string>,
): readonly GovernanceFact[] {
  if (readable) return []
  const path = file ?? SETTINGS_YML
  const [first] = diagnostics
  const lines = first ? linesOf(indexLines(texts.get(path) ?? ''), first.subject) : { startLine: 1, endLine: 1 }
  const detail = first === undefined ? 'the file cannot be read' : `${first.summary}: ${first.detail}`
  return [
    {
      kind: 'governance',
      what: 'settings-unreadable',
      address: path,
      location: { file: path, ...lines },
      detail,
    },
  ]
}

/** A change that cannot be merged: what would land is not known. */
export function conflictFacts(): readonly GovernanceFact[] {
  return [
    {
      kind: 'governance',
      what: 'merge-conflict',
      address: 'merge',
      location: { file: '.', startLine: 1, endLine: 1 },
      detail: 'the change conflicts with the base branch, so what would land is not known',
    },
  ]
}

function incompleteAuthorship(change: TreeComparison): GovernanceFact {
  const path = change.governed[0]?.path
  return {
    kind: 'governance',
    what: 'authorship-incomplete',
    address: 'commits',
    location: path === undefined ? { file: '.', startLine: 1, endLine: 1 } : firstChange(path, change.sources),
    detail: 'not every commit could be read, so who wrote the change is not known',
  }
}
