import { readSettings, settingsOf } from '../../src/core/rules/settings.ts'
import type { SettingsFile } from '../../src/core/rules/settings-schema.ts'
import { withFloor } from '../../src/core/rules/with-floor.ts'
import { builtInRules } from './built-in-rules.ts'

const RULES = builtInRules()

/** A settings file as it is written, which must be valid. */
function written(text: string): SettingsFile {
  const { written: file, located } = readSettings({ yml: `version: 1\n${text}` }, RULES)
  if (file === undefined || located.length > 0) throw new Error(JSON.stringify(located))
  return file
}

/** Where nothing is to be told of a place. */
export const PLACE = { file: '', start: 0, end: 0 }

/** What applies of a repository's settings above its organisation's, and what is refused: files without their version. */
export function merged(repository: string, organisation: string) {
  const { file, decidedBy, refusals } = withFloor(written(repository), written(organisation))
  return {
    settings: settingsOf(file, { valueAt: () => PLACE, keyAt: () => PLACE }, []),
    decidedBy,
    refused: refusals.map(({ path, asked }) => `${path.join('.')}: ${asked}`),
  }
}
