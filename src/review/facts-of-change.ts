import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import type { AuthorshipFact, GovernanceFact } from '../core/rules/fact.ts'
import { type ReadSettings, SETTINGS_YML } from '../core/rules/settings.ts'
import { indexLines, linesOf } from '../core/text/lines.ts'
import type { TreeComparison } from './compare-trees.ts'
import { firstChange } from './facts-of-files.ts'

/** AI tools wrote or helped to write commits of a change to governed files: one fact a file, at its first changed line. */
export function authorshipFacts(
  authorship: PullRequestAuthorship,
  change: TreeComparison,
): readonly (AuthorshipFact | GovernanceFact)[] {
  const incomplete = authorship.verdict === 'unknown' && authorship.commits.length > 0
  const facts: (AuthorshipFact | GovernanceFact)[] = incomplete ? [incompleteAuthorship(change)] : []
  if (authorship.tools.length === 0) return facts
  const commits = authorship.commits.filter(({ verdict }) => verdict === 'ai' || verdict === 'ai-assisted')
  for (const { path } of change.governed) {
    facts.push({
      kind: 'authorship',
      address: path,
      location: firstChange(path, change.sources),
      tools: authorship.tools,
      commits,
    })
  }
  return facts
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
