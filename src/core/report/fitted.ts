import { byteLength } from '../text/byte-length.ts'
import type { CheckOutput } from './check-output.ts'
import type { Section } from './markdown-sections.ts'

/**
 * GitHub takes 65,535 characters of a check run's summary and as many of a comment that repeats it. What is left over is
 * for remarks that are added when it is written. Counted in bytes, which is on the safe side of every way to count.
 */
export const MAX_SUMMARY = 64_000

/**
 * Lays sections out within GitHub's limit: what does not fit is counted, never silently dropped. `lead` always
 * stands whole; the sections share what is left, and each says how many of its items it could not show.
 */
export function fitted(lead: readonly string[], sections: readonly Section[], limit: number = MAX_SUMMARY): string {
  return layOut(lead, sections, limit, moreText).text
}

/** Likewise for a check run, where what does not fit goes on in the text below the summary. */
export function fittedCheck(
  lead: readonly string[],
  sections: readonly Section[],
): Pick<CheckOutput, 'summary' | 'text'> {
  const { text: summary, rest } = layOut(lead, sections, MAX_SUMMARY, moreBelow)
  return rest.length === 0 ? { summary } : { summary, text: fitted([`## ${CONTINUED}`], rest) }
}

const CONTINUED = 'What the summary has no room for'

type MoreText = (count: number) => string

/** `rest` are the sections, with those items that did not fit. */
function layOut(
  lead: readonly string[],
  sections: readonly Section[],
  limit: number,
  more: MoreText,
): { readonly text: string; readonly rest: readonly Section[] } {
  const parts = [...lead]
  const rest: Section[] = []
  let left = limit - byteLength(lead.join('\n\n'))
  const present = sections.filter((section) => section.items.length > 0)
  for (const [index, section] of present.entries()) {
    const reserved = present.slice(index + 1).reduce((sum, later) => sum + Math.min(RESERVED, sizeOf(later)), 0)
    const { text, shown } = sectionText(section, left - reserved, more)
    if (shown < section.items.length) rest.push({ ...section, items: section.items.slice(shown) })
    parts.push(text)
    left -= byteLength(text) + SEPARATOR
  }
  return { text: parts.join('\n\n'), rest }
}

/** What every later section may count on, whatever the ones before it hold. */
const RESERVED = 3000
const SEPARATOR = 2

function sectionText(
  { heading, items, fold }: Section,
  limit: number,
  moreOf: MoreText,
): { readonly text: string; readonly shown: number } {
  const frame = frameSize({ heading, items, fold })
  const shown: string[] = []
  let used = frame
  for (const item of items) {
    used += byteLength(item) + SEPARATOR
    if (used > limit) break
    shown.push(item)
  }
  const more = items.length - shown.length
  const text = framed(heading, fold, joined([...shown, ...(more > 0 ? [moreOf(more)] : [])]))
  return { text, shown: shown.length }
}

function frameSize({ heading, items, fold }: Section): number {
  return byteLength(framed(heading, fold, '')) + byteLength(moreText(items.length)) + 2 * SEPARATOR
}

function sizeOf(section: Section): number {
  return section.items.reduce((sum, item) => sum + byteLength(item) + SEPARATOR, frameSize(section))
}

/** List items stand close together, everything else apart. */
function joined(items: readonly string[]): string {
  return items.reduce((text, item) => {
    const isList = item.startsWith('- ') && (text.split('\n').at(-1) ?? '').startsWith('- ')
    return text === '' ? item : `${text}${isList ? '\n' : '\n\n'}${item}`
  }, '')
}

function moreText(count: number): string {
  return `… ${count} more, not shown here because GitHub limits the length of this text. \`countersign review\` prints all of it.`
}

/** Never longer than `moreText`, by which room is kept. */
function moreBelow(count: number): string {
  return `… ${count} more in the check, under “${CONTINUED}”.`
}

function framed(heading: string, fold: boolean, body: string): string {
  return fold ? `<details>\n<summary>${heading}</summary>\n\n${body}\n\n</details>` : `### ${heading}\n\n${body}`
}
