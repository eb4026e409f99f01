import type { Decision } from '../gate/decision.ts'
import type { Explanation, Judgement } from '../rules/judge.ts'
import type { ReadSettings } from '../rules/settings.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import { layerText } from './layers-section.ts'
import { counted, type Section } from './markdown-sections.ts'
import { releaseSettings } from './release-section.ts'
import { ruleScopeTexts, scopeLines } from './scope-lines.ts'

/** Which approvals count, which do not and why, and who objects. */
export function approvalsSection(decision: Decision): Section {
  const { approvalsNeeded, counted: counting, uncounted, blockedBy, objections, demands } = decision
  const lines = [
    ...counting.map(
      ({ login, commitSha }) => `- ${codeSpan(login)} approved ${codeSpan(commitSha.slice(0, 12))}: counts.`,
    ),
    ...uncounted.map(({ login, reason }) => `- ${codeSpan(login)} approved: does not count. ${proseMarkdown(reason)}`),
    ...blockedBy.map((rule) => `- ${codeSpan(rule)} blocks the merge whoever approves.`),
    ...objections.map((login) => `- ${codeSpan(login)} requests changes.`),
    ...demands.map(({ text }) => `- ${proseMarkdown(text)}`),
  ]
  if (approvalsNeeded === 0 && lines.length === 0) return { heading: 'Approvals', items: [], fold: false }
  const sum = `${counted(approvalsNeeded, 'approval')} needed, ${counting.length} ${counting.length === 1 ? 'counts' : 'count'}.`
  return { heading: 'Approvals', items: [sum, ...lines], fold: false }
}

/** Step by step, from the findings to the decision. */
export function reachedSection(decision: Decision, judgement: Judgement): Section {
  const steps = [...decision.explanation, ...judgement.explanations.map(explanationText)]
  return { heading: 'How this verdict was reached', items: steps.map((step) => `- ${proseMarkdown(step)}`), fold: true }
}

/** What applied, and where it was read. */
export function settingsSection({ settings, file, readable, layers }: ReadSettings): Section {
  const by = (path: string) => layerText(layers, path)
  const tuned = [...settings.rules].map(
    ([id, { enabled, severity, humans, teams = [], reviewers = [], block, ...part }]) => {
      const asks = humans === undefined ? '' : `${humans} accountable humans`
      const change = [
        enabled === undefined ? '' : enabled ? 'on' : 'off',
        severity ?? '',
        asks,
        ...teams,
        reviewers.length === 0 ? '' : `one of ${reviewers.join(', ')}`,
        block === true ? 'blocks the merge' : '',
        ...ruleScopeTexts(part),
      ]
        .filter(Boolean)
        .join(', ')
      return `- rule ${codeSpan(id)}: ${change}${by(`rules.${id}`)}`
    },
  )
  const { declaration } = settings
  return {
    heading: 'Settings that applied',
    items: [
      `- ${sourceText(file, readable, layers?.lastGood)}`,
      `- mode: ${settings.mode}${by('mode')}`,
      `- accountable humans: ${settings.humans}${by('approvals.humans')}`,
      ...settings.teams.map((team) => `- somebody in ${codeSpan(team)} has to approve${by('approvals.teams')}`),
      ...(settings.reviewers.length === 0
        ? []
        : [`- one of ${settings.reviewers.map(codeSpan).join(', ')} has to approve${by('approvals.reviewers')}`]),
      ...(settings.codeowners ? [`- an owner of each governed file has to approve${by('approvals.codeowners')}`] : []),
      ...(settings.request === undefined
        ? []
        : [`- ${settings.request ? 'people are' : 'nobody is'} asked for their review${by('approvals.request')}`]),
      ...releaseSettings(settings),
      `- AI-authored changes that are held: ${settings.hold}${by('authorship.hold')}`,
      ...(declaration === undefined
        ? []
        : [
            `- one of these trailers in every commit to governed files: ${declaration.trailers.map(codeSpan).join(', ')}${by('authorship.declaration')}`,
          ]),
      ...(settings.suggestions === 'allow' ? ['- whoever has a suggestion applied may still countersign'] : []),
      ...[...settings.machineUsers].map((login) => `- machine user ${codeSpan(login)}`),
      ...(settings.signatures === undefined
        ? []
        : [`- further signatures of AI tools: ${settings.signatures.data.length}`]),
      ...tuned,
      ...scopeLines(settings),
    ],
    fold: true,
  }
}

function explanationText({ fact, address, digest, steps }: Explanation): string {
  const named = digest === undefined ? '' : ` Its digest: ${digest}.`
  return `${fact} ${JSON.stringify(address)}: ${steps.join(' ')}${named}`
}

function sourceText(file: string | undefined, readable: boolean, lastGood: string | undefined): string {
  if (file === undefined) return 'There is no settings file at the tip of the base branch; the defaults apply.'
  if (readable) return `Read from ${codeSpan(file)} at the tip of the base branch.`
  const instead =
    lastGood === undefined
      ? 'the strict defaults apply'
      : `what it said at ${codeSpan(lastGood.slice(0, 12))}, when it could last be read, applies, and nothing is advisory`
  return `${codeSpan(file)} at the tip of the base branch cannot be read; ${instead}.`
}
