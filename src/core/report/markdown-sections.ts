import type { Evidence, PullRequestAuthorship } from '../authorship/authorship.ts'
import { EVIDENCE_STRENGTHS } from '../authorship/evidence-strengths.ts'
import type { AccessDifference } from '../difference/difference.ts'
import { briefly } from '../gate/reasons.ts'
import type { Finding } from '../rules/finding.ts'
import { revokedSentence } from '../rules/revoked-text.ts'
import type { WaivedFinding } from '../rules/waiver.ts'
import { waivedSentence } from '../rules/waiver-text.ts'
import { needText } from './blocked-text.ts'
import { codeSpan, paragraphsMarkdown, proseMarkdown } from './escape-markdown.ts'
import type { Coverage, LocatedDiagnostic, ReviewResult } from './review-result.ts'
import { SUGGESTED, suggestedLines, suggestionDiff } from './suggestion-text.ts'

/** A part of a Markdown report. `heading` is ours, never the change's text; items are Markdown blocks. */
export interface Section {
  readonly heading: string
  readonly items: readonly string[]
  /** True for what is shown collapsed. */
  readonly fold: boolean
}

/** One item a finding, most severe first: what, where, why, how to narrow. */
export function findingsSection(findings: readonly Finding[]): Section {
  return { heading: 'What was found', items: findings.map(findingItem), fold: false }
}

/** What waivers take from the findings: what it is, where, and until when, by whom and why it holds nothing. */
export function waivedSection(waived: readonly WaivedFinding[]): Section {
  const items = waived.map(({ finding, waiver }) => {
    const { severity, title, file, startLine, rule, message } = finding
    const [first = ''] = paragraphsMarkdown(message)
    const where = `${codeSpan(`${file}:${startLine}`)} · ${codeSpan(rule)}`
    return `- ${severity}: ${proseMarkdown(title)} · ${where}. ${proseMarkdown(waivedSentence(waiver))} ${first}`
  })
  return { heading: 'What is waived', items, fold: false }
}

/** The first things to know where AI tools wrote lines that open access: which lines, and what these let whom do. */
export function authoredLead({ authored }: Pick<ReviewResult, 'authored'>): readonly string[] {
  const more = authored.length - MAX_LEAD
  const rest =
    more > 0 ? [`AI tools wrote such lines in ${counted(more, 'more place')}; each has its finding below.`] : []
  return [...authored.slice(0, MAX_LEAD).map((sentence) => proseMarkdown(sentence)), ...rest]
}

const MAX_LEAD = 3

/** Who or what wrote the change, and whose approval therefore cannot count. */
export function authorshipSection({ verdict, tools, commits, directors, evidence }: PullRequestAuthorship): Section {
  const marked = commits.filter((commit) => commit.verdict === 'ai' || commit.verdict === 'ai-assisted')
  const wrote =
    tools.length === 0
      ? WITHOUT_TOOLS[verdict]
      : `Commits written by or with ${tools.map(codeSpan).join(', ')}: ${marked.length} of ${commits.length}.`
  const marks = [...evidence, ...marked.flatMap((commit) => commit.evidence)]
  const seen = [...new Set(marks.map(evidenceText))]
  return {
    heading: 'Who or what wrote it',
    items: [
      wrote,
      ...(seen.length > 0 ? [`Evidence:\n\n${limited(seen).join('\n')}`] : []),
      ...(directors.length > 0 ? [directorsText(directors)] : []),
    ],
    fold: false,
  }
}

/** What the change takes away, for those who would miss it. */
export function revokedSection({ revoked }: AccessDifference): Section {
  const items = revoked.map((region) => `- ${proseMarkdown(revokedSentence(region))}`)
  return { heading: 'What is taken away', items: limited(items), fold: true }
}

/** What was not analysed, place by place. */
export function coverageSection({ files, analysed, undecided }: Coverage): Section {
  if (undecided.length === 0) return { heading: 'What was not analysed', items: [], fold: false }
  return {
    heading: 'What was not analysed',
    items: [
      `${analysed} of ${counted(files, 'governed file')} could be analysed whole.`,
      ...undecided.map(({ file, line, reason }) => `- ${codeSpan(`${file}:${line}`)} ${proseMarkdown(reason)}`),
    ],
    fold: false,
  }
}

