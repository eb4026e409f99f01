import { REFUSED_SKEW_MS, skewText } from '../setup/clock-skew.ts'
import { type Enforcement, enforcementOf, REQUIRED_CHECK } from '../setup/enforcement.ts'
import type { InstallationFacts, RequiredCheck, Seen, ServerFacts } from '../setup/facts.ts'
import { missingNeeds } from '../setup/missing-needs.ts'
import { doWebhooksFail } from '../setup/webhook-health.ts'
import type { EarlyApply } from '../setup/workflow-apply.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import type { Section } from './markdown-sections.ts'

/** What the base branch of a pull request requires, and which app this is. */
export interface BranchSetup {
  readonly branch: string
  readonly appId: number
  readonly required: Seen<readonly RequiredCheck[]>
  /** What the app was granted; absent where nobody has looked. */
  readonly installation?: Seen<InstallationFacts>
  /** What its workflows were seen to apply before a merge; absent where nobody has looked. */
  readonly earlyApplies?: readonly EarlyApply[]
  /** How the server is doing; absent where nobody has looked. */
  readonly server?: ServerFacts
}

/**
 * Says in the check itself what was seen of the setup that goes round it: that nothing makes anybody wait for it, or
 * that this is not visible, who need not wait, what is applied before a merge, what the app is not granted that the gate
 * needs, that its webhooks fail and that its server's clock is wrong. Empty where nothing was. What is not certain `countersign doctor` tells, not every pull request.
 */
export function setupSection(setup: BranchSetup | undefined): Section {
  if (setup === undefined) return { heading: NOT_ENFORCED, items: [], fold: false }
  const { required, appId, branch, earlyApplies = [] } = setup
  const enforcement = required.kind === 'seen' ? enforcementOf(required.value, appId) : undefined
  const unenforced = enforcement === undefined ? [] : sentences(enforcement, codeSpan(branch))
  const unseen = required.kind === 'seen' ? [] : [unseenText(required.why, codeSpan(branch))]
  const round = [...exempt(enforcement, codeSpan(branch)), ...appliedEarly(earlyApplies)]
  const ungranted = notGranted(setup.installation)
  const unwell = [...failingWebhooks(setup.server), ...wrongClock(setup.server)]
  const parts = [
    { heading: NOT_ENFORCED, items: unenforced },
    { heading: GOES_ROUND, items: round },
    { heading: NOT_VISIBLE, items: unseen },
    { heading: NOT_GRANTED, items: ungranted },
    { heading: NOT_WELL, items: unwell },
  ]
  const heading = parts.find(({ items }) => items.length > 0)?.heading ?? NOT_ENFORCED
  return { heading, items: [...unenforced, ...unseen, ...round, ...ungranted, ...unwell], fold: false }
}

const NOT_ENFORCED = 'This gate is not enforced'
const GOES_ROUND = 'What goes round this gate'
const NOT_VISIBLE = 'Whether this gate is enforced is not visible'
const NOT_GRANTED = 'What this gate is not granted'
const NOT_WELL = 'What is wrong with the server of this gate'

/** Features that nobody has to use are left to the doctor. */
function notGranted(installation: Seen<InstallationFacts> | undefined): readonly string[] {
  if (installation === undefined) return []
  if (installation.kind === 'not-visible') {
    return [`What the app was granted is not visible here: ${proseMarkdown(installation.why.replace(/\.$/, ''))}.`]
  }
  const missing = missingNeeds(installation.value, undefined).filter(({ loss }) => loss !== 'advice')
  if (missing.length === 0) return []
  const named = missing.map(({ name, feature }) => `${codeSpan(name)} (${feature})`)
  return [`The app was not granted ${named.join(', ')}. What depends on it is late, is not seen, or holds. ${DOCTOR}`]
}

function failingWebhooks(server: ServerFacts | undefined): readonly string[] {
  if (server === undefined) return []
  const { webhooks } = server
  if (webhooks.kind === 'not-visible') {
    return [`Whether webhooks arrive is not visible here: ${proseMarkdown(webhooks.why.replace(/\.$/, ''))}.`]
  }
  if (webhooks.value === undefined || !doWebhooksFail(webhooks.value)) return []
  const { attempts, failed, hasNewestFailed, lastFailed } = webhooks.value
  const newest = hasNewestFailed ? ', the newest too' : ''
  const last = lastFailed === undefined ? '' : `, last at ${lastFailed.at} (${proseMarkdown(lastFailed.status)})`
  return [
    `Webhooks of this app fail: ${failed} of the last ${attempts} deliveries${newest}${last}. What happens meanwhile is found out minutes later, and until then checks say what was true before. ${DOCTOR}`,
  ]
}

/** Less than what GitHub refuses is for the doctor: nothing comes of it. */
function wrongClock(server: ServerFacts | undefined): readonly string[] {
  const skewMs = server?.skewMs
  if (skewMs === undefined || Math.abs(skewMs) < REFUSED_SKEW_MS) return []
  return [
    `This server's clock is ${skewText(skewMs)} GitHub's, which refuses what is signed by it; the app makes up for that by the time in GitHub's answers. Synchronise the clock of its machine. ${DOCTOR}`,
  ]
}

function unseenText(why: string, branch: string): string {
  return `Whether ${branch} requires the check ${CHECK} is not visible here: ${proseMarkdown(why.replace(/\.$/, ''))}. If it does not, a pull request can be merged whatever stands here. ${DOCTOR}`
}

/** What nobody shows the app of a gate that is enforced as far as it sees. Collapsed, since it is so of every ruleset. */
export function unseenSection(setup: BranchSetup | undefined): Section {
  const enforcement = setup?.required.kind === 'seen' ? enforcementOf(setup.required.value, setup.appId) : undefined
  const isRuleset = enforcement?.kind === 'enforced' && enforcement.source.kind === 'ruleset'
  return { heading: 'What is not visible of this gate', items: isRuleset ? [BYPASS] : [], fold: true }
}

const BYPASS =
  'Who may bypass the ruleset that requires this check is not visible here: GitHub shows it only to those who may change the ruleset. Where somebody does, what lands is told of afterwards. `countersign doctor` says where to look.'

const CHECK = codeSpan(REQUIRED_CHECK)
const DOCTOR = 'An administrator finds all of it with `countersign doctor`.'

/** A ruleset says it by its bypass list, which is shown only to those who may change it. */
function exempt(enforcement: Enforcement | undefined, branch: string): readonly string[] {
  if (enforcement?.kind !== 'enforced' || enforcement.source.kind !== 'protection') return []
  if (!enforcement.source.administratorsExempt) return []
  return [
    `Administrators can merge into ${branch} whatever stands here: its protection does not hold for them. Switch on “Do not allow bypassing the above settings”. ${DOCTOR}`,
  ]
}

/** Only what is certain: a condition that is not understood may be what makes it wait. */
function appliedEarly(found: readonly EarlyApply[]): readonly string[] {
  const sure = found.filter(({ runs }) => runs === 'yes')
  if (sure.length === 0) return []
  const more = sure.length - MAX_SHOWN
  const places = sure
    .slice(0, MAX_SHOWN)
    .map(({ file, line, what, event }) => `${codeSpan(`${file}:${line}`)} (${codeSpan(what)}, on ${codeSpan(event)})`)
  const listed = `${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return [
    `Changes are applied before they are merged, held or not: ${listed}. Apply on pushes to the base branch, or put an environment with a deployment protection rule before the step. ${DOCTOR}`,
  ]
}

const MAX_SHOWN = 3

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
