import { touches } from '../text/line-changes.ts'
import type { LineRange, Span } from '../text/span.ts'
import type { Cause, GrantedRegion } from './difference.ts'
import type { Location } from './location.ts'
import type { SourceVersions } from './source-versions.ts'

interface Caused {
  /** Of granted regions. */
  readonly origin?: GrantedRegion['origin']
  readonly headCauses: readonly Cause[]
  readonly baseCauses: readonly Cause[]
}

/**
 * Where a region stands: on a Deny that went as a whole, else on the changed line of head that causes it, else on the deleted line of base that kept it
 * out, else on a line that only looks changed (a comma came, an indent), else on any changed line of the declaration
 * or of the module calls that lead to it, else on a line that base's document was made of and that went, else (the cause lies in a line that nobody touched) on the first cause.
 */
export function locate(
  region: Caused,
  sources: SourceVersions,
  { span, documents, calls, before }: Declaration,
): Location {
  const { origin, headCauses, baseCauses } = region
  const isWhole = headCauses.every(({ role }) => role === 'document')
  return (
    (origin === 'no-longer-denied' ? deletedStatement(baseCauses, sources) : undefined) ??
    changedHeadLine(isWhole ? spansOf(headCauses) : newElements(headCauses, sources), sources) ??
    deletedBaseLine(baseCauses, sources) ??
    changedHeadLine([...spansOf(headCauses), ...documents, span, ...calls], sources) ??
    deletedLine(before, sources) ??
    firstLine(headCauses, sources) ??
    deletedAnywhere(baseCauses, sources) ??
    startOf([span, ...calls].find((each) => isKnown(each, sources)) ?? span, sources)
  )
}

/** What a region is about: the block or file, the documents that it is made of at head, and the calls of its module. */
export interface Declaration {
  readonly span: Span
  readonly documents: readonly Span[]
  readonly calls: readonly Span[]
  /** What base's documents were made of. */
  readonly before: readonly Span[]
}

/** A module of elsewhere is not among the sources. */
function isKnown({ file }: Span, sources: SourceVersions): boolean {
  return sources.text('head', file) !== undefined || sources.text('base', file) !== undefined
}

/** The head statement that holds the region, when every line of it is new: its regions are one finding then. */
export function newStatement(region: Caused, sources: SourceVersions): Span | undefined {
  const causes = region.headCauses.filter((cause) => cause.role === 'statement')
  return causes.flatMap((cause) => cause.spans.slice(0, 1)).find((span) => isWhollyNew(span, sources))
}

/** Lines of brackets alone may be taken over from another statement by the comparison of lines. */
function isWhollyNew(span: Span, sources: SourceVersions): boolean {
  const lines = sources.lines('head', span)
  const text = sources.text('head', span.file)?.split('\n') ?? []
  if (lines === undefined) return false
  const added = sources.changes(span.file).added
  for (let line = lines.startLine; line <= lines.endLine; line++) {
    const isBracketsAlone = /^[\s[\]{}(),]*$/.test(text[line - 1] ?? '')
    if (!isBracketsAlone && !touches(added, { startLine: line, endLine: line })) return false
  }
  return true
}

/** The places of single elements (not whole statements) that are new at head. */
export function newElements(causes: readonly Cause[], sources: SourceVersions): readonly Span[] {
  const elements = causes.filter(({ role }) => role !== 'statement' && role !== 'document')
  return spansOf(elements).filter((span) => isNew(span, sources))
}

/** Whether an element of head stands on no line that base lost: otherwise only what surrounds it changed. */
function isNew(span: Span, sources: SourceVersions): boolean {
  const element = sources.text('head', span.file)?.slice(span.start, span.end).trim()
  const base = sources.text('base', span.file)?.split('\n') ?? []
  if (element === undefined || element === '') return true
  return !sources.changes(span.file).removed.some(({ startLine, endLine }) =>
    base
      .slice(startLine - 1, endLine)
      .join('\n')
      .includes(element),
  )
}

function changedHeadLine(spans: readonly Span[], sources: SourceVersions): Location | undefined {
  for (const span of spans) {
    const lines = sources.lines('head', span)
    if (lines === undefined) continue
    const changed = sources.changes(span.file).added
    if (touches(changed, lines)) return { file: span.file, ...narrow(lines, changed) }
  }
  return undefined
}

