import type { GroupDecision, GroupPull } from '../gate/decide-group.ts'
import type { ReadSettings } from '../rules/settings.ts'
import { visibleText } from '../text/visible-text.ts'
import { annotationOf } from './annotations.ts'
import type { CheckOutput } from './check-output.ts'
import { settingsSection } from './decision-sections.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import { fittedCheck } from './fitted.ts'
import { counted, findingsSection, type Section } from './markdown-sections.ts'

/** A pull request of a group, with its title for people. */
export interface ReportedPull extends GroupPull {
  readonly title: string
}

export interface GroupReportInput {
  readonly decision: GroupDecision
  readonly pulls: readonly ReportedPull[]
  readonly settings: ReadSettings
}

/**
 * The verdict on a group as its check run shows it: what holds it and what to do, which pull requests are in it, what
 * was countersigned for each of them, and what is beyond that.
 */
export function groupReport({ decision, pulls, settings }: GroupReportInput): CheckOutput {
  const verdict = verdictOf(decision, pulls)
  const beyond = [...decision.beyond.values()].flat()
  const reasons = decision.reasons.map((reason) => `- ${proseMarkdown(reason)}`)
  const said = fittedCheck(
    [`**${proseMarkdown(verdict)}**`, proseMarkdown(decision.nextStep)],
    [
      { heading: 'What holds it', items: reasons, fold: false },
      pullsSection(pulls),
      { ...findingsSection(beyond), heading: 'Beyond what was countersigned' },
      settingsSection(settings),
    ],
  )
  const inFiles = beyond.filter(({ file }) => file !== '.' && file !== '')
  return { title: visibleText(verdict), ...said, annotations: inFiles.map(annotationOf) }
}

function verdictOf({ state, reasons, beyond }: GroupDecision, pulls: readonly ReportedPull[]): string {
  const together = pulls.length === 1 ? 'where it would land' : 'together'
  const findings = [...beyond.values()].flat().length
  switch (state) {
    case 'clear':
      return `Clear: ${counted(pulls.length, 'pull request')}, nothing ${together} needs a second human`
    case 'countersigned':
      return `Countersigned: ${counted(pulls.length, 'pull request')}, nothing ${together} is beyond what was countersigned`
    case 'released':
      return `Let through: ${counted(pulls.length, 'pull request')}, nothing ${together} is beyond what each of them shows`
    case 'held':
    case 'advisory': {
      const held = state === 'held' ? 'Held' : 'Advisory'
      if (findings > 0) return `${held}: ${counted(findings, 'finding')} beyond what was countersigned`
      return `${held}: ${counted(reasons.length, 'reason')} not to land this group`
    }
  }
}

function pullsSection(pulls: readonly ReportedPull[]): Section {
  return { heading: 'Pull requests of this group', items: pulls.map(pullItem), fold: false }
}

function pullItem(pull: ReportedPull): string {
  const title = pull.title === '' ? '' : ` ${codeSpan(pull.title)}`
  return `- ${codeSpan(`#${pull.number}`)}${title}: ${standing(pull)}`
}

/** What the gate says of a pull request by itself. */
function standing({ problems, decision, shown }: ReportedPull): string {
  if (decision === undefined) return proseMarkdown(problems.join(' '))
  const findings = counted(shown?.holding.length ?? 0, 'finding')
  const people = decision.counted.map(({ login }) => codeSpan(login)).join(', ')
  switch (decision.state) {
    case 'clear':
      return 'clear by itself.'
    case 'countersigned':
      return `countersigned by ${people} for ${findings}.`
    case 'held':
      return `${decision.blockedBy.length > 0 ? 'blocked' : 'not countersigned'}: ${findings}. ${proseMarkdown(decision.nextStep)}`
    default:
      return `${proseMarkdown(decision.state)}: ${findings}.`
  }
}
