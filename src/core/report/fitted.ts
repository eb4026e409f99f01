import { byteLength } from '../text/byte-length.ts'
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
  const parts = [...lead]
  let left = limit - byteLength(lead.join('\n\n'))
  const present = sections.filter((section) => section.items.length > 0)
  for (const [index, section] of present.entries()) {
    const reserved = present.slice(index + 1).reduce((sum, later) => sum + Math.min(RESERVED, sizeOf(later)), 0)
    const text = sectionText(section, left - reserved)
    parts.push(text)
    left -= byteLength(text) + SEPARATOR
  }
  return parts.join('\n\n')
}

/** What every later section may count on, whatever the ones before it hold. */
const RESERVED = 3000
const SEPARATOR = 2

function sectionText({ heading, items, fold }: Section, limit: number): string {
  const frame = frameSize({ heading, items, fold })
  const shown: string[] = []
  let used = frame
  for (const item of items) {
    used += byteLength(item) + SEPARATOR
    if (used > limit) break
    shown.push(item)
  }
  const more = items.length - shown.length
  return framed(heading, fold, joined([...shown, ...(more > 0 ? [moreText(more)] : [])]))
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

function framed(heading: string, fold: boolean, body: string): string {
  return fold ? `<details>\n<summary>${heading}</summary>\n\n${body}\n\n</details>` : `### ${heading}\n\n${body}`
}
