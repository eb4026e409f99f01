import type { Evidence } from '../authorship/authorship.ts'
import { EVIDENCE_STRENGTHS } from '../authorship/evidence-strengths.ts'
import type { Finding, Severity } from '../rules/finding.ts'
import { revokedSentence } from '../rules/revoked-text.ts'
import type { WaivedFinding } from '../rules/waiver.ts'
import { waivedSentence } from '../rules/waiver-text.ts'
import { visibleText } from '../text/visible-text.ts'
import { needText } from './blocked-text.ts'
import { clearText, counted } from './markdown-sections.ts'
import type { ReviewResult } from './review-result.ts'

/** How a terminal shows parts of the report; without colour each gives its text back. */
export interface TextStyle {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly good: (text: string) => string
  readonly severity: (severity: Severity, text: string) => string
}

export const PLAIN_STYLE: TextStyle = {
  strong: (text) => text,
  faint: (text) => text,
  good: (text) => text,
  severity: (_, text) => text,
}

/** The result for a terminal. Every finding is shown in full; what cannot be seen in it is written out. */
export function textReport(result: ReviewResult, style: TextStyle = PLAIN_STYLE): string {
  const sections = [
    authoredText(result, style),
    ...result.findings.map((finding) => findingText(finding, style)),
    ...result.waived.map((each) => waivedText(each, style)),
    diagnosticsText(result, style),
    revokedText(result, style),
    undecidedText(result, style),
    authorshipText(result, style),
    verdictText(result, style),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** Which lines AI tools wrote and what these open, before anything else. */
function authoredText({ authored }: ReviewResult, style: TextStyle): string {
  const more = authored.length - MAX_AUTHORED
  const shown = authored.slice(0, MAX_AUTHORED).map((sentence) => style.strong(visibleText(sentence)))
  return [...shown, ...(more > 0 ? [`… and ${more} more, each with its finding below`] : [])].join('\n')
}

const MAX_AUTHORED = 3

function findingText(finding: Finding, style: TextStyle): string {
  const { severity, rule, title, message } = finding
  const head = `${style.severity(severity, severity)} ${style.strong(visibleText(title))}`
  return [head, style.faint(`  ${placeText(finding)} · ${rule}`), ...quoteText(finding), indented(message)].join('\n')
}

/** What holds nothing, in three lines: until when, by whom and why. */
function waivedText({ finding, waiver }: WaivedFinding, style: TextStyle): string {
  const head = `${style.faint('waived')} ${finding.severity} ${visibleText(finding.title)}`
  const place = style.faint(`  ${placeText(finding)} · ${finding.rule}`)
  return [head, place, indented(waivedSentence(waiver))].join('\n')
}

/** `file:line`, with the range where it is more than one line, and the side where it is base's. */
function placeText({ file, startLine, endLine, side }: Finding): string {
  const lines = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`
  return `${visibleText(file)}:${lines}${side === 'base' ? ' (deleted, lines of the base)' : ''}`
}

function quoteText({ annotation }: Finding): readonly string[] {
  if (annotation === undefined) return []
  return annotation.quote.split('\n').map((line) => `  - ${visibleText(line, 'keep')}`)
}

function indented(message: string): string {
  return visibleText(message, 'keep')
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
}

function diagnosticsText({ diagnostics }: ReviewResult, style: TextStyle): string {
  return diagnostics
    .map(({ severity, file, line, column, summary, detail }) =>
      [
        `${severity === 'error' ? style.severity('high', 'error') : 'warning'} ${visibleText(summary)}`,
        style.faint(`  ${visibleText(file)}:${line}:${column}`),
        indented(detail),
      ].join('\n'),
    )
    .join('\n\n')
}

const MAX_REVOKED = 5

/** What the change takes away, for those who would miss it. */
function revokedText({ difference }: ReviewResult, style: TextStyle): string {
  const { revoked } = difference
  if (revoked.length === 0) return ''
  const more = revoked.length - MAX_REVOKED
  const items = revoked.slice(0, MAX_REVOKED).map((region) => `  ${visibleText(revokedSentence(region))}`)
  return [style.strong('Taken away'), ...items, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n')
}

function undecidedText({ coverage }: ReviewResult, style: TextStyle): string {
  if (coverage.undecided.length === 0) return ''
  const items = coverage.undecided.map(
    ({ file, line, reason }) => `  ${style.faint(`${visibleText(file)}:${line}`)} ${visibleText(reason)}`,
  )
  return [style.strong('Not analysed'), ...items].join('\n')
}

function authorshipText({ authorship }: ReviewResult, style: TextStyle): string {
  if (authorship.tools.length === 0) return ''
  const marked = authorship.commits.filter(({ verdict }) => verdict === 'ai' || verdict === 'ai-assisted')
  const commits = `${marked.length} of ${authorship.commits.length} commits`
  const tools = authorship.tools.map((tool) => visibleText(tool)).join(', ')
  const marks = [...authorship.evidence, ...marked.flatMap(({ evidence }) => evidence)]
  const seen = [...new Set(marks.map(evidenceText))]
  const more = seen.length - MAX_EVIDENCE
  return [
    style.strong('Authorship'),
    `  ${authorship.verdict}: ${tools} (${commits})`,
    ...seen.slice(0, MAX_EVIDENCE),
    ...(more > 0 ? [`  … and ${more} more marks`] : []),
  ].join('\n')
}

const MAX_EVIDENCE = 20

function evidenceText({ where, match, tool, strength }: Evidence): string {
  return `  ${visibleText(where)}: ${visibleText(match)} (${visibleText(tool)}; ${EVIDENCE_STRENGTHS[strength]})`
}

function verdictText(result: ReviewResult, style: TextStyle): string {
  const { verdict, blockedBy, findings, coverage, elapsedMs } = result
  const files = `${coverage.analysed} of ${coverage.files} governed files analysed, ${Math.round(elapsedMs)} ms`
  switch (verdict) {
    case 'clear':
      return `${style.good('clear')}: ${clearText(result)} ${style.faint(`(${files})`)}`
    case 'needs-second-human':
      return `${style.severity('high', needText(blockedBy))}: ${counted(findings.length, 'finding')} ${style.faint(`(${files})`)}`
    case 'failed':
      return `${style.severity('critical', 'failed')}: the review could not be completed ${style.faint(`(${files})`)}`
  }
}