/** A cause that spans many lines is narrowed to the first run of changed lines within it. */
function narrow(lines: LineRange, runs: readonly LineRange[]): LineRange {
  const run = runs.find((each) => touches([each], lines))
  if (run === undefined) return lines
  return {
    startLine: Math.max(run.startLine, lines.startLine),
    endLine: Math.min(run.endLine, lines.endLine),
  }
}

function deletedBaseLine(causes: readonly Cause[], sources: SourceVersions): Location | undefined {
  for (const span of spansOf(causes)) {
    const lines = sources.lines('base', span)
    if (lines === undefined) continue
    const removed = sources.changes(span.file).removed
    if (touches(removed, lines)) return atBase(span, narrow(lines, removed), enclosing(causes, span, sources), sources)
  }
  return undefined
}

/** A statement of base of which no line is left. */
function deletedStatement(causes: readonly Cause[], sources: SourceVersions): Location | undefined {
  for (const span of spansOf(causes.filter(({ role }) => role === 'statement'))) {
    const lines = sources.lines('base', span)
    if (lines === undefined) continue
    const { surviving } = sources.changes(span.file)
    const numbers = Array.from({ length: lines.endLine - lines.startLine + 1 }, (_, index) => lines.startLine + index)
    if (numbers.some((line) => surviving.has(line))) continue
    return atBase(span, lines, enclosing(causes, span, sources), sources)
  }
  return undefined
}

/** What let something else through when it went: a deleted argument whose default is wider. */
function deletedLine(spans: readonly Span[], sources: SourceVersions): Location | undefined {
  return deletedBaseLine([{ role: 'document', spans }], sources)
}

function deletedAnywhere(causes: readonly Cause[], sources: SourceVersions): Location | undefined {
  const span = spansOf(causes).find((each) => sources.lines('base', each) !== undefined)
  const lines = span && sources.lines('base', span)
  return span && lines ? atBase(span, lines, enclosing(causes, span, sources), sources) : undefined
}

function firstLine(causes: readonly Cause[], sources: SourceVersions): Location | undefined {
  for (const span of spansOf(causes)) {
    const lines = sources.lines('head', span)
    if (lines !== undefined) return { file: span.file, ...lines }
  }
  return undefined
}

function startOf(span: Span, sources: SourceVersions): Location {
  const lines = sources.lines('head', span)
  if (lines !== undefined) return { file: span.file, startLine: lines.startLine, endLine: lines.startLine }
  const base = sources.lines('base', span) ?? { startLine: 1, endLine: 1 }
  return atBase(span, { startLine: base.startLine, endLine: base.startLine }, undefined, sources)
}

function atBase(span: Span, lines: LineRange, block: LineRange | undefined, sources: SourceVersions): Location {
  const near = survivor(span.file, lines, block, sources)
  const text = sources.text('base', span.file)?.split('\n') ?? []
  const quote = text.slice(lines.startLine - 1, lines.endLine).join('\n')
  return { file: span.file, ...lines, side: 'base', annotation: { startLine: near, endLine: near, quote } }
}

/** The surviving line of the block that is nearest to the deleted ones, else the file's first changed line. */
function survivor(file: string, lines: LineRange, block: LineRange | undefined, sources: SourceVersions): number {
  const { surviving, added } = sources.changes(file)
  const first = block?.startLine ?? lines.startLine
  const last = block?.endLine ?? lines.endLine
  const reach = Math.max(lines.startLine - first, last - lines.endLine, 0)
  for (let distance = 1; distance <= reach; distance++) {
    for (const line of [lines.startLine - distance, lines.endLine + distance]) {
      const head = line >= first && line <= last ? surviving.get(line) : undefined
      if (head !== undefined) return head
    }
  }
  return added[0]?.startLine ?? lineBefore(lines.startLine, surviving)
}

function lineBefore(baseLine: number, surviving: ReadonlyMap<number, number>): number {
  for (let line = baseLine; line >= 1; line--) {
    const head = surviving.get(line)
    if (head !== undefined) return head
  }
  return 1
}

/** The widest cause of the same file around a span: the statement or the block it belongs to. */
function enclosing(causes: readonly Cause[], inner: Span, sources: SourceVersions): LineRange | undefined {
  const around = spansOf(causes).filter(
    (span) => span.file === inner.file && span.start <= inner.start && inner.end <= span.end,
  )
  const widest = around.reduce((best, span) => (span.end - span.start > best.end - best.start ? span : best), inner)
  return sources.lines('base', widest)
}

function spansOf(causes: readonly Cause[]): readonly Span[] {
  return causes.flatMap((cause) => cause.spans)
}