/** What is wrong with the files themselves. */
export function diagnosticsSection(diagnostics: readonly LocatedDiagnostic[]): Section {
  return {
    heading: 'Problems in the files',
    items: diagnostics.map(
      ({ severity, file, line, column, summary, detail }) =>
        `- ${severity} at ${codeSpan(`${file}:${line}:${column}`)}: ${proseMarkdown(summary)}. ${proseMarkdown(detail)}`,
    ),
    fold: true,
  }
}

/** The verdict in a few words. */
export function verdictText({ verdict, blockedBy, findings, waived, difference }: ReviewResult): string {
  switch (verdict) {
    case 'clear':
      return clearText({ findings, waived, difference })
    case 'needs-second-human':
      return blockedBy.length === 0
        ? `${counted(findings.length, 'finding')}, a second human is needed`
        : `${counted(findings.length, 'finding')}, ${proseMarkdown(needText(blockedBy))}`
    case 'failed':
      return 'the review could not be completed'
  }
}

/** Why nothing is held. What is waived adds access all the same. */
export function clearText({
  findings,
  waived,
  difference,
}: Pick<ReviewResult, 'findings' | 'waived' | 'difference'>): string {
  if (waived.length > 0) return `nothing here needs a second human, ${counted(waived.length, 'finding')} waived`
  return findings.length === 0 ? unfoundText(difference) : 'nothing here needs a second human'
}

/** Why there is no finding: what grew or is not decided makes none only where settings turn off the rules that take it. */
export function unfoundText({ granted, undecided }: ReviewResult['difference']): string {
  return granted.length + undecided.length === 0
    ? 'this change adds no access'
    : 'the settings turn off the rules that speak of what this change does'
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** What matched, where, whose mark it is, and how hard that is to forge. */
function evidenceText({ where, match, tool, strength }: Evidence): string {
  return `- ${codeSpan(where)}: ${codeSpan(match)} (${codeSpan(tool)}; ${EVIDENCE_STRENGTHS[strength]})`
}

const WITHOUT_TOOLS: Readonly<Record<PullRequestAuthorship['verdict'], string>> = {
  ai: 'An AI tool wrote this change.',
  'ai-assisted': 'An AI tool helped to write this change.',
  bot: 'Automation that is not AI wrote this change.',
  human: 'No mark of an AI tool was found, which does not prove that none was used.',
  unknown: 'Who wrote this could not be found out: there were no commits to read, or not all of them could be read.',
}

const MAX_LISTED = 20

function limited(lines: readonly string[]): readonly string[] {
  const more = lines.length - MAX_LISTED
  return more > 0 ? [...lines.slice(0, MAX_LISTED), `- … ${more} more`] : lines
}

function directorsText(directors: PullRequestAuthorship['directors']): string {
  const lines = directors.map(({ identity, login, reasons }) => {
    const why = reasons.length === 0 ? '' : `: ${proseMarkdown(briefly(reasons))}`
    return `- ${codeSpan(login ?? identity)}${why}`
  })
  return `They answer for it, so none of them can be its second human:\n\n${limited(lines).join('\n')}`
}

function findingItem(finding: Finding): string {
  const { severity, title, file, startLine, endLine, side, annotation, message, rule, suggestion } = finding
  const lines = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`
  const where = `${codeSpan(`${file}:${lines}`)}${side === 'base' ? ' (deleted; lines of the base)' : ''} · ${codeSpan(rule)}`
  const quote =
    annotation === undefined
      ? []
      : [limited(annotation.quote.split('\n').map((line) => `- ${codeSpan(line)}`)).join('\n')]
  const fix =
    suggestion === undefined
      ? []
      : [`Ready to take over, ${suggestedLines(suggestion)}. ${SUGGESTED}`, suggestionDiff(suggestion)]
  return [`#### ${severity}: ${proseMarkdown(title)}`, where, ...quote, ...paragraphsMarkdown(message), ...fix].join(
    '\n\n',
  )
}
