import { codeSpan, proseMarkdown } from '../../core/report/escape-markdown.ts'
import type { CheckAction, CheckAnnotation, CheckOutput } from '../../ports/checks.ts'

/** GitHub counts characters in some fields and bytes in others; bytes are the stricter of the two for every text. */
const MAX_TITLE = 255
const MAX_SUMMARY_BYTES = 65_535
const MAX_TEXT_BYTES = 64 * 1024
/** Twenty requests: what comes after is listed in the text, and stands in full in the command line's output. */
export const MAX_ANNOTATIONS = 1_000

/** An annotation in GitHub's words. */
export interface AnnotationBody {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly annotation_level: CheckAnnotation['level']
  readonly title?: string
  readonly message: string
  readonly raw_details?: string
}

export interface FittedOutput {
  readonly title: string
  readonly summary: string
  readonly text?: string
  readonly annotations: readonly AnnotationBody[]
  readonly actions: readonly CheckAction[]
}

/** Cuts a check's texts to what GitHub takes, each cut with a notice, and takes control characters out of them. */
export function fitOutput(output: CheckOutput): FittedOutput {
  const fitting = output.annotations.map(fitAnnotation)
  const placed = fitting.filter((annotation) => annotation.path !== '')
  const annotations = placed.slice(0, MAX_ANNOTATIONS)
  const beyond = [...placed.slice(MAX_ANNOTATIONS), ...fitting.filter((annotation) => annotation.path === '')]
  const text = withBeyond(fitText(output.text ?? '', MAX_SUMMARY_BYTES), beyond)
  const notice = beyond.length === 0 ? '' : leftOut(beyond.length)
  const summary = cutBytes(clean(output.summary), MAX_SUMMARY_BYTES - byteLength(notice))
  const { actions = [] } = output
  return {
    title: fitTitle(output.title) || UNTITLED,
    summary: `${summary}${notice}`,
    ...(text === '' ? {} : { text }),
    annotations,
    actions,
  }
}

/** As many of the annotations that GitHub does not take as there is room for, a line each. */
function withBeyond(text: string, beyond: readonly AnnotationBody[]): string {
  if (beyond.length === 0) return text
  const lines: string[] = [...(text === '' ? [] : [text, '']), BEYOND, '']
  let left = MAX_SUMMARY_BYTES - byteLength(lines.join('\n')) - NOTICE_ROOM
  let listed = 0
  for (const { path, start_line: line, title = '' } of beyond) {
    const item = `- ${codeSpan(`${path}:${line}`)} ${proseMarkdown(title)}`
    left -= byteLength(item) + 1
    if (left < 0) break
    lines.push(item)
    listed += 1
  }
  if (listed === 0) return text
  return [...lines, ...(listed < beyond.length ? ['', `… and ${beyond.length - listed} more.`] : [])].join('\n')
}

const BEYOND = '## Annotations beyond those that GitHub takes'

/** Likewise a title and a text of `maxBytes` at most. */
export function fitTitled(title: string, text: string, maxBytes: number): { title: string; text: string } {
  return { title: fitTitle(title) || UNTITLED, text: fitText(text, maxBytes) }
}

/** Likewise a text alone. */
export function fitText(text: string, maxBytes: number): string {
  return cutBytes(clean(text), maxBytes)
}

function leftOut(count: number): string {
  const which = count === 1 ? '1 annotation is' : `${count} annotations are`
  return `\n\n${which} not shown at their lines: GitHub takes ${MAX_ANNOTATIONS}, each in a file. As far as there is room they are listed below.`
}

/** GitHub refuses empty texts. */
const UNTITLED = 'Countersign'

function fitAnnotation(annotation: CheckAnnotation): AnnotationBody {
  const startLine = lineFrom(1, annotation.startLine)
  const title = fitTitle(annotation.title)
  const rawDetails = annotation.rawDetails
  return {
    path: clean(annotation.path).replace(/^(?:\.?\/)+/, ''),
    start_line: startLine,
    end_line: lineFrom(startLine, annotation.endLine),
    annotation_level: annotation.level,
    ...(title === '' ? {} : { title }),
    message: cutBytes(clean(annotation.message), MAX_TEXT_BYTES) || title || UNTITLED,
    ...(rawDetails === undefined ? {} : { raw_details: cutBytes(clean(rawDetails), MAX_TEXT_BYTES) }),
  }
}

function lineFrom(first: number, line: number): number {
  return Number.isFinite(line) ? Math.max(first, Math.floor(line)) : first
}

/**
 * Takes out control characters but tab and line feed, and those that turn the direction of text: with them a file could
 * make an approver read something else than what is there. Halves of surrogate pairs are replaced.
 */
function clean(text: string): string {
  const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
  return text.toWellFormed().replace(invisible, '')
}

function fitTitle(title: string): string {
  const line = clean(title).replace(/[\t\n]+/g, ' ')
  return line.length <= MAX_TITLE
    ? line
    : `${line
        .slice(0, MAX_TITLE - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
}

/** Keeps as many whole lines as fit beside the notice, and closes a code block that the cut has left open. */
function cutBytes(text: string, maxBytes: number): string {
  const bytes = byteLength(text)
  if (bytes <= maxBytes) return text
  const notice = (kept: string) =>
    `${openFence(kept)}\n\n… cut here: ${bytes - byteLength(kept)} more bytes do not fit.`
  const kept = wholeLines(
    Buffer.from(text)
      .subarray(0, maxBytes - NOTICE_ROOM)
      .toString(),
  )
  return `${kept}${notice(kept)}`
}

const NOTICE_ROOM = 100

function wholeLines(text: string): string {
  const whole = text.replace(/\ufffd$/, '')
  const end = whole.lastIndexOf('\n')
  return end > whole.length / 2 ? whole.slice(0, end) : whole
}

function openFence(text: string): string {
  const fences = text.match(/^```/gm)?.length ?? 0
  return fences % 2 === 0 ? '' : '\n```'
}

function byteLength(text: string): number {
  return Buffer.byteLength(text)
}
