import type { Finding } from '../rules/finding.ts'
import { markerWords, ownMarker } from '../text/own-text.ts'
import { codeSpan, paragraphsMarkdown, proseMarkdown } from './escape-markdown.ts'
import { SUGGESTED, suggestionBlock, suggestionMark, withoutOffers } from './suggestion-text.ts'

/**
 * A finding as a comment on the line that causes it: what is gained, why that matters, how to narrow it. One that brings
 * its suggestion stands on the lines that this replaces, and is marked with it.
 */
export function reviewComment({ digest, severity, title, message, rule, suggestion }: Finding): string {
  const marker = ownMarker('finding', digest, ...(suggestion === undefined ? [] : [suggestionMark(suggestion)]))
  return [
    `${marker}\n**${severity}: ${proseMarkdown(title)}**`,
    ...bounded(paragraphsMarkdown(message)),
    ...(suggestion === undefined ? [] : [SUGGESTED, suggestionBlock(suggestion)]),
    `${codeSpan(rule)} · The check ${codeSpan('countersign')} decides, this comment only points at the line.`,
  ].join('\n\n')
}

/**
 * A comment anew, in the place where it stands: a suggestion would replace the lines there, so it is brought only where
 * the comment had this very one before.
 */
export function renewedComment(finding: Finding, body: string): string {
  const { suggestion, ...bare } = finding
  const [, , mark] = markerWords(body) ?? []
  return reviewComment(suggestion !== undefined && mark === suggestionMark(suggestion) ? finding : bare)
}

/** The digest of the finding that a comment of the app's own is about. */
export function findingOfComment(body: string): string | undefined {
  const [name, digest] = markerWords(body) ?? []
  return name === 'finding' ? digest : undefined
}

/** What a comment says once its finding is gone; undefined where it says so already. What it said before is folded. */
export function goneComment(body: string, digest: string): string | undefined {
  const opening = `${ownMarker('finding', digest)}\n${GONE}`
  if (body.startsWith(opening)) return undefined
  const before = withoutOffers(body.slice(body.indexOf('\n') + 1))
  return `${opening}\n\n<details>\n<summary>What was found here before</summary>\n\n${before}\n\n</details>`
}

const GONE = '**No longer found:** the newest commit of this pull request does not do this any more.'

/** A comment stays far below the length that GitHub takes. */
const MAX_MESSAGE_CHARS = 30_000

function bounded(paragraphs: readonly string[]): readonly string[] {
  let used = 0
  const shown = paragraphs.filter((paragraph) => {
    used += paragraph.length
    return used <= MAX_MESSAGE_CHARS
  })
  const more = paragraphs.length - shown.length
  return more > 0 ? [...shown, `… ${more} more, which the check shows.`] : shown
}
