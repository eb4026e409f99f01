import type { Diagnostic } from '../text/diagnostic.ts'
import { indexLines } from '../text/lines.ts'
import type { LineRange, Span } from '../text/span.ts'
import { type Annotation, type AnnotationProblem, readAnnotation } from './ignore-annotation.ts'
import { type CommentedFile, coveredLines, type Offsets } from './ignore-target.ts'

/** One annotation that is written as it should be. Whether its rule exists, and whether it acts, is the caller's to say. */
export interface InlineIgnore {
  readonly rule: string
  readonly reason: string
  /** The login of whoever answers for it, as written. */
  readonly approver: string
  /** The last day on which it may act, `YYYY-MM-DD`. */
  readonly until: string
  /** Of the one finding that it is about. */
  readonly digest: string
  /** Where it is written. */
  readonly span: Span
  /** The lines of the item that it is about. */
  readonly lines: LineRange
}

/** So many annotations of one file are read; more are a mistake or an attack. */
const MAX_ANNOTATIONS = 500

/**
 * Reads annotations such as `# countersign:ignore access/broader-access reason="…" approver=alice until=2026-12-31 digest=…`:
 * one a comment, or one a line of a block comment, at its start. Each is about the item that starts on the comment's own line, or
 * else on the next line with code. What is wrong with one is a warning: it does not act, and nothing else is lost.
 */
export function readIgnores(source: CommentedFile): {
  readonly ignores: readonly InlineIgnore[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const ignores: InlineIgnore[] = []
  const diagnostics: Diagnostic[] = []
  const lines = indexLines(source.text)
  const items = source.items.toSorted((left, right) => left.start - right.start || right.end - left.end)
  const annotations = annotationsOf(source)
  for (const { comment, annotation } of annotations.slice(0, MAX_ANNOTATIONS)) {
    const covered = coveredLines({ ...source, items }, lines, comment)
    const problems = [...annotation.problems, ...(covered === undefined ? [COVERS_NOTHING] : [])]
    const span: Span = { file: source.file, start: annotation.start, end: annotation.end }
    diagnostics.push(...problems.map((problem) => warning({ ...span, ...problem.range }, problem)))
    const { rule, reason, approver, until, digest } = annotation
    if (problems.length > 0 || covered === undefined || rule === undefined) continue
    if (reason !== undefined && approver !== undefined && until !== undefined && digest !== undefined)
      ignores.push({ rule, reason, approver, until, digest, span, lines: covered })
  }
  const beyond = annotations[MAX_ANNOTATIONS]
  if (beyond !== undefined) diagnostics.push(warning({ file: source.file, ...rangeOf(beyond.annotation) }, TOO_MANY))
  return { ignores, diagnostics }
}

interface PlacedAnnotation {
  readonly comment: Offsets
  readonly annotation: Annotation
}

function annotationsOf({ text, comments }: CommentedFile): readonly PlacedAnnotation[] {
  return comments.flatMap((comment) => {
    if (!comment.text.toLowerCase().includes('countersign')) return []
    const textStart = text.indexOf(comment.text, comment.start)
    return linesIn(comment.text).flatMap(({ at, line }) => {
      const annotation = readAnnotation(line, textStart + at)
      return annotation === undefined ? [] : [{ comment, annotation }]
    })
  })
}

/** The lines of a comment, without the `*` that many a block comment has before each of them. */
function linesIn(text: string): readonly { readonly at: number; readonly line: string }[] {
  let at = 0
  return text.split('\n').map((whole) => {
    const start = at
    at += whole.length + 1
    const margin = /^[ \t]*\*?[ \t]*/.exec(whole)?.[0].length ?? 0
    return { at: start + margin, line: whole.slice(margin).trimEnd() }
  })
}

function rangeOf({ start, end }: Offsets): Offsets {
  return { start, end }
}

const COVERS_NOTHING: AnnotationProblem = {
  code: 'ignore-covers-nothing',
  summary: 'An ignore that is about nothing',
  detail:
    'Nothing starts on this line or on the next line with code. Put the comment on the line on which the argument, block or element starts, or right above it.',
}

const TOO_MANY: AnnotationProblem = {
  code: 'ignore-limit',
  summary: 'Too many ignores in one file',
  detail: `Up to ${MAX_ANNOTATIONS} are read of one file; this one and those after it do not act. Remove some, or split the file.`,
}

function warning(subject: Span, problem: AnnotationProblem): Diagnostic {
  const { code, summary, detail } = problem
  return { severity: 'warning', code, summary, detail, subject: { file: subject.file, ...rangeOf(subject) } }
}
