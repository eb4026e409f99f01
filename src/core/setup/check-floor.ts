import type { SetupFacts } from './facts.ts'
import { fine, notVisible, type SetupFinding } from './setup-finding.ts'

/** Whether the settings are seen that an organisation has for all its repositories. */
export function checkFloor({ floor, installations: [installation] }: SetupFacts): readonly SetupFinding[] {
  if (floor === undefined || installation?.isOrganization !== true) return []
  const where = `${installation.account}/.github`
  if (floor.kind === 'not-visible') {
    const fix = `Where ${where} holds a countersign.yml, add that repository to the installation: ${installation.pageUrl}`
    return [notVisible('floor', "The organisation's settings for all its repositories", floor.why, fix)]
  }
  return [
    floor.value
      ? fine('floor', `The organisation's settings in ${where} apply to this repository`)
      : fine('floor', `The organisation has no settings for all its repositories in ${where}`),
  ]
}
