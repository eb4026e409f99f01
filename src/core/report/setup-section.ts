import { type Enforcement, enforcementOf, REQUIRED_CHECK } from '../setup/enforcement.ts'
import type { RequiredCheck, Seen } from '../setup/facts.ts'
import { codeSpan } from './escape-markdown.ts'
import type { Section } from './markdown-sections.ts'

/** What the base branch of a pull request requires, and which app this is. */
export interface BranchSetup {
  readonly branch: string
  readonly appId: number
  readonly required: Seen<readonly RequiredCheck[]>
}

/**
 * Says in the check itself that nothing makes anybody wait for it. Empty where the branch requires the check from this
 * app, and where the app may not see whether it does: `countersign doctor` tells that, not every pull request.
 */
export function setupSection(setup: BranchSetup | undefined): Section {
  const items =
    setup === undefined || setup.required.kind === 'not-visible'
      ? []
      : sentences(enforcementOf(setup.required.value, setup.appId), codeSpan(setup.branch))
  return { heading: 'This gate is not enforced', items, fold: false }
}

const CHECK = codeSpan(REQUIRED_CHECK)
const DOCTOR = 'An administrator finds all of it with `countersign doctor`.'

function sentences(enforcement: Enforcement, branch: string): readonly string[] {
  switch (enforcement.kind) {
    case 'enforced':
      return []
    case 'not-required': {
      const [almost] = enforcement.similar
      const name = almost === undefined ? '' : ` Required is ${codeSpan(almost)}, and the name must match exactly.`
      return [
        `${branch} does not require the check ${CHECK}, so a pull request can be merged whatever stands here.${name} Require it in a ruleset, with this app as its source. ${DOCTOR}`,
      ]
    }
    case 'from-anybody':
      return [
        `${branch} takes the check ${CHECK} from anybody, so a workflow can set a green one of that name. Choose this app as its source in the rules of the branch. ${DOCTOR}`,
      ]
    case 'from-another-app':
      return [
        `${branch} takes the check ${CHECK} from another app only (${enforcement.appId}), so this one counts for nothing. Choose this app as its source in the rules of the branch. ${DOCTOR}`,
      ]
  }
}
