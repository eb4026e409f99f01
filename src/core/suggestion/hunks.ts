import type { LineChanges } from '../text/line-changes.ts'
import { wholeLines } from './suggestion.ts'

/** Where two versions of a file differ: lines of base, and what stands there at head. Either may be none. */
export interface Hunk {
  readonly base: Lines
  readonly head: Lines
}

/** From the first line, counted from 0, to before the last one. */
interface Lines {
  readonly from: number
  readonly to: number
}

/** The hunks of a file, in order. */
export function hunksOf(base: string, head: string, { surviving }: LineChanges): readonly Hunk[] {
  const end = [wholeLines(base).length + 1, wholeLines(head).length + 1] as const
  const hunks: Hunk[] = []
  let [atBase, atHead] = [1, 1]
  for (const [nextBase, nextHead] of [...surviving, end]) {
    if (nextBase > atBase || nextHead > atHead) {
      hunks.push({ base: { from: atBase - 1, to: nextBase - 1 }, head: { from: atHead - 1, to: nextHead - 1 } })
    }
    ;[atBase, atHead] = [nextBase + 1, nextHead + 1]
  }
  return hunks
}

/** Head's text with these hunks, in order, as base has them. Its lines end as head's do. */
export function restored(base: string, head: string, hunks: readonly Hunk[]): string {
  const lines = wholeLines(base)
  return edited(
    head,
    hunks.map((hunk) => ({ ...hunk.head, lines: lines.slice(hunk.base.from, hunk.base.to) })),
  )
}

/** Lines that take the place of others. */
export interface LineEdit extends Lines {
  readonly lines: readonly string[]
}

/** A text with its edits made, which are in order and do not meet. */
export function edited(text: string, edits: readonly LineEdit[]): string {
  const [lines, ending] = [wholeLines(text), /\r\n/.test(text) ? '\r\n' : '\n']
  const parts: string[] = []
  let at = 0
  for (const { from, to, lines: given } of edits) {
    parts.push(...lines.slice(at, from), ...given.map((line) => `${line.replace(/\r?\n$/, '')}${ending}`))
    at = to
  }
  const all = [...parts, ...lines.slice(at)].map((line) => (line.endsWith('\n') ? line : `${line}${ending}`)).join('')
  return text.endsWith('\n') ? all : all.slice(0, -ending.length)
}
