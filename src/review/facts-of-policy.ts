import type { GovernanceFact } from '../core/rules/fact.ts'
import { type ReadSettings, SETTINGS_YML } from '../core/rules/settings.ts'

/** Settings that cannot be read hold, and so does an organisation's floor: nobody knows what they meant to ask for. */
export function policyFacts(settings: ReadSettings): readonly GovernanceFact[] {
  return [...settingsFacts(settings), ...floorFacts(settings)]
}

function settingsFacts({ readable, file, located }: ReadSettings): readonly GovernanceFact[] {
  if (readable) return []
  const first = located.find(({ severity }) => severity === 'error') ?? located[0]
  const path = first?.file ?? file ?? SETTINGS_YML
  const line = first?.line ?? 1
  const detail = first === undefined ? 'the file cannot be read' : `${first.summary}: ${first.detail}`
  return [
    {
      kind: 'governance',
      what: 'settings-unreadable',
      address: path,
      location: { file: path, startLine: line, endLine: line },
      detail,
    },
  ]
}

function floorFacts({ layers }: ReadSettings): readonly GovernanceFact[] {
  if (layers?.floor?.kind !== 'held') return []
  const { source, why } = layers.floor
  return [
    {
      kind: 'governance',
      what: 'floor-unreadable',
      address: source,
      location: { file: '.', startLine: 1, endLine: 1 },
      detail: `the settings of the organisation in ${source} cannot be read: ${why}`,
    },
  ]
}
