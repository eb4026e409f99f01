import type { TextStyle } from '../core/report/text-report.ts'
import type { SetupFinding, SetupGroup, SetupSeverity } from '../core/setup/setup-finding.ts'
import { visibleText } from '../core/text/visible-text.ts'

/** For people: group by group, each finding with its way out, and what it comes to at the end. */
export function doctorText(groups: readonly SetupGroup[], enforced: boolean, style: TextStyle): string {
  const parts = groups.map(({ heading, findings }) =>
    [style.strong(visibleText(heading)), ...findings.map((finding) => findingText(finding, style))].join('\n'),
  )
  return `${[...parts, endText(groups, enforced, style)].join('\n\n')}\n`
}

/** `{"schema":"countersign.doctor/1","enforced","groups":[{"heading","findings":[{"id","severity","title","detail","fix"}]}]}` */
export function doctorJson(groups: readonly SetupGroup[], enforced: boolean): string {
  return `${JSON.stringify({ schema: 'countersign.doctor/1', enforced, groups }, undefined, 2)}\n`
}

const INDENT = '      '

function findingText({ severity, title, detail, fix }: SetupFinding, style: TextStyle): string {
  return [
    `  ${markOf(severity, style)} ${wrapped(title, '    ')}`,
    ...(detail === '' ? [] : [`${INDENT}${style.faint(wrapped(detail, INDENT))}`]),
    ...(fix === '' ? [] : [`${INDENT}→ ${wrapped(fix, `${INDENT}  `)}`]),
  ].join('\n')
}

function markOf(severity: SetupSeverity, style: TextStyle): string {
  switch (severity) {
    case 'ok':
      return style.good('✓')
    case 'advice':
      return style.severity('low', 'i')
    case 'warning':
      return style.severity('medium', '!')
    case 'broken':
      return style.severity('high', '✗')
    case 'not-visible':
      return style.strong('?')
  }
}

const WIDTH = 100

/** Broken between words; an address stays whole, so that it can be clicked. */
function wrapped(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of visibleText(text).split(' ')) {
    const isFull = line !== '' && indent.length + line.length + 1 + word.length > WIDTH
    if (isFull) lines.push(line)
    line = line === '' || isFull ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${indent}`)
}

function endText(groups: readonly SetupGroup[], enforced: boolean, style: TextStyle): string {
  const findings = groups.flatMap((group) => group.findings)
  const count = (severity: SetupSeverity) => findings.filter((finding) => finding.severity === severity).length
  const counts = COUNTED.map(([severity, noun]) => [count(severity), noun] as const)
    .filter(([number]) => number > 0)
    .map(([number, noun]) => `${number} ${noun}`)
  const verdict = enforced
    ? style.good('What was looked at is in order')
    : style.severity('high', 'The gate is not secured')
  return counts.length === 0 ? `${verdict}.` : `${verdict}: ${counts.join(', ')}.`
}

const COUNTED: readonly (readonly [SetupSeverity, string])[] = [
  ['broken', 'broken'],
  ['warning', 'to look at'],
  ['not-visible', 'not visible'],
]
