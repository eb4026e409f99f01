import type { Cause } from '../difference/difference.ts'
import { newElements, newStatement } from '../difference/locate.ts'
import type { SourceVersions } from '../difference/source-versions.ts'
import type { Finding } from '../rules/finding.ts'
import type { LineRange } from '../text/span.ts'
import { type Hunk, hunksOf, restored } from './hunks.ts'
import { nameOf, withBlockPutBack, withLinesAsBefore } from './put-back.ts'
import { MAX_SUGGESTED_LINES, type Suggestion, suggestionBetween, wholeLines } from './suggestion.ts'
import { withoutElements } from './without-elements.ts'

/** What a region of the access difference stands on. */
export interface Caused {
  readonly headCauses: readonly Cause[]
  readonly baseCauses: readonly Cause[]
}

/** A longer file is not looked at. */
const MAX_FILE_CHARACTERS = 200_000
/** Lines between two hunks that GitHub still shows as one, since it shows three around each. */
const MAX_BETWEEN = 6
/** What a finding stands on: more is no small fix, and each costs a look at the file. */
const MAX_CAUSES = 50
const MAX_ELEMENTS = 20
const MAX_HUNKS = 10
/** Lines that may go where nothing was at base. */
const MAX_ADDED = 3

/**
 * What might undo a finding in its file, the narrowest first: the added elements go, its lines or the block that went
 * are as before, its hunks are, all hunks of its statement are. None of it is verified. There is none for what is new as
 * a whole, which nothing was before. `regions` are the finding's.
 */
export function suggestionCandidates(
  finding: Pick<Finding, 'file' | 'startLine' | 'endLine' | 'side'>,
  regions: readonly Caused[],
  sources: SourceVersions,
): readonly Suggestion[] {
  const { file, side = 'head' } = finding
  const [base, head] = [sources.text('base', file), sources.text('head', file)]
  if (base === undefined || head === undefined || base.length + head.length > MAX_FILE_CHARACTERS) return []
  const causes = regions.slice(0, MAX_CAUSES)
  const all = hunksOf(base, head, sources.changes(file))
  if (causes.some((each) => isNewAsAWhole(each, all, sources))) return []
  const own = all.filter((hunk) => meets(hunk[side], finding))
  const around = all.filter((hunk) => own.includes(hunk) || isInStatement(hunk, file, causes, sources))
  if (around.length > MAX_HUNKS) return []
  const texts = [
    ...elementsGone({ base, head, file, hunks: around }, causes, sources),
    ...around.flatMap((hunk) =>
      wentFrom(hunk, finding, causes, sources).map((lines) => withBlockPutBack(base, head, hunk, lines)),
    ),
    ...(side === 'head' ? own.map((hunk) => withLinesAsBefore(base, head, hunk, finding)) : []),
    ...[own, around].map((hunks) => (isOnePlace(hunks, head) ? restored(base, head, hunks) : undefined)),
  ]
  const distinct = [...new Set(texts.filter((text) => text !== undefined))]
  return distinct.flatMap((text) => suggestionBetween(file, head, text) ?? [])
}

/** A statement that is new and no other one line by line. */
function isNewAsAWhole(caused: Caused, hunks: readonly Hunk[], sources: SourceVersions): boolean {
  const span = newStatement(caused, sources)
  const lines = span && sources.lines('head', span)
  if (lines === undefined) return false
  const isSwapped = ({ base, head }: Hunk) => base.to - base.from === head.to - head.from
  return !hunks.filter((hunk) => meets(hunk.head, lines)).every(isSwapped)
}

function meets({ from, to }: Hunk['base'], { startLine, endLine }: LineRange): boolean {
  return from < endLine && startLine <= to
}

function isInStatement(hunk: Hunk, file: string, causes: readonly Caused[], sources: SourceVersions): boolean {
  const stands = (side: 'base' | 'head', among: readonly Cause[]) =>
    among
      .filter(({ role }) => role !== 'document')
      .flatMap(({ spans }) => spans.slice(0, MAX_ELEMENTS))
      .some((span) => {
        const lines = span.file === file ? sources.lines(side, span) : undefined
        return lines !== undefined && meets(hunk[side], lines)
      })
  return causes.some(({ headCauses, baseCauses }) => stands('head', headCauses) || stands('base', baseCauses))
}

/** Where a hunk of base held what kept a region out, or what the finding says that went. */
function wentFrom(
  { base }: Hunk,
  { file, side, ...lines }: LineRange & Pick<Finding, 'file' | 'side'>,
  causes: readonly Caused[],
  sources: SourceVersions,
): readonly LineRange[] {
  const spans = causes
    .flatMap(({ baseCauses }) => baseCauses.filter(({ role }) => role === 'condition'))
    .flatMap((cause) => cause.spans.filter((span) => span.file === file))
  const kept = spans.slice(0, MAX_ELEMENTS).flatMap((span) => sources.lines('base', span) ?? [])
  return [...(side === 'base' ? [lines] : []), ...kept].filter(
    (range) => base.from < range.startLine && range.endLine <= base.to,
  )
}

interface Changed {
  readonly base: string
  readonly head: string
  readonly file: string
  readonly hunks: readonly Hunk[]
}

/** Without the elements that are new, unless they came in the place of others, which are to be put back then. */
function elementsGone(
  { base, head, file, hunks }: Changed,
  causes: readonly Caused[],
  sources: SourceVersions,
): readonly string[] {
  const spans = causes
    .flatMap(({ headCauses }) => newElements(headCauses, sources))
    .filter((each) => each.file === file)
  const isFew = spans.length > 0 && spans.length <= MAX_ELEMENTS
  const text = isFew ? withoutElements(head, spans) : undefined
  if (text === undefined) return []
  const headLines = wholeLines(head)
  const names = spans.map((span) => nameOf(headLines[(sources.lines('head', span)?.startLine ?? 1) - 1] ?? ''))
  const wereThere = hunks.flatMap((hunk) =>
    wholeLines(base)
      .slice(hunk.base.from, hunk.base.to)
      .filter((line) => names.includes(nameOf(line)))
      .flatMap((line) => line.match(/"[^"]*"/g) ?? []),
  )
  return wereThere.every((element) => text.includes(element)) ? [text] : []
}

/** Hunks that stand close together and are a change of something, none of them a block that came. */
function isOnePlace(hunks: readonly Hunk[], head: string): boolean {
  const lines = wholeLines(head)
  const [first] = hunks
  return (
    first !== undefined &&
    (hunks.at(-1)?.head.to ?? 0) - first.head.from <= MAX_SUGGESTED_LINES &&
    hunks.every(({ base, head: { from, to } }, index) => {
      const before = hunks[index - 1]?.head.to ?? from
      const isChange = base.to > base.from || (to - from <= MAX_ADDED && !lines.slice(from, to).some(isBracketed))
      return from - before <= MAX_BETWEEN && isChange
    })
  )
}

function isBracketed(line: string): boolean {
  return /[{}]/.test(line)
}
