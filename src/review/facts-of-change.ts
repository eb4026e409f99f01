import type { GovernanceFact } from '../core/rules/fact.ts'
import { type ReadSettings, SETTINGS_YML } from '../core/rules/settings.ts'
import { indexLines, linesOf } from '../core/text/lines.ts'

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
