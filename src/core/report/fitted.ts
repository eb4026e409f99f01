import type { Section } from './markdown-sections.ts'

/** GitHub's limit for a check run's summary, less what bytes of other alphabets may add. */
export const MAX_SUMMARY = 65_535

/**
 * Lays sections out within GitHub's limit: what does not fit is counted, never silently dropped. `lead` always
 * stands whole; the sections share what is left, and each says how many of its items it could not show.
 */
export function fitted(lead: readonly string[], sections: readonly Section[], limit: number = MAX_SUMMARY): string {
  const parts = [...lead]
  let left = limit - bytes(lead.join('\n\n'))
  const present = sections.filter((section) => section.items.length > 0)
  for (const [index, section] of present.entries()) {
    // A section may use what the ones before it left over, but never the share of the ones behind it.
    const share = Math.floor(left / (present.length - index))
    const text = sectionText(section, share)
    parts.push(text)
    left -= bytes(text) + SEPARATOR
  }
  return parts.join('\n\n')
}

const SEPARATOR = 2

function sectionText({ heading, items, fold }: Section, limit: number): string {
  const frame = bytes(framed(heading, fold, '')) + bytes(moreText(items.length)) + 2 * SEPARATOR
  const shown: string[] = []
  let used = frame
  for (const item of items) {
    used += bytes(item) + SEPARATOR
    if (used > limit) break
    shown.push(item)
  }
  const more = items.length - shown.length
  return framed(heading, fold, [...shown, ...(more > 0 ? [moreText(more)] : [])].join('\n\n'))
}

function moreText(count: number): string {
  return `… ${count} more, not shown here because GitHub limits the length of this text.`
}

function framed(heading: string, fold: boolean, body: string): string {
  return fold ? `<details>\n<summary>${heading}</summary>\n\n${body}\n\n</details>` : `### ${heading}\n\n${body}`
}

/** GitHub counts characters; counting UTF-8 bytes is on the safe side of every way to count them. */
function bytes(text: string): number {
  let count = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    count += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return count
}
